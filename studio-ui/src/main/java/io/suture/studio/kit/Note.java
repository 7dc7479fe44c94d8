package io.suture.studio.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;

/// A sentence or two that concern what is beside them: what is, what is safe, what to do. Stays where it is.
public final class Note extends Div {
    private static final long serialVersionUID = 1L;

    public Note(Tone tone, String sentence, Component... commands) {
        addClassName("note");
        tone.on(this);
        getElement().setAttribute("role", tone == Tone.BAD ? "alert" : "note");
        var words = new Paragraph(sentence);
        words.addClassName("grow");
        add(icon(tone).create(), words);
        add(commands);
    }

    private static Icon icon(Tone tone) {
        return switch (tone) {
            case NEUTRAL, ACCENT -> Icon.INFO;
            case OK -> Icon.CHECK;
            case WARN -> Icon.ALERT;
            case BAD -> Icon.STOP;
        };
    }
}
