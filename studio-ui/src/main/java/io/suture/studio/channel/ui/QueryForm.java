package io.suture.studio.channel.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Query;
import io.suture.engine.channel.Query.WhenUnanswered;
import io.suture.engine.expression.Formula;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaRef;
import io.suture.studio.channel.Compilation;
import io.suture.studio.kit.FormulaEditor;
import io.suture.studio.kit.FormulaEditor.Proposal;
import io.suture.studio.kit.SchemaProposals;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// One declared query as a form: what it asks about, whom, and what it takes of the answer. What is wrong stands at
/// its field.
final class QueryForm extends Div {
    private static final String FIRST = "320px";
    private static final String SECOND = "208px";

    private final transient Query query;
    private final transient List<Problem> problems;
    private final transient Compilation compilation;
    private final transient BiConsumer<String, Query> changed;
    private final boolean mayEdit;

    /// @param problems with the names of its properties as places
    /// @param source   what the Channel's Messages are read as
    /// @param changed  hears of each change, in words, and the query as it is then
    QueryForm(
            Query query,
            List<Problem> problems,
            SchemaRef source,
            Compilation compilation,
            boolean mayEdit,
            BiConsumer<String, Query> changed) {
        this.query = query;
        this.problems = problems;
        this.compilation = compilation;
        this.changed = changed;
        this.mayEdit = mayEdit;
        addClassName("query-form");
        getElement().setAttribute("data-test", "query-form");
        add(box("fields", name(), note()), box("fields", setting("url"), setting("token"), unanswered()));
        add(box("fields", resource(), parameter()));
        var key = new Proposal(Query.KEY, Proposal.Kind.WORD, "key", "The value that is asked about just now");
        add(
                formula(
                        "Asks about each of",
                        "keys",
                        query.keys(),
                        completer(source, List.of()),
                        typed -> changed.accept("Changed what is asked about", query.withKeys(typed))),
                formula(
                        "Searches for",
                        "value",
                        query.value(),
                        completer(source, List.of(key)),
                        typed -> changed.accept(
                                "Changed what is searched for",
                                query.withValue(typed.text().isEmpty() ? Query.THE_KEY : typed))),
                formula(
                        "Takes of what it finds",
                        "take",
                        query.take(),
                        completer(query.found(), List.of()),
                        typed -> changed.accept("Changed what is taken", query.withTake(typed))));
    }

    private FormulaEditor.Completer completer(SchemaRef over, List<Proposal> names) {
        return new SchemaProposals(() -> compilation.fields(over), names);
    }

    private TextField name() {
        TextField field = field("Name", query.name(), SECOND);
        field.setHelperText("Formulas call it: query('" + query.name() + "', key).");
        field.addValueChangeListener(change ->
                changed.accept("Renamed", query.withName(change.getValue().strip())));
        return field;
    }

    private TextField note() {
        TextField field = field("What it is for", query.note(), "544px");
        field.addValueChangeListener(change ->
                changed.accept("Described", query.withNote(change.getValue().strip())));
        return field;
    }

    private TextField setting(String setting) {
        TextField field = field(SettingsView.label(setting), query.endpoint().setting(setting, ""), FIRST);
        field.setHelperText(SettingsView.hint(setting));
        field.addValueChangeListener(change -> {
            var settings = new TreeMap<>(query.endpoint().settings());
            settings.put(setting, change.getValue().strip());
            changed.accept(
                    "Changed the address",
                    query.at(new Endpoint(query.endpoint().connector(), settings)));
        });
        return field;
    }

    private Select<WhenUnanswered> unanswered() {
        var choice = new Select<WhenUnanswered>();
        choice.setLabel("While nobody answers");
        choice.setWidth(SECOND);
        choice.setItems(WhenUnanswered.values());
        choice.setItemLabelGenerator(one -> switch (one) {
            case WAIT -> "the message waits";
            case GO_ON -> "it goes on, with a warning";
        });
        choice.setValue(query.whenUnanswered());
        choice.setReadOnly(!mayEdit);
        choice.addValueChangeListener(change ->
                changed.accept("Changed what happens without an answer", query.withWhenUnanswered(change.getValue())));
        return choice;
    }

    private ComboBox<String> resource() {
        var choice = new ComboBox<String>("Looks for");
        choice.setWidth(FIRST);
        choice.setItems(compilation.resources());
        choice.setValue(query.resource());
        choice.setReadOnly(!mayEdit);
        choice.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                changed.accept("Changed what is looked for", query.withResource(change.getValue()));
            }
        });
        mark(choice, "resource");
        return choice;
    }

    private TextField parameter() {
        TextField field = field("By the search parameter", query.parameter(), SECOND);
        field.addValueChangeListener(change -> changed.accept(
                "Changed the search parameter",
                query.withParameter(change.getValue().strip())));
        mark(field, "parameter");
        return field;
    }

    private TextField field(String label, String value, String width) {
        var field = new TextField(label);
        field.setValue(value);
        field.setWidth(width);
        field.setReadOnly(!mayEdit);
        return field;
    }

    private void mark(HasValidation field, String place) {
        problems.stream()
                .filter(problem -> problem.path().equals(place))
                .findFirst()
                .ifPresent(problem -> {
                    field.setInvalid(true);
                    field.setErrorMessage(problem.message());
                });
    }

    /// Saved when it is done: on Enter, and when the focus leaves. A broken one is saved too.
    private Div formula(
            String label, String place, Formula formula, FormulaEditor.Completer completer, Consumer<Formula> save) {
        var editor = new FormulaEditor(completer);
        editor.setLabel(label);
        editor.setValue(formula.text());
        editor.setReadOnly(!mayEdit);
        editor.setWidthFull();
        editor.setProblems(problems.stream()
                .filter(problem -> problem.path().equals(place))
                .toList());
        editor.getElement().setAttribute("data-test", "query-" + place);
        Consumer<String> done = typed -> {
            var written = new Formula(typed);
            if (mayEdit && !written.equals(formula)) {
                save.accept(written);
            }
        };
        editor.whenDone(done);
        editor.whenCancelled(() -> editor.setValue(formula.text()));
        editor.getElement().addEventListener("focusout", event -> done.accept(editor.getValue()));
        return box("query-formula", text(label, "mid"), editor);
    }
}
