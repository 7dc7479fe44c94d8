package io.suture.studio.kit;

import com.vaadin.flow.component.html.Span;

/// A word of state: *Running*, *Draft of v8, 6 changes*.
public final class Tag extends Span {
    private static final long serialVersionUID = 1L;

    public Tag(String word, Tone tone) {
        addClassName("tag");
        tone.on(this);
        setText(word);
    }

    /// With a dot before the word, for what is running or waiting now.
    public static Tag withDot(String word, Tone tone) {
        var tag = new Tag("", Tone.NEUTRAL);
        tag.removeAll();
        tag.add(new Dot(tone), new Span(word));
        return tag;
    }
}
