package io.suture.studio.kit;

import com.vaadin.flow.component.html.Span;

/// A coloured dot; the word beside it says the same.
public final class Dot extends Span {
    private static final long serialVersionUID = 1L;

    public Dot(Tone tone) {
        addClassName("dot");
        tone.on(this);
        getElement().setAttribute("aria-hidden", "true");
    }

    /// An empty ring: nothing runs.
    public static Dot off() {
        var dot = new Dot(Tone.NEUTRAL);
        dot.addClassName("off");
        return dot;
    }
}
