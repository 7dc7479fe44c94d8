package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.suture.studio.kit.FormulaEditor;
import io.suture.studio.mapping.Trial;
import java.util.function.Consumer;
import java.util.function.Function;

/// A formula that is tried as it is typed and saved when it is done: on Ctrl+Enter or Enter, and when the focus leaves.
/// A broken one is saved too.
final class FormulaField extends Div {
    private final FormulaEditor editor;
    private final transient Function<String, Trial> trial;
    private final transient Consumer<String> save;
    private final Span value = text("", "mono");
    private final Span type = text("", "dim", "s");
    private final boolean withValue;
    private String saved;

    /// @param name      what screen readers and tests call it
    /// @param withValue whether to say what it gives on the Sample
    FormulaField(
            String name,
            String formula,
            boolean withValue,
            FormulaEditor.Completer completer,
            Function<String, Trial> trial,
            Consumer<String> save) {
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
        editor.whenDone(this::store);
        editor.getElement().addEventListener("focusout", event -> store(editor.getValue()));
        add(editor);
        if (withValue) {
            value.getElement().setAttribute("data-test", "value-now");
            var line = new Div(text("Value now", "dim", "s"), value, type);
            line.addClassName("line");
            add(line);
        }
        show();
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

    void focus() {
        editor.focus();
    }

    private void show() {
        Trial tried = trial.apply(editor.getValue());
        editor.setProblems(tried.problems());
        if (withValue) {
            value.setText(tried.value() == null ? "absent" : tried.value());
            value.getClassNames().set("dim", tried.value() == null);
            type.setText(tried.type());
        }
    }

    private void store(String formula) {
        if (!formula.strip().equals(saved.strip()) && !editor.isReadOnly()) {
            saved = formula;
            save.accept(formula.strip());
        }
    }
}
