package io.suture.studio.kit;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;

/// Buttons. Their labels are verbs; a page has one primary one.
public final class Commands {
    private Commands() {}

    public static Button primary(String verb, Runnable act) {
        Button button = plain(verb, act);
        button.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        return button;
    }

    public static Button plain(String verb, Runnable act) {
        return new Button(verb, click -> act.run());
    }

    /// Without an edge, for what is rarely wanted or stands in a row.
    public static Button quiet(String verb, Runnable act) {
        Button button = plain(verb, act);
        button.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        return button;
    }

    /// Quiet, and an icon before the word.
    public static Button quiet(Icon icon, String verb, Runnable act) {
        Button button = quiet(verb, act);
        button.setIcon(icon.create());
        return button;
    }

    /// 24 pixels high, for rows of a list.
    public static Button small(Button button) {
        button.addClassName("small");
        return button;
    }
}
