package io.suture.studio.channel.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Query;
import io.suture.engine.expression.Formula;
import io.suture.engine.report.Problem;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.QueryWords;
import io.suture.studio.kit.KeptFocus;
import io.suture.studio.kit.ProblemList;
import io.suture.studio.kit.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The queries that a Channel declares: a line for each, and the chosen one as a form beneath its line. Each change is
/// saved at once.
final class QueriesForm extends Div {
    private static final String NONE_YET =
            "This channel asks nobody. A query looks up what a message does not say, such as a doctor's number in a "
                    + "directory, before the message runs; formulas find the answer as query('name', key).";

    private final transient Compilation compilation;
    private final transient Save save;
    private final boolean mayEdit;
    private final Div lines = box("lines-of-queries");
    private final Div opened = box("");
    private final transient KeptFocus focus = new KeptFocus(this);
    private transient @Nullable Channel shown;
    private @Nullable QueryForm form;
    private int open = -1;

    /// Saves a change of the draft.
    @FunctionalInterface
    interface Save {
        void apply(String what, UnaryOperator<Channel> change);
    }

    QueriesForm(Compilation compilation, boolean mayEdit, Save save) {
        this.compilation = compilation;
        this.mayEdit = mayEdit;
        this.save = save;
        addClassName("queries");
        getElement().setAttribute("data-test", "queries");
        add(lines, opened);
        if (mayEdit) {
            add(box("line", small(button("Query", "plus", click -> add()))));
        }
    }

    void show(Channel now) {
        shown = now;
        lines.removeAll();
        List<Query> queries = now.queries();
        if (open >= queries.size()) {
            open(-1);
        }
        List<Problem> problems =
                queries.isEmpty() ? List.of() : compilation.of(now).problems();
        if (queries.isEmpty()) {
            lines.add(text(NONE_YET, "mid"));
        } else {
            var rows = new Rows("Queries", "Name:112px", "What it asks", "Where:232px", "");
            for (int i = 0; i < queries.size(); i++) {
                line(rows, i, queries.get(i), of(problems, i));
            }
            lines.add(rows);
        }
        if (open >= 0) {
            Query query = queries.get(open);
            QueryForm fields = form == null ? form(open, query) : form;
            fields.show(query, of(problems, open));
            if (form == null) {
                form = fields;
                opened.add(fields);
            }
        }
        focus.restore();
    }

    private void open(int number) {
        open = number;
        form = null;
        opened.removeAll();
    }

    /// Without the place of the query itself: `keys`.
    private static List<Problem> of(List<Problem> problems, int number) {
        String place = "queries[" + number + "].";
        return problems.stream()
                .filter(problem -> problem.path().startsWith(place))
                .map(problem -> new Problem(
                        problem.severity(),
                        problem.code(),
                        problem.path().substring(place.length()),
                        problem.message(),
                        problem.span()))
                .toList();
    }

    private void line(Rows rows, int number, Query query, List<Problem> problems) {
        var words = box("wrap", text(QueryWords.sentence(query)));
        if (!problems.isEmpty() && number != open) {
            words.add(new ProblemList(problems));
        }
        var commands = box("line gap4 nowrap");
        boolean isOpen = number == open;
        commands.add(small(quiet(button(isOpen ? "Close" : mayEdit ? "Edit" : "Show", click -> {
            open(isOpen ? -1 : number);
            show(channel());
        }))));
        if (mayEdit) {
            commands.add(small(quiet(button("Remove", click -> {
                open(-1);
                save.apply("Removed the query " + query.name(), one -> one.withQueries(without(one, number)));
            }))));
        }
        rows.row(
                text(query.name(), "mono", "cut"),
                words,
                text(query.endpoint().setting("url", ""), "mono", "wrap"),
                commands);
    }

    private Channel channel() {
        return Objects.requireNonNull(shown, "nothing is shown yet");
    }

    private QueryForm form(int number, Query query) {
        return new QueryForm(
                query,
                channel().source().schema(),
                compilation,
                mayEdit,
                (what, changed) -> save.apply(
                        what + ": query " + changed.name(), one -> one.withQueries(with(one, number, changed))));
    }

    private void add() {
        open(channel().queries().size());
        save.apply(
                "Added a query",
                one -> one.withQueries(Stream.concat(one.queries().stream(), Stream.of(blank(one)))
                        .toList()));
    }

    /// Asks where the Channel delivers, since that is often the same server.
    private static Query blank(Channel one) {
        Map<String, String> settings = new TreeMap<>(Map.of("url", "", "token", ""));
        one.destinations().stream()
                .map(Destination::endpoint)
                .filter(endpoint -> endpoint.connector().equals("fhir"))
                .findFirst()
                .ifPresent(endpoint -> settings.replaceAll((name, empty) -> endpoint.setting(name, empty)));
        int number = one.queries().size() + 1;
        List<String> taken = one.queries().stream().map(Query::name).toList();
        while (taken.contains("query" + number)) {
            number++;
        }
        return new Query(
                "query" + number,
                "",
                new Endpoint("fhir", settings),
                "Practitioner",
                "identifier",
                new Formula(""),
                Query.THE_KEY,
                new Formula(""),
                Query.WhenUnanswered.WAIT);
    }

    private static List<Query> with(Channel one, int number, Query changed) {
        List<Query> queries = new ArrayList<>(one.queries());
        queries.set(number, changed);
        return queries;
    }

    private static List<Query> without(Channel one, int number) {
        List<Query> queries = new ArrayList<>(one.queries());
        queries.remove(number);
        return queries;
    }
}
