package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Sentence;
import io.suture.engine.report.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A condition, said in words or as a formula, whichever one likes: two views of the same formula. One that says more
/// than words can is shown as a formula.
final class ConditionField extends Div {
    private final FormulaField formula;
    private final transient SentenceForm.Parts parts;
    private final Div words = box("in-words");
    private final Button other = small(quiet(button("", click -> turn())));
    private final Span problem = text("", "bad", "s");
    /// What the words on the screen say; empty while they are not whole.
    private transient Optional<Sentence> shown = Optional.empty();
    private SentenceForm form;
    private boolean inWords = true;

    /// @param formula where it is typed, and what saves it
    /// @param parts   what the words are made of
    ConditionField(FormulaField formula, SentenceForm.Parts parts) {
        this.formula = formula;
        this.parts = parts;
        addClassName("condition-field");
        words.getElement()
                .setAttribute(
                        "data-test",
                        "words-" + formula.name().toLowerCase(Locale.ROOT).replace(' ', '-'));
        add(words, formula, problem);
        form = fill(Optional.empty());
        formula.whenShown((now, problems) -> {
            follow(now);
            showProblem(problems);
        });
        show(canBeWords());
    }

    String name() {
        return formula.name();
    }

    /// For a condition that must be there: its first line stands ready.
    ConditionField asked() {
        form.ask();
        return this;
    }

    /// Gives the keyboard to the first thing that is said, or to the line where one begins.
    void begin() {
        if (inWords) {
            form.begin();
        } else {
            formula.focus();
        }
    }

    private boolean canBeWords() {
        return formula.typed().isBlank()
                || Sentence.of(new Formula(formula.typed())).isPresent();
    }

    private void turn() {
        show(!inWords);
        begin();
    }

    private void show(boolean asWords) {
        inWords = asWords;
        words.setVisible(asWords);
        formula.setVisible(!asWords);
        other.setText(asWords ? "As a formula" : "In words");
        if (asWords) {
            follow(formula.typed());
            form.more(other);
        } else {
            add(other);
        }
        // What is more than words can say stays a formula.
        other.setVisible(asWords || canBeWords());
    }

    /// Words that say what the formula says stay as they are: somebody may be at work in them.
    private void follow(String text) {
        if (!inWords) {
            other.setVisible(canBeWords());
            return;
        }
        Optional<Sentence> now = Sentence.of(new Formula(text));
        if (now.isEmpty() && !text.isBlank()) {
            show(false);
        } else if (!now.equals(shown)) {
            form = fill(now);
            form.more(other);
        }
    }

    private SentenceForm fill(Optional<Sentence> sentence) {
        shown = sentence;
        var filledForm = new SentenceForm(sentence, parts, this::changed);
        words.removeAll();
        words.add(filledForm);
        return filledForm;
    }

    /// The formula shows its own problems.
    private void showProblem(List<Problem> problems) {
        problem.setText(problems.isEmpty() ? "" : problems.getFirst().message());
        problem.setVisible(inWords && !problems.isEmpty() && !formula.typed().isBlank());
    }

    private void changed(Optional<Sentence> sentence) {
        Optional<Formula> now = sentence.map(Sentence::formula);
        shown = now.flatMap(Sentence::of);
        formula.put(now.map(Formula::text).orElse(""));
    }
}
