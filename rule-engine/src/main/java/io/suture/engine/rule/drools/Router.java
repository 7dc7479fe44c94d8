package io.suture.engine.rule.drools;

import io.suture.engine.expression.Inputs;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace.ConditionLine;
import io.suture.engine.report.Trace.RuleLine;
import io.suture.engine.report.Trace.RuleOutcome;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Decided;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.table.Cell;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/// A compiled RuleSet: says where a Message goes, and why. Immutable, used by many threads.
public final class Router {
    private final RuleSet rules;
    private final KieBase base;
    private final Queue<KieSession> sessions = new ConcurrentLinkedQueue<>();
    private final List<FieldReader> fields;
    private final Map<String, Integer> fieldNumbers;
    private final List<FieldTest> tests;
    private final Map<String, Set<String>> tables;
    private final List<@Nullable TableIndex> indexes;
    /// What each part decides, with its name; a table by row.
    private final List<List<List<Decided>>> decisions;

    Router(
            RuleSet rules,
            KieBase base,
            List<FieldReader> fields,
            Map<String, Integer> fieldNumbers,
            List<FieldTest> tests,
            Map<String, Set<String>> tables,
            List<@Nullable TableIndex> indexes) {
        this.rules = rules;
        this.base = base;
        this.fields = fields;
        this.fieldNumbers = fieldNumbers;
        this.tests = tests;
        this.tables = tables;
        this.indexes = Collections.unmodifiableList(indexes);
        this.decisions = rules.parts().stream().map(Router::decisions).toList();
    }

    private static List<List<Decided>> decisions(RulePart part) {
        return switch (part) {
            case Rule rule -> List.of(decided(rule.name(), rule.decisions()));
            case DecisionTable table ->
                IntStream.range(0, table.rows().size())
                        .mapToObj(row -> decided(table.rowName(row), table.decisions(row)))
                        .toList();
        };
    }

    private static List<Decided> decided(String name, List<Decision> decisions) {
        return decisions.stream().map(decision -> new Decided(name, decision)).toList();
    }

    /// Whether both run on one rule base.
    boolean shares(Router other) {
        return base == other.base;
    }

    /// What a Message's routing gave.
    ///
    /// @param decisions in order, each with its Rule
    /// @param problems  `rules-not-unique` where at most one Rule may hold and more did
    /// @param trace     a line for each Rule; empty unless asked for
    public record Routing(List<Decided> decisions, List<Problem> problems, List<RuleLine> trace) {}

    /// Decides on a Message.
    ///
    /// @param inputs  the clock of the run and the answers to the Channel's declared queries
    /// @param explain whether to say of each Rule which conditions held, with the values that they saw
    public Routing route(Value.Group message, Inputs inputs, boolean explain) {
        Facts facts = facts(message, inputs);
        BitSet fired;
        try {
            fired = fire(facts);
        } catch (RuntimeException thrown) {
            return failed(facts, thrown);
        }
        List<Decided> decided = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (int part = fired.nextSetBit(0); part >= 0; part = fired.nextSetBit(part + 1)) {
            switch (rules.parts().get(part)) {
                case Rule rule -> decided.addAll(decisions.get(part).getFirst());
                case DecisionTable table -> decide(table, part, facts.hits(part), decided, problems);
            }
        }
        if (rules.policy() == RuleSet.HitPolicy.UNIQUE && fired.cardinality() > 1) {
            problems.add(Problem.error(
                    "rules-not-unique",
                    "rules",
                    "At most one rule may hold, but these did: "
                            + String.join(", ", names(fired))
                            + ". The message waits for a person."));
        }
        if (!isSettled(decided)) {
            decided.add(new Decided(
                    "",
                    rules.otherwise().isEmpty()
                            ? new Decision.Hold("No rule decided on this message.")
                            : new Decision.RouteTo(rules.otherwise())));
        }
        return new Routing(List.copyOf(decided), List.copyOf(problems), explain ? explain(facts, fired) : List.of());
    }

    private Facts facts(Value.Group message, Inputs inputs) {
        return new Facts(message, inputs, fields, tests, indexes);
    }

    /// A rule that throws parks its message and no other. The session is gone; which rule it was is found by asking
    /// each by itself.
    private Routing failed(Facts facts, RuntimeException thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String name = "";
        for (int i = 0; i < rules.parts().size() && name.isEmpty(); i++) {
            try {
                holds(i, facts);
            } catch (RuntimeException again) {
                name = rules.parts().get(i).name();
            }
        }
        return new Routing(
                List.of(new Decided(name, new Decision.Hold("A rule could not be asked."))),
                List.of(Problem.error(
                        "rule-failed",
                        "rules",
                        (name.isEmpty() ? "The rules" : "The rule “" + name + "”")
                                + " could not be asked of this message, which waits for a person ("
                                + cause.getClass().getSimpleName() + ").")),
                List.of());
    }

