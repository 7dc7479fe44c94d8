package io.suture.engine.rule.drools;

import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
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
        new RuleCheck(fields, tables, destinations, problems, readers).check(rules);
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
        List<@Nullable TableIndex> indexes = new ArrayList<>();
        for (RulePart part : rules.parts()) {
            indexes.add(
                    part instanceof DecisionTable table && table.enabled()
                            ? new TableIndex(table, numbers, codes)
                            : null);
        }
        return new Compiled(
                new Router(rules, base, List.copyOf(numbered), numbers, writer.tests(), codes, indexes), problems);
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
}
