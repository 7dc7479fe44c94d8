package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.iconButton;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import io.suture.engine.value.FieldPath;
import io.suture.studio.mapping.FieldMappings;
import io.suture.studio.mapping.Projection;

/// Hides all but the group that somebody works on; pressed again, shows all.
final class FocusCommand {
    private final Host host;
    private final Button button = iconButton("Focus", "focus", click -> pressed());
    private Focus on = Focus.NONE;

    /// The page on which it hides.
    interface Host {
        Projection shown();

        /// The row that is chosen; the root where none is.
        FieldPath focusable();

        /// Something else is in focus now.
        void focused(Focus on);

        /// Says something above the page, until the next change.
        void say(String words, Component... commands);
    }

    FocusCommand(Host host) {
        this.host = host;
        button.getElement().setAttribute("data-test", "focus");
        tell();
    }

    Button button() {
        return button;
    }

    Focus on() {
        return on;
    }

    void end() {
        take(Focus.NONE);
    }

    private void pressed() {
        FieldPath chosen = host.focusable();
        if (!on.isNone()) {
            end();
        } else if (chosen.isRoot()) {
            host.say("Choose a target field first: the rest is hidden while you work on its group.");
        } else {
            boolean group = FieldMappings.field(host.shown().target(), chosen)
                    .map(field -> !field.type().isLeaf())
                    .orElse(true);
            take(Focus.around(chosen, group));
        }
    }

    private void take(Focus focus) {
        on = focus;
        tell();
        host.focused(on);
    }

    private void tell() {
        button.setText(on.isNone() ? "" : on.on().toString());
        button.getElement()
                .setAttribute("aria-pressed", Boolean.toString(!on.isNone()))
                .setAttribute("aria-label", on.isNone() ? "Focus on the chosen group" : "End the focus on " + on.on())
                .setAttribute("title", on.isNone() ? "Focus: hide all but the chosen group" : "Show all again");
    }
}
