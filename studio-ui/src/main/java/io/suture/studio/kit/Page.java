package io.suture.studio.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;

/// A whole screen within the frame: header, then rows such as tabs and tools, a body that fills the rest, a
/// status line. Views extend it.
public abstract class Page extends Main {
    private static final long serialVersionUID = 1L;
    private final Div rows = new Div();
    private final Div body = new Div();

    protected Page() {
        addClassName("page");
        rows.addClassName("rows");
        body.addClassName("body");
        add(rows, body);
    }

    /// What stands above the body, from the header down; replaces what stood there.
    protected final void top(Component... parts) {
        rows.removeAll();
        rows.add(parts);
    }

    /// What fills the page; replaces what filled it.
    protected final void body(Component... parts) {
        body.removeAll();
        body.add(parts);
    }

    /// The line at the very bottom.
    protected final void bottom(StatusLine line) {
        add(line);
    }
}
