package io.suture.studio.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A choice of a few, all visible: *All, Need attention, Mine*.
///
/// @param <T> what is chosen
public final class Segments<T> extends Div {
    private static final long serialVersionUID = 1L;
    private final transient Consumer<T> chosen;
    private final Map<T, NativeButton> buttons = new LinkedHashMap<>();
    private transient @Nullable T now;

    public Segments(String label, Consumer<T> chosen) {
        this.chosen = chosen;
        addClassName("seg");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", label);
    }

    public Segments<T> choice(T value, Component... label) {
        var button = new NativeButton();
        button.add(label);
        button.addClickListener(click -> {
            // What is chosen already stays as it is, with all that was typed beneath it.
            if (!value.equals(now)) {
                select(value);
                chosen.accept(value);
            }
        });
        buttons.put(value, button);
        add(button);
        return this;
    }

    public Segments<T> choice(T value, String label) {
        return choice(value, new Span(label));
    }

    /// Marks it as chosen from the start.
    public Segments<T> selected(T value) {
        select(value);
        return this;
    }

    /// Marks it as chosen; nobody is told.
    public void select(T value) {
        now = value;
        buttons.forEach(
                (each, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(each.equals(value))));
    }
}
