package io.suture.engine;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Query;
import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.Environment;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.FormulaCompiler;
import io.suture.engine.expression.Layout;
import io.suture.engine.expression.Scope;
import io.suture.engine.expression.ValueType;
import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks the declared queries of a Channel and makes them ready. Their formulas see everything that the Channel's
/// others do, but for the answers to queries.
final class QueryCompiler {
    private static final Pattern PARAMETER = Pattern.compile("_?[A-Za-z][A-Za-z0-9-]*(:[A-Za-z-]+)?");
    private static final Pattern RESOURCE = Pattern.compile("[A-Z][A-Za-z]*");

    private final Environment environment;
    private final List<Problem> problems;

    private QueryCompiler(Environment environment, List<Problem> problems) {
        this.environment =
                new Environment(environment.formats(), environment.tables(), environment.constants(), Set.of());
        this.problems = problems;
    }

    static List<CompiledQuery> compile(
            Channel channel, Schema source, Environment environment, List<Problem> problems) {
        var compiler = new QueryCompiler(environment, problems);
        List<CompiledQuery> compiled = new ArrayList<>();
        for (int i = 0; i < channel.queries().size(); i++) {
            CompiledQuery query = compiler.query(channel.queries().get(i), source, "queries[" + i + "]");
            if (query != null) {
                compiled.add(query);
            }
        }
        return compiled;
    }

    private @Nullable CompiledQuery query(Query query, Schema source, String place) {
        if (!PARAMETER.matcher(query.parameter()).matches()) {
            problems.add(Problem.error(
                    "query-parameter",
                    place + ".parameter",
                    "Here stands the name of a search parameter, such as identifier."));
        }
        var message = new Layout(source, environment);
        Scope scope = Scope.of(message, Map.of());
        CompiledFormula keys = formula(query.keys(), scope, place + ".keys");
        int key = message.slot();
        CompiledFormula value = formula(query.value(), scope.turn(Query.KEY, key, null), place + ".value");
        Schema found = RESOURCE.matcher(query.resource()).matches()
                ? environment.schema(query.found()).orElse(null)
                : null;
        Format format = environment.formats().get(query.found().format());
        if (found == null || format == null) {
            problems.add(Problem.error(
                    "unknown-resource",
                    place + ".resource",
                    "FHIR R4 has no resource “" + query.resource() + "”. Write its name as in Practitioner."));
            return null;
        }
        var layout = new Layout(found, environment);
        CompiledFormula take = formula(query.take(), Scope.of(layout, Map.of()), place + ".take");
        if (take != null && take.shape().kind() == ValueType.GROUP) {
            problems.add(Problem.error(
                    "query-take",
                    place + ".take",
                    "The answer is one text. Name a single field of what is found, as in identifier.value."));
        }
        return keys == null || value == null || take == null
                ? null
                : new CompiledQuery(query, message, keys, key, value, format.reader(found, Map.of()), layout, take);
    }

    private @Nullable CompiledFormula formula(Formula formula, Scope scope, String place) {
        var compiled = FormulaCompiler.compile(formula, scope);
        for (Problem problem : compiled.problems()) {
            Problem said = problem.code().equals("unknown-query")
                    ? new Problem(
                            problem.severity(),
                            "query-in-query",
                            "",
                            "A query cannot go by the answer to a query: all are asked at once, before the run.",
                            problem.span())
                    : problem;
            problems.add(said.under(place));
        }
        return compiled.result();
    }
}
