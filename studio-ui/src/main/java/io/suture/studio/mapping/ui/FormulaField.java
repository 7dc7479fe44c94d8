package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.suture.engine.report.Problem;
import io.suture.studio.kit.FormulaEditor;
import io.suture.studio.mapping.Trial;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// A formula that is tried as it is typed and saved when it is done: on Ctrl+Enter or Enter, and when the focus leaves.
/// A broken one is saved too.
final class FormulaField extends Div {
    private static final String TYPED = "element.value";

    private final String name;
    private final FormulaEditor editor;
    private final transient Function<String, Trial> trial;
    private final transient Consumer<String> save;
    private final Span value = text("", "mono");
    private final Span type = text("", "dim", "s");
    private final boolean withValue;
    private String saved;
    private transient Runnable done = () -> {};
    private transient Shown shown = (text, problems) -> {};

    /// @param name      what screen readers and tests call it
    /// @param withValue whether to say what it gives on the Sample
    FormulaField(
            String name,
            String formula,
            boolean withValue,
            FormulaEditor.Completer completer,
            Function<String, Trial> trial,
            Consumer<String> save) {
        this.name = name;
        this.trial = trial;
        this.save = save;
        this.saved = formula;
        this.withValue = withValue;
        addClassName("formula");
        editor = new FormulaEditor(completer);
        editor.setLabel(name);
        editor.setValue(formula);
        editor.setWidthFull();
        editor.getElement()
                .setAttribute(
                        "data-test",
                        "formula-" + name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
        editor.addValueChangeListener(change -> show());
        editor.whenDone(this::finish);
        editor.whenCancelled(() -> editor.setValue(saved));
        // The value comes along: what was typed last may not have been sent on its own yet.
        editor.getElement()
                .addEventListener(
                        "focusout",
                        event -> store(event.getEventData().get(TYPED).asString()))
                .addEventData(TYPED);
        add(editor);
        if (withValue) {
            value.getElement().setAttribute("data-test", "value-now");
            var line = new Div(text("Value now", "dim", "s"), value, type);
            line.addClassName("line");
            add(line);
        }
        show();
    }

    String name() {
        return name;
    }

    /// What stands there now.
    String typed() {
        return editor.getValue();
    }

    /// Hears what stands there now, and what is wrong with it.
    interface Shown {
        void now(String text, List<Problem> problems);
    }

    /// Hears it whenever it is another.
    void whenShown(Shown hearer) {
        shown = hearer;
    }

    /// Puts a formula there and saves it.
    void put(String formula) {
        editor.setValue(formula);
        store(formula);
    }

    void readOnly() {
        editor.setReadOnly(true);
    }

    void whenCancelled(Runnable hearer) {
        editor.whenCancelled(() -> {
            editor.setValue(saved);
            hearer.run();
        });
    }

    /// Hears Enter and Ctrl+Enter, before the formula is saved: an editor that opens for one row is closed by then, and
    /// the row is made anew once.
    void whenDone(Runnable hearer) {
        done = hearer;
    }

    void focus() {
        editor.focus();
    }

    /// Puts the brackets of a function around what is there and proposes functions before them.
    void wrap() {
        editor.wrap();
    }

    /// Takes over what another one of the same place shows, unless somebody is typing here.
    void follow(FormulaField other) {
        if (!editor.getValue().equals(other.saved) && editor.getValue().equals(saved)) {
            editor.setValue(other.saved);
        }
        saved = other.saved;
        show();
    }

    /// Shows again what somebody typed and could not save.
    void retype(String formula) {
        editor.setValue(formula);
        show();
    }

    private void finish(String formula) {
        done.run();
        store(formula);
    }

    private void show() {
        Trial tried = trial.apply(editor.getValue());
        editor.setProblems(tried.problems());
        if (withValue) {
            value.setText(tried.value() == null ? "absent" : tried.value());
            value.getClassNames().set("dim", tried.value() == null);
            type.setText(tried.type());
        }
        shown.now(editor.getValue(), tried.problems());
    }

    private void store(String formula) {
        if (!formula.strip().equals(saved.strip()) && !editor.isReadOnly()) {
            saved = formula;
            save.accept(formula.strip());
        }
    }
}
