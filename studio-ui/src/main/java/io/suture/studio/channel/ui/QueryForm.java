package io.suture.studio.channel.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.channel.Query;
import io.suture.engine.channel.Query.WhenUnanswered;
import io.suture.engine.expression.Formula;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaRef;
import io.suture.runtime.connector.Setting;
import io.suture.studio.channel.Compilation;
import io.suture.studio.kit.FormulaEditor;
import io.suture.studio.kit.FormulaEditor.Proposal;
import io.suture.studio.kit.SchemaProposals;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// One declared query as a form: what it asks about, whom, and what it takes of the answer. What is wrong stands at
/// its field. It stays while the draft changes, so that what is typed in one field outlives the saving of another.
final class QueryForm extends Div {
    private static final String FIRST = "320px";
    private static final String SECOND = "208px";

    private final transient Compilation compilation;
    private final transient BiConsumer<String, Query> changed;
    private final boolean mayEdit;
    private final TextField name;
    private final TextField note;
    private final TextField url;
    private final TextField token;
    private final Select<WhenUnanswered> unanswered = new Select<>();
    private final ComboBox<String> resource = new ComboBox<>("Looks for");
    private final TextField parameter;
    private final FormulaEditor keys;
    private final FormulaEditor value;
    private final FormulaEditor take;
    private transient Query query;

    /// @param source  what the Channel's Messages are read as
    /// @param changed hears of each change, in words, and the query as it is then
    QueryForm(
            Query query,
            SchemaRef source,
            Compilation compilation,
            boolean mayEdit,
            BiConsumer<String, Query> changed) {
        this.query = query;
        this.compilation = compilation;
        this.mayEdit = mayEdit;
        this.changed = changed;
        addClassName("query-form");
        getElement().setAttribute("data-test", "query-form");
        name = field("Name", SECOND, "Renamed", Query::withName);
        note = field("What it is for", "544px", "Described", Query::withNote);
        url = setting("url", "Address of the FHIR server", "");
        token = setting("token", "Bearer token", Setting.TOKEN_HINT);
        parameter = field("By the search parameter", SECOND, "Changed the search parameter", Query::withParameter);
        chooseUnanswered();
        chooseResource();
        var key = new Proposal(Query.KEY, Proposal.Kind.WORD, "key", "The value that is asked about just now");
        keys = formula("keys", List.of(), () -> source, "Changed what is asked about", Query::keys, Query::withKeys);
        value = formula(
                "value",
                List.of(key),
                () -> source,
                "Changed what is searched for",
                Query::value,
                (one, typed) -> one.withValue(typed.text().isEmpty() ? Query.THE_KEY : typed));
        take = formula(
                "take", List.of(), () -> this.query.found(), "Changed what is taken", Query::take, Query::withTake);
        add(
                box("fields", name, note),
                box("fields", url, token, unanswered),
                box("fields", resource, parameter),
                labelled("Asks about each of", keys),
                labelled("Searches for", value),
                labelled("Takes of what it finds", take));
    }

    /// Shows the query as it is now.
    ///
    /// @param problems with the names of its properties as places
    void show(Query now, List<Problem> problems) {
        query = now;
        name.setValue(now.name());
        name.setHelperText("Formulas call it: query('" + now.name() + "', key).");
        note.setValue(now.note());
        url.setValue(now.endpoint().setting("url", ""));
        token.setValue(now.endpoint().setting("token", ""));
        unanswered.setValue(now.whenUnanswered());
        resource.setValue(now.resource());
        mark(resource, problems, "resource");
        parameter.setValue(now.parameter());
        mark(parameter, problems, "parameter");
        show(keys, now.keys(), problems, "keys");
        show(value, now.value(), problems, "value");
        show(take, now.take(), problems, "take");
    }

    private static void show(FormulaEditor editor, Formula formula, List<Problem> problems, String place) {
        editor.setValue(formula.text());
        editor.setProblems(of(problems, place));
    }

    private static void mark(HasValidation field, List<Problem> problems, String place) {
        List<Problem> found = of(problems, place);
        field.setInvalid(!found.isEmpty());
        field.setErrorMessage(found.isEmpty() ? "" : found.getFirst().message());
    }

    private static List<Problem> of(List<Problem> problems, String place) {
        return problems.stream().filter(problem -> problem.path().equals(place)).toList();
    }

    private TextField field(String label, String width, String what, BiFunction<Query, String, Query> change) {
        var field = new TextField(label);
        field.setWidth(width);
        field.setReadOnly(!mayEdit);
        field.addValueChangeListener(typed -> {
            if (typed.isFromClient()) {
                changed.accept(what, change.apply(query, typed.getValue().strip()));
            }
        });
        return field;
    }

    private TextField setting(String setting, String label, String hint) {
        TextField field = field(
                label,
                FIRST,
                "Changed the address",
                (one, typed) -> one.at(one.endpoint().with(setting, typed)));
        field.setHelperText(hint);
        return field;
    }

    private void chooseUnanswered() {
        unanswered.setLabel("While nobody answers");
        unanswered.setWidth(SECOND);
        unanswered.setItems(WhenUnanswered.values());
        unanswered.setItemLabelGenerator(one -> switch (one) {
            case WAIT -> "the message waits";
            case GO_ON -> "it goes on, with a warning";
        });
        unanswered.setReadOnly(!mayEdit);
        unanswered.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept("Changed what happens without an answer", query.withWhenUnanswered(change.getValue()));
            }
        });
    }

    private void chooseResource() {
        resource.setWidth(FIRST);
        resource.setItems(compilation.resources());
        resource.setReadOnly(!mayEdit);
        resource.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                changed.accept("Changed what is looked for", query.withResource(change.getValue()));
            }
        });
    }

    /// Saved when it is done: on Enter, and when the focus leaves. A broken one is saved too.
    ///
    /// @param names what may stand in it besides fields
    /// @param over  what it reads
    private FormulaEditor formula(
            String place,
            List<Proposal> names,
            Supplier<SchemaRef> over,
            String what,
            Function<Query, Formula> saved,
            BiFunction<Query, Formula, Query> change) {
        var editor = new FormulaEditor(new SchemaProposals(() -> compilation.fields(over.get()), names));
        editor.setReadOnly(!mayEdit);
        editor.setWidthFull();
        editor.getElement().setAttribute("data-test", "query-" + place);
        editor.whenDone(typed -> store(what, saved, change, typed));
        editor.whenCancelled(() -> editor.setValue(saved.apply(query).text()));
        editor.getElement().addEventListener("focusout", event -> store(what, saved, change, editor.getValue()));
        return editor;
    }

    private void store(
            String what, Function<Query, Formula> saved, BiFunction<Query, Formula, Query> change, String typed) {
        var formula = new Formula(typed);
        if (mayEdit && !formula.equals(saved.apply(query))) {
            changed.accept(what, change.apply(query, formula));
        }
    }

    private static Div labelled(String label, FormulaEditor editor) {
        editor.setLabel(label);
        return box("query-formula", text(label, "mid"), editor);
    }
}
