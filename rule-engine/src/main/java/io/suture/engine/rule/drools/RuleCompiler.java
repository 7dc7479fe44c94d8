package io.suture.engine.rule.drools;

import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RuleSet;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.io.ResourceFactory;

/// Checks a RuleSet and compiles it to a [Router]. A rule base is made without Drools' repository of modules, so
/// that it is garbage once its Channel runs another.
public final class RuleCompiler {
    /// The rule bases in use, by the DRL that they were made of. Whoever edits a Mapping compiles the same rules with
    /// every change, and Drools takes as long for them as all else together. What no Router holds any more goes.
    private static final Map<String, WeakReference<KieBase>> IN_USE = new ConcurrentHashMap<>();

    private final BiFunction<Formula, Consumer<Problem>, Optional<FieldReader>> fields;
    private final List<LookupTable> tables;
    private final Set<String> destinations;

    /// @param fields       compiles a condition's field against the source Schema; Problems placed within the formula
    /// @param tables       the Channel's LookupTables
    /// @param destinations the names that Rules may route to
    public RuleCompiler(
            BiFunction<Formula, Consumer<Problem>, Optional<FieldReader>> fields,
            List<LookupTable> tables,
            Set<String> destinations) {
        this.fields = fields;
        this.tables = List.copyOf(tables);
        this.destinations = Set.copyOf(destinations);
    }

    /// A Router, or null and the reasons; warnings may stand beside a Router.
    public record Compiled(@Nullable Router router, List<Problem> problems) {}

    public Compiled compile(RuleSet rules) {
        List<Problem> problems = new ArrayList<>();
        Map<String, FieldReader> readers = new HashMap<>();
        check(rules, problems, readers);
        if (problems.stream().anyMatch(Problem::isError)) {
            return new Compiled(null, problems);
        }
        Map<String, Set<String>> codes = new HashMap<>();
        tables.forEach(table -> codes.put(table.name(), table.rows().keySet()));
        var writer = new DrlWriter(codes);
        KieBase base = base(writer.write(rules));
        List<FieldReader> numbered = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (String field : writer.fields()) {
            numbers.put(field, numbered.size());
            FieldReader reader = readers.get(field);
            if (reader == null) {
                throw new IllegalStateException("a checked field has no reader");
            }
            numbered.add(reader);
        }
        return new Compiled(
                new Router(
                        rules,
                        base,
                        List.copyOf(numbered),
                        numbers,
                        writer.sets(),
                        writer.constants(),
                        writer.measures(),
                        codes),
                problems);
    }

    private static KieBase base(String drl) {
        WeakReference<KieBase> known = IN_USE.get(drl);
        KieBase base = known == null ? null : known.get();
        if (base == null) {
            base = build(drl);
            IN_USE.values().removeIf(one -> one.get() == null);
            IN_USE.put(drl, new WeakReference<>(base));
        }
        return base;
    }

