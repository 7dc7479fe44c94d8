package io.suture.template;

import io.suture.engine.channel.Channel;
import io.suture.engine.document.DocumentText;
import io.suture.engine.document.Read;
import io.suture.engine.document.RuleSetDocument;
import io.suture.engine.expression.Formula;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.DecisionTable.Kind;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.table.ColumnType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Rules to start from, which an analyst picks for a Channel. They become rules of the Channel like any others: its
/// Schema says which fields they ask for, and what only a person knows is asked when they are picked. Decision 0104 of
/// the engine.
///
/// @param name    what it is called by: `critical-results`
/// @param title   its name in words
/// @param summary what it does
/// @param choices what is asked of whoever picks it
/// @param fields  what it looks at
/// @param tables  LookupTables that it needs; a Channel that has one of the name keeps its own
/// @param first   whether it stands before all other rules
/// @param beside  whether it decides beside others, which are asked all the same
/// @param rules   the rules as documents say them, with the names of choices and fields in braces
public record RuleTemplate(
        String name,
        String title,
        String summary,
        List<Choice> choices,
        List<Asked> fields,
        List<LookupTable> tables,
        boolean first,
        boolean beside,
        JsonNode rules) {
    public RuleTemplate {
        choices = List.copyOf(choices);
        fields = List.copyOf(fields);
        tables = List.copyOf(tables);
    }

    /// Something that only a person knows.
    ///
    /// @param name      what the rules call it
    /// @param title     the question
    /// @param help      what is to be known for an answer, or empty
    /// @param kind      what answers are
    /// @param otherwise the answer that is offered; none where there is no usual one
    public record Choice(String name, String title, String help, ChoiceKind kind, List<String> otherwise) {
        public Choice {
            otherwise = List.copyOf(otherwise);
        }
    }

    /// What answers are.
    public enum ChoiceKind {
        /// Names of the Channel's Destinations.
        DESTINATIONS,
        /// One text.
        TEXT,
        /// Codes, one at least.
        CODES
    }

    /// Something that it looks at.
    ///
    /// @param name     what the rules call it
    /// @param title    what people call it
    /// @param among    formulas, of which the first that the Schema knows is taken
    /// @param as       how one of them is tried, with `{}` in its place
    /// @param optional whether it does without, leaving the tests of it out
    public record Asked(String name, String title, List<String> among, String as, boolean optional) {
        public Asked {
            among = List.copyOf(among);
        }

        String probe(String formula) {
            return as.replace("{}", formula);
        }
    }

    /// How it fits the messages of a Channel.
    ///
    /// @param fields  the formula of each field that they have
    /// @param missing what they lack; not offered where this is not empty
    public record Fit(Map<String, String> fields, List<String> missing) {
        public Fit {
            fields = Map.copyOf(fields);
            missing = List.copyOf(missing);
        }

        public boolean isOffered() {
            return missing.isEmpty();
        }
    }

    /// How each of some Templates fits a Channel, all in one look.
    ///
    /// @param compile what is wrong with a Channel
    public static Map<RuleTemplate, Fit> fits(
            List<RuleTemplate> templates, Channel channel, Function<Channel, List<Problem>> compile) {
        List<String> probes = templates.stream()
                .flatMap(template -> template.fields().stream())
                .flatMap(field -> field.among().stream().map(field::probe))
                .distinct()
                .toList();
        Set<String> known = known(channel, probes, compile);
        var fits = new LinkedHashMap<RuleTemplate, Fit>();
        boolean single = channel.rules().policy() == RuleSet.HitPolicy.UNIQUE;
        templates.forEach(template -> fits.put(template, template.fit(known, single)));
        return fits;
    }

    /// A table with a column for each formula compiles at those that the Schema knows.
    private static Set<String> known(Channel channel, List<String> probes, Function<Channel, List<Problem>> compile) {
        var table = new DecisionTable(
                "Probe",
                HitPolicy.FIRST,
                probes.stream()
                        .map(text -> new Column("", Quantifier.ANY, new Formula(text), ColumnType.TEXT))
                        .toList(),
                List.of(new Outcome(Kind.LABEL, "", "")),
                List.of(),
                false,
                true,
                "");
        List<Problem> problems = compile.apply(channel.withDestinations(List.of())
                .withRules(new RuleSet(List.of(table), RuleSet.HitPolicy.FIRST, List.of())));
        return IntStream.range(0, probes.size())
                .filter(number -> problems.stream()
                        .noneMatch(problem -> problem.isError()
                                && problem.path().startsWith("rules.rules[0].columns[" + number + "]")))
                .mapToObj(probes::get)
                .collect(Collectors.toSet());
    }

    private Fit fit(Set<String> known, boolean single) {
        var found = new LinkedHashMap<String, String>();
        var missing = new ArrayList<String>();
        for (Asked field : fields) {
            Optional<String> formula = field.among().stream()
                    .filter(one -> known.contains(field.probe(one)))
                    .findFirst();
            formula.ifPresent(one -> found.put(field.name(), one));
            if (formula.isEmpty() && !field.optional()) {
                missing.add(field.title());
            }
        }
        if (beside && single) {
            missing.add("rules of which more than one may hold");
        }
        if (found.isEmpty()) {
            fields.forEach(field -> missing.add(field.title()));
        }
        return new Fit(found, missing.stream().distinct().toList());
    }

    /// Its rules for a Channel, or what is wrong with the answers.
    ///
    /// @param answers by the name of the choice
    public Read<List<RulePart>> fill(Fit fit, Map<String, List<String>> answers) {
        var given = new LinkedHashMap<String, List<String>>();
        var problems = new ArrayList<Problem>();
        for (Choice choice : choices) {
            List<String> answer = answers.getOrDefault(choice.name(), List.of()).stream()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
            given.put(choice.name(), answer);
            if (answer.isEmpty() || choice.kind() == ChoiceKind.TEXT && answer.size() > 1) {
                problems.add(Problem.error("no-answer", choice.name(), "Say this: " + choice.title() + "."));
            }
        }
        if (!problems.isEmpty() || !fit.isOffered()) {
            return Read.refused(problems);
        }
        var document = DocumentText.header("rules");
        document.put("policy", "collect");
        document.putArray("otherwise");
        @Nullable JsonNode filled = new RuleFilling(fit.fields(), given).filled(rules);
        document.set("rules", filled == null ? document.arrayNode() : filled);
        Read<RuleSet> read = RuleSetDocument.read(DocumentText.write(document));
        RuleSet set = read.value();
        return set == null ? Read.refused(read.problems()) : Read.of(set.parts(), read.problems());
    }

    /// The Channel with these rules, under names that are free, and with the tables that it lacks.
    public Channel into(Channel channel, List<RulePart> filled) {
        Set<String> taken =
                channel.rules().parts().stream().map(RulePart::name).collect(Collectors.toCollection(HashSet::new));
        List<RulePart> named = filled.stream().map(part -> named(part, taken)).toList();
        RuleSet rules = beside ? collecting(channel.rules()) : channel.rules();
        List<RulePart> before = rules.parts();
        Set<String> known = channel.tables().stream().map(LookupTable::name).collect(Collectors.toSet());
        return channel.withRules(rules.withParts(Stream.of(first ? named : before, first ? before : named)
                        .flatMap(List::stream)
                        .toList()))
                .withTables(Stream.concat(
                                channel.tables().stream(),
                                tables.stream().filter(table -> !known.contains(table.name())))
                        .toList());
    }

    /// The same rules where more than one may hold: that the first ends the asking, each says by itself.
    private static RuleSet collecting(RuleSet rules) {
        return rules.policy() == RuleSet.HitPolicy.FIRST
                ? new RuleSet(
                        rules.parts().stream()
                                .map(part -> part(part, part.name(), true))
                                .toList(),
                        RuleSet.HitPolicy.COLLECT,
                        rules.otherwise())
                : rules;
    }

    private static RulePart named(RulePart part, Set<String> taken) {
        String name = part.name();
        for (int number = 2; !taken.add(name); number++) {
            name = part.name() + " " + number;
        }
        return part(part, name, part.stop());
    }

    private static RulePart part(RulePart part, String name, boolean stop) {
        return switch (part) {
            case Rule rule -> new Rule(name, rule.when(), rule.decisions(), stop, rule.enabled(), rule.note());
            case DecisionTable table ->
                new DecisionTable(
                        name,
                        table.policy(),
                        table.columns(),
                        table.outcomes(),
                        table.rows(),
                        stop,
                        table.enabled(),
                        table.note());
        };
    }
}
