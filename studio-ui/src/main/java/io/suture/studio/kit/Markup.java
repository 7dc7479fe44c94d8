package io.suture.studio.kit;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/// Shorthand for pages that are built of many small parts of this package.
public final class Markup {
    private Markup() {}

    public static Span icon(String name) {
        return Icon.valueOf(name.toUpperCase(Locale.ROOT)).create();
    }

    public static Span text(String text, String... classes) {
        var span = new Span(text);
        span.addClassNames(classes);
        return span;
    }

    public static Tag tag(String text, Tone tone) {
        return new Tag(text, tone);
    }

    public static Note note(String words, Tone tone) {
        return new Note(tone, words);
    }

    public static Button button(String words, ComponentEventListener<ClickEvent<Button>> clicked) {
        return new Button(words, clicked);
    }

    public static Button button(String words, String icon, ComponentEventListener<ClickEvent<Button>> clicked) {
        return new Button(words, icon(icon), clicked);
    }

    /// A button that is an icon alone; its words are its label and tooltip.
    public static Button iconButton(String words, String icon, ComponentEventListener<ClickEvent<Button>> clicked) {
        var button = new Button(icon(icon), clicked);
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setTooltipText(words);
        button.setAriaLabel(words);
        return button;
    }

    public static Button primary(Button button) {
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }

    public static Button small(Button button) {
        return Commands.small(button);
    }

    public static Button quiet(Button button) {
        button.addThemeVariants(ButtonVariant.TERTIARY);
        return button;
    }

    /// `1 row`, `1,200 rows`.
    public static String counted(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }

    /// A box with these classes, separated by blanks.
    public static Div box(String classes, Component... content) {
        var box = new Div(content);
        if (!classes.isBlank()) {
            box.addClassNames(classes.split(" "));
        }
        return box;
    }

    public static Pane pane(String title, Component... content) {
        return new Pane(title, content);
    }
}
