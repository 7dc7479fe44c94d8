package io.suture.studio.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.html.Span;

/// The last line of a page: what is saved, how long a preview took, which keys there are. Announced when it
/// changes.
public final class StatusLine extends Footer {
    private static final long serialVersionUID = 1L;
    private final Span start = new Span();
    private final Span end = new Span();

    public StatusLine() {
        addClassName("foot");
        start.addClassName("line");
        start.getElement().setAttribute("aria-live", "polite");
        end.addClassName("end");
        add(start, end);
    }

    public void say(String words) {
        start.removeAll();
        start.add(new Span(words));
    }

    public void say(Component... parts) {
        start.removeAll();
        start.add(parts);
    }

    /// What stands at the right end: keys, figures.
    public void end(Component... parts) {
        end.removeAll();
        end.add(parts);
    }

    /// A key and what it does.
    public static Component key(String key, String does) {
        var hint = new Span();
        hint.getElement().appendChild(new com.vaadin.flow.dom.Element("kbd").setText(key));
        hint.add(new com.vaadin.flow.component.Text(" " + does));
        return hint;
    }
}
