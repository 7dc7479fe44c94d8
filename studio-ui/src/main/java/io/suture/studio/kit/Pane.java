package io.suture.studio.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;

/// A part of the body with a head of its own, 36 pixels high so that neighbours line up.
public final class Pane extends Section {
    private static final long serialVersionUID = 1L;
    private final Span state = new Span();
    private final Span end = new Span();
    private final Div content = new Div();

    public Pane(String title, Component... parts) {
        addClassName("pane");
        var head = new Div();
        head.addClassName("pane-head");
        state.addClassName("line");
        end.addClassName("end");
        head.add(new H2(title), state, end);
        content.addClassName("scroll");
        // Who has no wheel scrolls with the arrows.
        content.getElement().setAttribute("tabindex", "0");
        content.getElement().setAttribute("role", "group");
        content.getElement().setAttribute("aria-label", title);
        content.add(parts);
        add(head, content);
    }

    public Pane state(Component... marks) {
        state.removeAll();
        state.add(marks);
        return this;
    }

    public Pane commands(Component... commands) {
        end.removeAll();
        end.add(commands);
        return this;
    }

    public void show(Component... parts) {
        content.removeAll();
        content.add(parts);
    }
}
