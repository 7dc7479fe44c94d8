package io.suture.studio.mapping.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import io.suture.engine.expression.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A condition in words: lines of field, comparison and value, joined by 'all', 'any' or 'none', nested where they are.
/// It is told on as soon as every line is whole.
final class SentenceForm extends Div {
    private final transient Parts parts;
    private final transient Consumer<Optional<Sentence>> changed;
    private final SentenceGroup whole;

    /// What a form is made with.
    interface Parts {
        boolean editable();

        /// The Channel's LookupTables, by name.
        List<String> tables();

        /// Where the name of a field is typed; proposes fields.
        FormulaField field(String formula, Consumer<String> typed);
    }

    /// A part of the sentence on the screen.
    interface Said {
        /// What it says; empty while something is missing.
        Optional<Sentence> said();

        /// Gives the keyboard to its first field.
        void focus();

        /// Shows the button that takes it away.
        void removable(Runnable remove);
    }

    /// @param sentence what there is; empty for no condition
    /// @param changed  hears the sentence when it is another one and whole; empty when the last line was taken away
    SentenceForm(Optional<Sentence> sentence, Parts parts, Consumer<Optional<Sentence>> changed) {
        this.parts = parts;
        this.changed = changed;
        addClassName("sentence-form");
        whole = SentenceGroup.outermost(sentence, parts, this::heard);
        add(whole);
    }

    /// Gives the keyboard to the first line; there is one afterwards.
    void begin() {
        if (whole.isEmpty() && parts.editable()) {
            whole.begin();
        } else {
            whole.focus();
        }
    }

    /// Puts something after the commands.
    void more(Component command) {
        whole.more(command);
    }

    /// An empty form gets its first line.
    void ask() {
        if (whole.isEmpty() && parts.editable()) {
            whole.line();
        }
    }

    private void heard() {
        if (whole.isEmpty()) {
            changed.accept(Optional.empty());
        } else {
            whole.said().ifPresent(said -> changed.accept(Optional.of(said)));
        }
    }
}
