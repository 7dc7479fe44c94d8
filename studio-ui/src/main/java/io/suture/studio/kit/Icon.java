package io.suture.studio.kit;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/// The studio's own icons, 16 pixels and one stroke, in the colour of the text around them.
public enum Icon {
    CHANNELS,
    MESSAGES,
    MONITOR,
    APPROVALS,
    LOOKUP,
    SCHEMA,
    TEMPLATES,
    AUDIT,
    SETTINGS,
    SEARCH,
    PLUS,
    CHECK,
    X,
    RIGHT,
    DOWN,
    LEFT,
    ALERT,
    INFO,
    STOP,
    UNDO,
    REDO,
    LOCK,
    EYE,
    FILTER,
    LOOP,
    PLAY,
    PAUSE,
    SEND,
    FOCUS,
    COPY,
    COMMENT,
    CLOCK,
    USER,
    ARROW,
    GHOST,
    FX,
    TEXT,
    LINK,
    MORE,
    FILE,
    BOLT,
    MOON,
    BRAND,
    SPLIT,
    BELL,
    KEYS;

    /// A new element; assistive technology skips it, since a word always stands beside it or in its title.
    public Span create() {
        var icon = new Span();
        icon.addClassNames("i", "i-" + name().toLowerCase(Locale.ROOT));
        icon.getElement().setAttribute("aria-hidden", "true");
        return icon;
    }

    /// For small marks within a line of text.
    public Span small() {
        Span icon = create();
        icon.addClassName("i12");
        return icon;
    }
}
