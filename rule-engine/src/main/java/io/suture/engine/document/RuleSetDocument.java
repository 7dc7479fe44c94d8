package io.suture.engine.document;

import io.suture.engine.expression.Formula;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [RuleSet] as JSON: conditions as a tree of `all`, `any`, `not` and tests; decision tables as grids; no code
/// anywhere.
public final class RuleSetDocument {
    static final String KIND = "rules";

    private RuleSetDocument() {}

    public static Read<RuleSet> read(byte[] bytes) {
        return DocumentText.read(bytes, KIND, RuleSetDocument::body);
    }

    public static byte[] write(RuleSet rules) {
        return DocumentText.write(body(rules, DocumentText.header(KIND)));
    }

    static RuleSet body(DocumentPart part) {
        RuleSet.HitPolicy policy = part.choice("policy", RuleSet.HitPolicy.class, RuleSet.HitPolicy.COLLECT);
        List<String> otherwise = part.texts("otherwise");
        List<RulePart> rules = new ArrayList<>();
        for (DocumentPart rule : part.parts("rules")) {
            if (rule.has("columns")) {
                rules.add(DecisionTableDocument.body(rule));
                rule.finish();
                continue;
            }
            String name = rule.text("name");
            Condition when = rule.has("when") ? condition(rule.part("when")) : new Condition.All(List.of());
            if (!rule.has("when")) {
                rule.part("when");
            }
            List<Decision> decisions = new ArrayList<>();
            rule.parts("then").forEach(decision -> decisions.add(decision(decision)));
            if (decisions.isEmpty()) {
                rule.refuse("rule-empty", "then", "The rule “" + name + "” decides nothing.");
            }
            rules.add(new Rule(
                    name,
                    when,
                    decisions,
                    rule.flag("stop", false),
                    rule.flag("enabled", true),
                    rule.text("note", "")));
            rule.finish();
        }
        return new RuleSet(rules, policy, otherwise);
    }

    private static Condition condition(DocumentPart part) {
        Condition condition;
        if (part.has("all")) {
            condition = new Condition.All(conditions(part, "all"));
        } else if (part.has("any")) {
            condition = new Condition.AnyOf(conditions(part, "any"));
        } else if (part.has("not")) {
            condition = new Condition.Not(condition(part.part("not")));
        } else {
            Condition.Quantifier quantifier =
                    part.choice("repeats", Condition.Quantifier.class, Condition.Quantifier.ANY);
            var field = new Formula(part.text("field"));
            Condition.Operator operator = part.choice("operator", Condition.Operator.class, null);
            List<String> values = part.texts("values");
            if (part.says("operator", DocumentPart.written(operator)) && !operator.takes(values.size())) {
                part.refuse(
                        "operator-values",
                        "values",
                        "“" + DocumentPart.written(operator) + "” does not take " + values.size() + " values.");
            }
            condition = new Condition.Test(quantifier, field, operator, values);
        }
        part.finish();
        return condition;
    }

    private static List<Condition> conditions(DocumentPart part, String property) {
        return part.parts(property).stream().map(RuleSetDocument::condition).toList();
    }

    private static Decision decision(DocumentPart part) {
        Decision decision;
        if (part.has("route")) {
            decision = new Decision.RouteTo(part.texts("route"));
        } else if (part.has("drop")) {
            decision = new Decision.Drop(part.text("drop"));
        } else if (part.has("reject")) {
            decision = new Decision.Reject(part.text("code", "207"), part.text("reject"));
        } else if (part.has("hold")) {
            decision = new Decision.Hold(part.text("hold"));
        } else if (part.has("label")) {
            decision = new Decision.Label(part.text("label"), paths(part, "paths"));
        } else if (part.has("redact")) {
            decision = new Decision.Redact(paths(part, "redact"), part.text("for"));
        } else if (part.has("alert")) {
            decision = new Decision.Alert(part.text("to"), part.text("alert"));
        } else if (part.has("correlate")) {
            decision = new Decision.Correlate(part.text("correlate"));
        } else {
            part.refuse(
                    "no-decision",
                    "",
                    "A decision is one of route, drop, reject, hold, label, redact, alert, correlate.");
            return new Decision.Hold("");
        }
        part.finish();
        return decision;
    }

    private static List<FieldPath> paths(DocumentPart part, String property) {
        List<FieldPath> paths = new ArrayList<>();
        List<String> texts = part.texts(property);
        for (int i = 0; i < texts.size(); i++) {
            String place = property + "[" + i + "]";
            String text = texts.get(i);
            FieldPath.parse(text)
                    .ifPresentOrElse(paths::add, () -> part.refuse("path", place, "“" + text + "” is no path."));
        }
        return paths;
    }

    static ObjectNode body(RuleSet rules, ObjectNode node) {
        node.put("policy", DocumentPart.written(rules.policy()));
        ArrayNode otherwise = node.putArray("otherwise");
        rules.otherwise().forEach(otherwise::add);
        ArrayNode list = node.putArray("rules");
        for (RulePart part : rules.parts()) {
            ObjectNode one = list.addObject().put("name", part.name());
            switch (part) {
                case Rule rule -> {
                    condition(rule.when(), one.putObject("when"));
                    ArrayNode then = one.putArray("then");
                    rule.decisions().forEach(decision -> decision(decision, then.addObject()));
                    ends(rule, one);
                }
                case DecisionTable table -> {
                    ends(table, one);
                    DecisionTableDocument.body(table, one);
                }
            }
        }
        return node;
    }

    private static void ends(RulePart part, ObjectNode node) {
        if (part.stop()) {
            node.put("stop", true);
        }
        if (!part.enabled()) {
            node.put("enabled", false);
        }
        if (!part.note().isEmpty()) {
            node.put("note", part.note());
        }
    }

    private static void condition(Condition condition, ObjectNode node) {
        switch (condition) {
            case Condition.All all -> conditions(all.conditions(), node.putArray("all"));
            case Condition.AnyOf any -> conditions(any.conditions(), node.putArray("any"));
            case Condition.Not not -> condition(not.condition(), node.putObject("not"));
            case Condition.Test test -> {
                if (test.quantifier() != Condition.Quantifier.ANY) {
                    node.put("repeats", DocumentPart.written(test.quantifier()));
                }
                node.put("field", test.field().text()).put("operator", DocumentPart.written(test.operator()));
                if (!test.values().isEmpty()) {
                    ArrayNode values = node.putArray("values");
                    test.values().forEach(values::add);
                }
            }
        }
    }

    private static void conditions(List<Condition> conditions, ArrayNode list) {
        conditions.forEach(condition -> condition(condition, list.addObject()));
    }

    private static void decision(Decision decision, ObjectNode node) {
        switch (decision) {
            case Decision.RouteTo route -> {
                ArrayNode names = node.putArray("route");
                route.destinations().forEach(names::add);
            }
            case Decision.Drop drop -> node.put("drop", drop.reason());
            case Decision.Reject reject -> node.put("reject", reject.text()).put("code", reject.code());
            case Decision.Hold hold -> node.put("hold", hold.reason());
            case Decision.Label label -> paths(label.paths(), node.put("label", label.label()), "paths");
            case Decision.Redact redact -> {
                paths(redact.paths(), node, "redact");
                node.put("for", redact.destination());
            }
            case Decision.Alert alert -> node.put("alert", alert.text()).put("to", alert.recipient());
            case Decision.Correlate correlate -> node.put("correlate", correlate.key());
        }
    }

    private static void paths(List<FieldPath> paths, ObjectNode node, String property) {
        ArrayNode list = node.putArray(property);
        paths.forEach(path -> list.add(path.toString()));
    }
}
