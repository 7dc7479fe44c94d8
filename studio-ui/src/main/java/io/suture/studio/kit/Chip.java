package io.suture.studio.kit;

import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;

/// Something that opens: a field, a formula, a lookup table, a constant. Its icon tells which.
public final class Chip extends NativeButton {
    private static final long serialVersionUID = 1L;

    public Chip(Icon icon, String text, Runnable open) {
        addClassName("chip");
        add(icon.small(), new Span(text));
        addClickListener(click -> open.run());
    }
}
