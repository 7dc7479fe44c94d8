package io.suture.studio.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/// The top of a page: where you are, what state it is in, and at the right end its commands, one of them
/// primary.
public final class PageHeader extends Header {
    private static final long serialVersionUID = 1L;
    private final Span state = new Span();
    private final Span end = new Span();

    public PageHeader(String title) {
        this(null, title);
    }

    /// @param parent the page above, as a link, or null
    public PageHeader(@Nullable Component parent, String title) {
        addClassName("head");
        if (parent != null) {
            Span mark = Icon.RIGHT.small();
            mark.addClassName("dim");
            add(parent, mark);
        }
        state.addClassName("line");
        end.addClassName("end");
        add(new H1(title), state, end);
    }

    /// Tags and counts beside the title; replaces those before.
    public PageHeader state(Component... marks) {
        state.removeAll();
        state.add(marks);
        return this;
    }

    /// Commands at the right end, the primary one last; replaces those before.
    public PageHeader commands(Component... commands) {
        end.removeAll();
        end.add(commands);
        return this;
    }
}
