package io.suture.studio.kit;

import com.vaadin.flow.component.html.Span;

/// A value that is not shown: patient data, for those who may not see it or have given no reason yet.
public final class Masked extends Span {
    private static final long serialVersionUID = 1L;

    public Masked() {
        super("••••••");
        addClassName("masked");
        setTitle("Masked: unmask with a reason");
    }
}