    private boolean holds(int part, Facts facts) {
        return switch (rules.parts().get(part)) {
            case Rule rule -> holds(rule.when(), facts);
            case DecisionTable table -> table.enabled() && facts.table(part);
        };
    }

    private boolean holds(Condition condition, Facts facts) {
        return switch (condition) {
            case Condition.All(List<Condition> parts) -> parts.stream().allMatch(part -> holds(part, facts));
            case Condition.AnyOf(List<Condition> parts) -> parts.stream().anyMatch(part -> holds(part, facts));
            case Condition.Not(Condition inner) -> !holds(inner, facts);
            case Condition.Test test -> {
                Integer field = fieldNumbers.get(test.field().text());
                yield field != null && FieldTest.of(test, field, tables).holds(facts);
            }
        };
    }

    /// Why a Rule, or a row of a DecisionTable, decided on a Message or did not: each condition with the value that it
    /// saw, whether or not it was reached.
    ///
    /// @param part which part of the RuleSet, from 0
    /// @param row  which row of a table, from 0; null for a Rule, or for a table as a whole
    public RuleLine why(Value.Group message, Inputs inputs, int part, @Nullable Integer row) {
        Facts facts = facts(message, inputs);
        boolean fired = fire(facts).get(part);
        return switch (rules.parts().get(part)) {
            case Rule rule -> {
                List<ConditionLine> lines = new ArrayList<>();
                explain(rule.when(), facts, lines);
                yield new RuleLine(rule.name(), outcome(rule, fired, holds(rule.when(), facts)), lines);
            }
            case DecisionTable table -> {
                if (row == null) {
                    boolean any = table.enabled() && facts.table(part);
                    yield new RuleLine(table.name(), outcome(table, fired, any), columns(table, facts));
                }
                List<ConditionLine> lines = row(table, row, facts);
                boolean decided = fired && Arrays.stream(facts.hits(part)).anyMatch(hit -> hit == row);
                boolean holds = lines.stream().allMatch(ConditionLine::held);
                yield new RuleLine(table.rowName(row), outcome(table, decided, holds), lines);
            }
        };
    }

    private static RuleOutcome outcome(RulePart part, boolean fired, boolean holds) {
        if (!part.enabled()) {
            return RuleOutcome.SWITCHED_OFF;
        }
        return fired ? RuleOutcome.FIRED : holds ? RuleOutcome.NOT_REACHED : RuleOutcome.DID_NOT_HOLD;
    }

