package io.suture.studio.kit;

import com.vaadin.flow.component.html.Span;

/// A neutral count beside a word.
public final class Badge extends Span {
    private static final long serialVersionUID = 1L;

    public Badge(long count) {
        super(Long.toString(count));
        addClassName("badge");
    }
}
