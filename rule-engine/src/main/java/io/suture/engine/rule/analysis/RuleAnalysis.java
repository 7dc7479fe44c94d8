package io.suture.engine.rule.analysis;

import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.analysis.Finding.Kind;
import io.suture.engine.rule.analysis.Finding.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// All that can be said of a RuleSet without running it. What cannot be read yet is left out, so that it may be asked
/// of a draft with every change.
///
/// A field that stands once in a message has one value; of one that repeats, each finding speaks of messages that have
/// it once. Decision 0101 says what that leaves out.
///
/// @param findings in the order of the RuleSet
/// @param whole    whether there are no others: a table may have more gaps than anybody would read
public record RuleAnalysis(List<Finding> findings, boolean whole) {
    public RuleAnalysis {
        findings = List.copyOf(findings);
    }

    /// @param tables  the Channel's LookupTables
    /// @param fields  what the Schema says of a formula
    /// @param samples what stored samples have in the fields of [#fields(RuleSet)]; may be none
    public static RuleAnalysis of(
            RuleSet rules, List<LookupTable> tables, Function<Formula, SourceField> fields, List<Observed> samples) {
        Map<Formula, SourceField> known = new HashMap<>();
        Function<Formula, SourceField> asked = formula -> known.computeIfAbsent(formula, fields);
        Map<String, Set<String>> codes = new HashMap<>();
        tables.forEach(table -> codes.put(table.name(), table.rows().keySet()));
        var findings = new Findings();
        List<Leaf> all = new ArrayList<>();
        for (int i = 0; i < rules.parts().size(); i++) {
            RulePart part = rules.parts().get(i);
            findings.nextPart();
            List<Leaf> leaves = switch (part) {
                case Rule rule -> Boxes.leaves(rule.when(), asked);
                case DecisionTable table ->
                    table.rows().stream()
                            .flatMap(row ->
                                    TableAnalysis.leaves(table, row).stream().flatMap(List::stream))
                            .toList();
            };
            all.addAll(leaves);
            if (part instanceof DecisionTable table && part.enabled()) {
                new TableAnalysis(i, table, new Space(leaves, codes, asked), samples, findings).run();
            }
            neverSent(i, part, samples, findings);
        }
        findings.nextPart();
        var space = new Space(all, codes, asked);
        new SetAnalysis(rules, space, new Boxes(space, asked), samples, findings).run();
        return new RuleAnalysis(findings.all(), findings.isWhole());
    }

    /// Every field that the rules look at, once.
    public static List<Formula> fields(RuleSet rules) {
        Set<Formula> fields = new LinkedHashSet<>();
        for (RulePart part : rules.parts()) {
            switch (part) {
                case Rule rule -> fields(rule.when(), fields);
                case DecisionTable table ->
                    table.columns().stream().map(Column::field).forEach(fields::add);
            }
        }
        return List.copyOf(fields);
    }

    private static void fields(Condition condition, Set<Formula> fields) {
        switch (condition) {
            case Condition.All(List<Condition> parts) -> parts.forEach(part -> fields(part, fields));
            case Condition.AnyOf(List<Condition> parts) -> parts.forEach(part -> fields(part, fields));
            case Condition.Not(Condition inner) -> fields(inner, fields);
            case Condition.Test test -> fields.add(test.field());
        }
    }

    private static void neverSent(int number, RulePart part, List<Observed> samples, Findings findings) {
        if (samples.isEmpty()) {
            return;
        }
        switch (part) {
            case Rule rule -> {
                Set<Formula> fields = new LinkedHashSet<>();
                fields(rule.when(), fields);
                fields.forEach(field ->
                        neverSent(new Place(number, null, null, rule.name()), field.text(), field, samples, findings));
            }
            case DecisionTable table -> {
                for (int c = 0; c < table.columns().size(); c++) {
                    Column column = table.columns().get(c);
                    neverSent(
                            new Place(number, null, c, table.name()),
                            column.heading(),
                            column.field(),
                            samples,
                            findings);
                }
            }
        }
    }

    private static void neverSent(
            Place place, String heading, Formula field, List<Observed> samples, Findings findings) {
        if (samples.stream().allMatch(sample -> sample.texts(field.text()).isEmpty())) {
            findings.add(new Finding(
                    Kind.NEVER_SENT,
                    Weight.DOUBTFUL,
                    List.of(place),
                    "“" + place.name() + "” asks for " + heading + ", in which none of the " + samples.size()
                            + " samples has anything.",
                    "Choose the field that the sender fills, or keep a sample that has it.",
                    new Witness(
                            List.of(new Witness.Seen(field.text(), heading, null)),
                            samples.getFirst().name())));
        }
    }
}
