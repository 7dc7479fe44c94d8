package io.suture.studio.kit;

import com.vaadin.flow.component.AbstractSinglePropertyField;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import io.suture.engine.report.Problem;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Where a formula is typed: coloured, completed, marked at the characters that are wrong. Its value changes a
/// moment after the last key, and at once on Ctrl+Enter and when the focus leaves.
@Tag("formula-editor")
@JsModule("./kit/formula-editor.ts")
@NpmPackage(value = "codemirror", version = "6.0.2")
@NpmPackage(value = "@codemirror/autocomplete", version = "6.20.4")
@NpmPackage(value = "@codemirror/commands", version = "6.11.1")
@NpmPackage(value = "@codemirror/language", version = "6.13.1")
@NpmPackage(value = "@codemirror/lint", version = "6.9.8")
@NpmPackage(value = "@codemirror/state", version = "6.7.6")
@NpmPackage(value = "@codemirror/view", version = "6.43.15")
public final class FormulaEditor extends AbstractSinglePropertyField<FormulaEditor, String>
        implements HasSize, Focusable<FormulaEditor> {

    /// Proposals that one answer may hold.
    private static final int MOST = 100;

    private Completer completer = (word, fieldsOnly) -> List.of();
    private Consumer<String> done = formula -> {};
    private Runnable cancelled = () -> {};

    /// What is proposed while somebody types.
    @FunctionalInterface
    public interface Completer {
        /// @param word       what stands before the cursor: `PID-5.`, `up`, or nothing
        /// @param fieldsOnly after `@`, which opens the fields
        /// @return the best first; called on the UI thread at each key, so it must be quick
        List<Proposal> complete(String word, boolean fieldsOnly);
    }

    /// One thing to insert.
    ///
    /// @param text   what is inserted; a function gets its brackets
    /// @param kind   what it is
    /// @param detail a few words beside it: the label of a field, the arguments of a function
    /// @param help   shown beside the list while it is chosen: what it does, with an example; or empty
    public record Proposal(String text, Kind kind, String detail, String help) {
        /// Sorts of proposals.
        public enum Kind {
            FIELD,
            FUNCTION,
            TABLE,
            WORD
        }
    }

    private record Mark(int from, int to, String message, String severity) {}

    private record WireProposal(String text, String kind, String detail, String help) {}

    public FormulaEditor() {
        super("value", "", false);
    }

    public FormulaEditor(Completer completer) {
        this();
        setCompleter(completer);
    }

    public void setCompleter(Completer completer) {
        this.completer = completer;
    }

    /// What screen readers call it.
    public void setLabel(String label) {
        getElement().setProperty("label", label);
    }

    public void setPlaceholder(String placeholder) {
        getElement().setProperty("placeholder", placeholder);
    }

    /// In a formula of several lines Enter starts the next; in one of one line it is 'done'.
    public void setMultiline(boolean multiline) {
        getElement().setProperty("multiline", multiline);
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        getElement().setProperty("readonly", readOnly);
    }

    @Override
    public boolean isReadOnly() {
        return getElement().getProperty("readonly", false);
    }

    /// Underlines each Problem at its span (all of the formula if it has none) and says the first beneath.
    public void setProblems(List<Problem> problems) {
        List<Mark> marks = problems.stream().map(this::mark).toList();
        getElement().setPropertyList("problems", marks);
    }

    private Mark mark(Problem problem) {
        Problem.Span span = problem.span();
        int from = span == null ? 0 : span.from();
        int to = span == null ? getValue().length() : span.to();
        return new Mark(from, to, problem.message(), problem.severity().name().toLowerCase(Locale.ROOT));
    }

    /// Puts brackets around the formula and proposes functions before them: how a function is added to what is there.
    public void wrap() {
        getElement().callJsFunction("wrap");
    }

    /// Hears Ctrl+Enter, with the formula as it stands.
    public void whenDone(Consumer<String> hearer) {
        done = hearer;
    }

    /// Hears Esc. The value is whatever was typed; setting the former one back is up to the hearer.
    public void whenCancelled(Runnable hearer) {
        cancelled = hearer;
    }

    @ClientCallable
    private List<WireProposal> complete(String word, boolean fieldsOnly) {
        Stream<Proposal> proposals = completer.complete(word, fieldsOnly).stream();
        return proposals
                .limit(MOST)
                .map(one -> new WireProposal(
                        one.text(), one.kind().name().toLowerCase(Locale.ROOT), one.detail(), one.help()))
                .toList();
    }

    @ClientCallable
    private void done(String formula) {
        if (!isReadOnly()) {
            done.accept(formula);
        }
    }

    @ClientCallable
    private void cancelled() {
        cancelled.run();
    }
}
