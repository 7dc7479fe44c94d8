package io.suture.studio.kit;

import com.vaadin.flow.component.HasStyle;

/// What a colour says. It never stands alone: a word or an icon says the same.
public enum Tone {
    NEUTRAL(""),
    OK("ok"),
    WARN("warn"),
    BAD("bad"),
    ACCENT("acc");

    private final String className;

    Tone(String className) {
        this.className = className;
    }

    /// The class in the style sheets, or empty.
    public String className() {
        return className;
    }

    void on(HasStyle component) {
        if (!className.isEmpty()) {
            component.addClassName(className);
        }
    }
}