    private static KieBase build(String drl) {
        var configuration = KnowledgeBuilderFactory.newKnowledgeBuilderConfiguration(Facts.class.getClassLoader());
        KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder(configuration);
        builder.add(
                ResourceFactory.newByteArrayResource(drl.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                ResourceType.DRL);
        if (builder.hasErrors()) {
            throw new IllegalStateException("generated DRL does not compile: " + builder.getErrors());
        }
        return builder.newKieBase();
    }

    private void check(RuleSet rules, List<Problem> problems, Map<String, FieldReader> readers) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < rules.rules().size(); i++) {
            Rule rule = rules.rules().get(i);
            String place = "rules[" + i + "]";
            if (rule.name().isBlank()) {
                problems.add(Problem.error("rule-name", place + ".name", "A rule needs a name."));
            } else if (!names.add(rule.name())) {
                problems.add(Problem.error(
                        "rule-name",
                        place + ".name",
                        "Two rules are called “" + rule.name() + "”. Rename one of them."));
            }
            if (rule.decisions().isEmpty()) {
                problems.add(Problem.error(
                        "rule-empty", place + ".then", "The rule “" + rule.name() + "” decides nothing."));
            }
            checkCondition(rule.when(), place + ".when", problems, readers);
            for (int d = 0; d < rule.decisions().size(); d++) {
                checkDecision(rule.decisions().get(d), place + ".then[" + d + "]", problems);
            }
        }
        rules.otherwise().forEach(name -> checkDestination(name, "otherwise", problems));
    }

    private void checkDecision(Decision decision, String place, List<Problem> problems) {
        switch (decision) {
            case Decision.RouteTo route -> {
                if (route.destinations().isEmpty()) {
                    problems.add(Problem.error("no-destination", place, "This routes to no destination. Choose one."));
                }
                route.destinations().forEach(name -> checkDestination(name, place, problems));
            }
            case Decision.Redact redact -> checkDestination(redact.destination(), place, problems);
            case Decision.Drop drop -> checkReason(drop.reason(), place, problems);
            case Decision.Reject reject -> checkReason(reject.text(), place, problems);
            case Decision.Hold hold -> checkReason(hold.reason(), place, problems);
            case Decision.Label label -> checkReason(label.label(), place, problems);
            case Decision.Alert alert -> checkReason(alert.text(), place, problems);
            case Decision.Correlate correlate -> checkReason(correlate.key(), place, problems);
        }
    }

    private static void checkReason(String reason, String place, List<Problem> problems) {
        if (reason.isBlank()) {
            problems.add(Problem.error("no-reason", place, "Say why, so that people who read the message list know."));
        }
    }

    private void checkDestination(String name, String place, List<Problem> problems) {
        if (!destinations.contains(name)) {
            problems.add(Problem.error(
                    "unknown-destination",
                    place,
                    "There is no destination “" + name + "” in this channel. Choose another or add it."));
        }
    }

    private void checkCondition(
            Condition condition, String place, List<Problem> problems, Map<String, FieldReader> readers) {
        switch (condition) {
            case Condition.All all -> checkConditions(all.conditions(), place + ".all", problems, readers);
            case Condition.AnyOf any -> checkConditions(any.conditions(), place + ".any", problems, readers);
            case Condition.Not not -> checkCondition(not.condition(), place + ".not", problems, readers);
            case Condition.Test test -> checkTest(test, place, problems, readers);
        }
    }

    private void checkConditions(
            List<Condition> conditions, String place, List<Problem> problems, Map<String, FieldReader> readers) {
        for (int i = 0; i < conditions.size(); i++) {
            checkCondition(conditions.get(i), place + "[" + i + "]", problems, readers);
        }
    }

    private void checkTest(
            Condition.Test test, String place, List<Problem> problems, Map<String, FieldReader> readers) {
        Optional<FieldReader> reader =
                fields.apply(test.field(), problem -> problems.add(problem.under(place + ".field")));
        reader.ifPresent(found -> readers.put(test.field().text(), found));
        String operator =
                test.operator().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        if (!test.operator().takes(test.values().size())) {
            problems.add(Problem.error(
                    "operator-values",
                    place + ".values",
                    "“" + operator + "” does not take " + test.values().size() + " values."));
            return;
        }
        switch (test.operator()) {
            case LESS_THAN, AT_MOST, GREATER_THAN, AT_LEAST, BETWEEN -> {
                boolean date = reader.map(FieldReader::isDate).orElse(false);
                for (String constant : test.values()) {
                    if (reader.isPresent() && !Seen.Measure.of(constant).isOrdered(date)) {
                        problems.add(Problem.error(
                                "type-mismatch",
                                place + ".values",
                                "“" + operator + "” compares " + (date ? "dates" : "numbers") + ", and “" + constant
                                        + "” is none."));
                    }
                }
            }
            case IN_TABLE, NOT_IN_TABLE -> {
                if (tables.stream()
                        .noneMatch(table -> table.name().equals(test.values().getFirst()))) {
                    problems.add(Problem.error(
                            "unknown-table",
                            place + ".values",
                            "There is no lookup table “" + test.values().getFirst() + "” in this channel."));
                }
            }
            case IS, IS_NOT, IS_ONE_OF, IS_NONE_OF, STARTS_WITH, ENDS_WITH, CONTAINS, HAS_A_VALUE, HAS_NO_VALUE -> {}
        }
    }
}