    /// What may decide, in order: each Rule and each row that takes part, as traces call them.
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (RulePart part : rules.parts()) {
            if (part.enabled()) {
                switch (part) {
                    case Rule rule -> names.add(rule.name());
                    case DecisionTable table -> {
                        for (int row = 0; row < table.rows().size(); row++) {
                            names.add(table.rowName(row));
                        }
                    }
                }
            }
        }
        return List.copyOf(names);
    }

    private void decide(DecisionTable table, int part, int[] rows, List<Decided> decided, List<Problem> problems) {
        List<List<Decided>> ofRows = decisions.get(part);
        if (table.policy() == DecisionTable.HitPolicy.COLLECT) {
            Set<Decision> known = new HashSet<>();
            for (int row : rows) {
                ofRows.get(row).stream()
                        .filter(one -> known.add(one.decision()))
                        .forEach(decided::add);
            }
        } else {
            for (int row : rows) {
                decided.addAll(ofRows.get(row));
            }
        }
        if (table.policy() == DecisionTable.HitPolicy.UNIQUE && rows.length > 1) {
            problems.add(Problem.error(
                    "rows-not-unique",
                    "rules",
                    "At most one row may hold, but these did: " + table.rowName(rows[0]) + ", " + table.rowName(rows[1])
                            + ". The message waits for a person."));
        }
    }

    /// The Rules and tables that decide: all whose conditions hold, in order, down to the first that is the last.
    ///
    /// Making a session costs several times what a run in one does, so they are kept; one in which a Rule threw
    /// is not.
    private BitSet fire(Facts facts) {
        if (rules.parts().isEmpty()) {
            return facts.met();
        }
        KieSession pooled = sessions.poll();
        KieSession session = pooled == null ? base.newKieSession() : pooled;
        boolean sound = false;
        try {
            FactHandle handle = session.insert(facts);
            session.fireAllRules();
            session.delete(handle);
            sound = true;
        } finally {
            if (sound) {
                sessions.offer(session);
            } else {
                session.dispose();
            }
        }
        BitSet fired = facts.met();
        for (int part = fired.nextSetBit(0); part >= 0; part = fired.nextSetBit(part + 1)) {
            if (isLast(rules.parts().get(part))) {
                fired.clear(part + 1, rules.parts().size());
            }
        }
        return fired;
    }

    /// Whether nothing behind it is looked at once it decides.
    private boolean isLast(RulePart part) {
        return part.stop() || rules.policy() == RuleSet.HitPolicy.FIRST;
    }

    private List<String> names(BitSet fired) {
        return fired.stream()
                .mapToObj(number -> rules.parts().get(number).name())
                .toList();
    }

    private static boolean isSettled(List<Decided> decisions) {
        for (Decided decided : decisions) {
            if (settles(decided.decision())) {
                return true;
            }
        }
        return false;
    }

    /// Whether a Decision says where the Message goes; labels, redactions and alerts do not.
    private static boolean settles(Decision decision) {
        return switch (decision) {
            case Decision.RouteTo route -> true;
            case Decision.Drop drop -> true;
            case Decision.Reject reject -> true;
            case Decision.Hold hold -> true;
            case Decision.Label label -> false;
            case Decision.Redact redact -> false;
            case Decision.Alert alert -> false;
            case Decision.Correlate correlate -> false;
        };
    }

    private List<RuleLine> explain(Facts facts, BitSet decided) {
        List<RuleLine> lines = new ArrayList<>();
        boolean stopped = false;
        for (int i = 0; i < rules.parts().size(); i++) {
            RulePart part = rules.parts().get(i);
            boolean fired = decided.get(i);
            RuleOutcome outcome = reached(part, stopped, fired);
            boolean asked = part.enabled() && !stopped;
            switch (part) {
                case Rule rule -> {
                    List<ConditionLine> conditions = new ArrayList<>();
                    if (asked) {
                        explain(rule.when(), facts, conditions);
                    }
                    lines.add(new RuleLine(rule.name(), outcome, conditions));
                }
                case DecisionTable table -> {
                    if (fired) {
                        for (int row : facts.hits(i)) {
                            lines.add(new RuleLine(table.rowName(row), outcome, row(table, row, facts)));
                        }
                    } else {
                        lines.add(new RuleLine(table.name(), outcome, asked ? columns(table, facts) : List.of()));
                    }
                }
            }
            stopped |= fired && isLast(part);
        }
        return lines;
    }

    private static RuleOutcome reached(RulePart part, boolean stopped, boolean fired) {
        if (!part.enabled()) {
            return RuleOutcome.SWITCHED_OFF;
        }
        if (stopped) {
            return RuleOutcome.NOT_REACHED;
        }
        return fired ? RuleOutcome.FIRED : RuleOutcome.DID_NOT_HOLD;
    }

    /// Each cell of a row with the value that it saw.
    private List<ConditionLine> row(DecisionTable table, int row, Facts facts) {
        List<ConditionLine> lines = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            Column column = table.columns().get(c);
            Cell cell = table.rows().get(row).when().get(c);
            List<String> texts = facts.texts(number(column));
            lines.add(new ConditionLine(
                    column.heading() + ": " + cell.text(), saw(texts), CellTest.holds(column, cell, texts, tables)));
        }
        return lines;
    }

    /// Of a table of which no row held: what each column saw, and whether any row takes that.
    private List<ConditionLine> columns(DecisionTable table, Facts facts) {
        List<ConditionLine> lines = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            int number = c;
            Column column = table.columns().get(c);
            List<String> texts = facts.texts(number(column));
            lines.add(new ConditionLine(
                    column.heading() + " in any row",
                    saw(texts),
                    table.rows().stream()
                            .anyMatch(row -> CellTest.holds(column, row.when().get(number), texts, tables))));
        }
        return lines;
    }

    private int number(Column column) {
        Integer field = fieldNumbers.get(column.field().text());
        if (field == null) {
            throw new IllegalStateException("a compiled column has no field");
        }
        return field;
    }

    private static @Nullable String saw(List<String> texts) {
        return texts.isEmpty() ? null : String.join(", ", texts);
    }

    private void explain(Condition condition, Facts facts, List<ConditionLine> lines) {
        switch (condition) {
            case Condition.All all -> all.conditions().forEach(part -> explain(part, facts, lines));
            case Condition.AnyOf any -> any.conditions().forEach(part -> explain(part, facts, lines));
            case Condition.Not not -> explain(not.condition(), facts, lines);
            case Condition.Test test -> {
                Integer field = fieldNumbers.get(test.field().text());
                if (field != null) {
                    List<String> texts = facts.texts(field);
                    lines.add(new ConditionLine(
                            DrlWriter.words(test),
                            saw(texts),
                            FieldTest.of(test, field, tables).holds(facts)));
                }
            }
        }
    }
}
