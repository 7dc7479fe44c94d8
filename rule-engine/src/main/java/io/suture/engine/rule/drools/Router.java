package io.suture.engine.rule.drools;

import io.suture.engine.expression.Answers;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace.ConditionLine;
import io.suture.engine.report.Trace.RuleLine;
import io.suture.engine.report.Trace.RuleOutcome;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Decided;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private final List<Set<String>> sets;
    private final List<String> constants;
    private final List<Seen.Measure> measures;
    private final Map<String, Set<String>> tables;

    Router(
            RuleSet rules,
            KieBase base,
            List<FieldReader> fields,
            Map<String, Integer> fieldNumbers,
            List<Set<String>> sets,
            List<String> constants,
            List<Seen.Measure> measures,
            Map<String, Set<String>> tables) {
        this.rules = rules;
        this.base = base;
        this.fields = fields;
        this.fieldNumbers = fieldNumbers;
        this.sets = sets;
        this.constants = constants;
        this.measures = measures;
        this.tables = tables;
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
    /// @param answers to the Channel's declared queries
    /// @param explain whether to say of each Rule which conditions held, with the values that they saw
    public Routing route(Value.Group message, Answers answers, boolean explain) {
        var facts = new Facts(message, answers, fields, sets, constants, measures);
        if (!rules.rules().isEmpty()) {
            fire(facts);
        }
        List<Decided> decisions = new ArrayList<>();
        for (int fired : facts.fired()) {
            Rule rule = rules.rules().get(fired);
            rule.decisions().forEach(decision -> decisions.add(new Decided(rule.name(), decision)));
        }
        List<Problem> problems = new ArrayList<>();
        if (rules.policy() == RuleSet.HitPolicy.UNIQUE && facts.fired().size() > 1) {
            problems.add(Problem.error(
                    "rules-not-unique",
                    "rules",
                    "At most one rule may hold, but these did: "
                            + String.join(", ", names(facts.fired()))
                            + ". The message waits for a person."));
        }
        if (!isSettled(decisions)) {
            decisions.add(new Decided(
                    "",
                    rules.otherwise().isEmpty()
                            ? new Decision.Hold("No rule decided on this message.")
                            : new Decision.RouteTo(rules.otherwise())));
        }
        return new Routing(List.copyOf(decisions), List.copyOf(problems), explain ? explain(facts) : List.of());
    }

    /// Making a session costs several times what a run in one does, so they are kept. One in which a Rule threw is
    /// not. A Rule fires once at most, as its fact never changes, so the limit is their number.
    private void fire(Facts facts) {
        KieSession pooled = sessions.poll();
        KieSession session = pooled == null ? base.newKieSession() : pooled;
        boolean sound = false;
        try {
            FactHandle handle = session.insert(facts);
            session.fireAllRules(rules.rules().size());
            session.delete(handle);
            sound = true;
        } finally {
            if (sound) {
                sessions.offer(session);
            } else {
                session.dispose();
            }
        }
    }

    private List<String> names(List<Integer> fired) {
        return fired.stream().map(number -> rules.rules().get(number).name()).toList();
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

    private List<RuleLine> explain(Facts facts) {
        List<RuleLine> lines = new ArrayList<>();
        boolean stopped = false;
        for (int i = 0; i < rules.rules().size(); i++) {
            Rule rule = rules.rules().get(i);
            boolean fired = facts.fired().contains(i);
            List<ConditionLine> conditions = new ArrayList<>();
            if (rule.enabled() && !stopped) {
                explain(rule.when(), facts, conditions);
            }
            lines.add(new RuleLine(rule.name(), outcome(rule, stopped, fired), conditions));
            stopped |= fired && (rule.stop() || rules.policy() == RuleSet.HitPolicy.FIRST);
        }
        return lines;
    }

    private static RuleOutcome outcome(Rule rule, boolean stopped, boolean fired) {
        if (!rule.enabled()) {
            return RuleOutcome.SWITCHED_OFF;
        }
        if (stopped) {
            return RuleOutcome.NOT_REACHED;
        }
        return fired ? RuleOutcome.FIRED : RuleOutcome.DID_NOT_HOLD;
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
                            texts.isEmpty() ? null : String.join(", ", texts),
                            DrlWriter.holds(test, facts.seen(test.quantifier(), field), tables)));
                }
            }
        }
    }
}
