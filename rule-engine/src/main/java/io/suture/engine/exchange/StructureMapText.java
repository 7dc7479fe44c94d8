package io.suture.engine.exchange;

import io.suture.engine.exchange.FhirMap.Group;
import io.suture.engine.exchange.FhirMap.Rule;
import io.suture.engine.exchange.FhirMap.Source;
import io.suture.engine.exchange.FhirMap.Table;
import io.suture.engine.exchange.FhirMap.Target;
import io.suture.engine.exchange.FhirMap.Transform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A [FhirMap] in FHIR's mapping language.
final class StructureMapText {
    private static final String STRUCTURES = "http://hl7.org/fhir/StructureDefinition/";
    private final StringBuilder text = new StringBuilder();

    private StructureMapText() {}

    static String write(FhirMap map) {
        return new StructureMapText().map(map);
    }

    private String map(FhirMap map) {
        line(0, "map \"" + map.url() + "\" = \"" + map.name() + "\"");
        line(0, "");
        map.tables().forEach(this::table);
        map.uses()
                .forEach(use ->
                        line(0, "uses \"" + STRUCTURES + use.type() + "\" alias " + use.alias() + " as " + use.mode()));
        line(0, "");
        map.groups().forEach(this::group);
        return text.toString();
    }

    private void table(Table table) {
        line(0, "conceptmap \"" + table.id() + "\" {");
        line(1, "prefix s = \"" + StructureMapDocument.system("source", table) + "\"");
        line(1, "prefix t = \"" + StructureMapDocument.system("target", table) + "\"");
        line(0, "");
        table.table().rows().forEach((code, cells) -> {
            if (!cells.getFirst().isEmpty()) {
                line(1, "s:" + quoted(code) + " == t:" + quoted(cells.getFirst()));
            }
        });
        line(0, "}");
        line(0, "");
    }

    private void group(Group group) {
        group.documentation().lines().forEach(one -> line(0, "// " + one));
        line(
                0,
                "group " + group.name() + "(source " + group.source() + " : " + group.sourceType() + ", target "
                        + group.target() + " : " + group.targetType() + ") {");
        rules(group.rules(), 1);
        line(0, "}");
    }

    private void rules(List<Rule> rules, int depth) {
        for (Rule rule : rules) {
            rule.documentation().lines().forEach(one -> line(depth, "// " + one));
            Target target = rule.target();
            String head = source(rule.source()) + (target == null ? "" : " -> " + target(target));
            if (rule.rules().isEmpty()) {
                line(depth, head + " \"" + rule.name() + "\";");
            } else {
                line(depth, head + " then {");
                rules(rule.rules(), depth + 1);
                line(depth, "} \"" + rule.name() + "\";");
            }
        }
    }

    private static String source(Source source) {
        return source.context()
                + said(".", source.element())
                + said(" ", source.list())
                + said(" as ", source.variable())
                + (source.condition() == null ? "" : " where (" + source.condition() + ")");
    }

    private static String target(Target target) {
        Transform value = target.value();
        return target.context() + "." + target.element() + (value == null ? "" : " = " + transform(value))
                + said(" as ", target.variable());
    }

    private static String transform(Transform value) {
        return switch (value) {
            case Transform.Copy(String variable) -> variable;
            case Transform.Constant(String literal, Transform.Kind kind) ->
                kind == Transform.Kind.TEXT ? FhirPathText.quoted(literal) : literal;
            case Transform.Create(String type) -> "create('" + type + "')";
            case Transform.Translate(String variable, String table) ->
                "translate(" + variable + ", '#" + table + "', 'code')";
            case Transform.Evaluate(String variable, String path) -> "evaluate(" + variable + ", " + path + ")";
        };
    }

    private static String said(String before, @Nullable String word) {
        return word == null ? "" : before + word;
    }

    private static String quoted(String code) {
        return "\"" + code.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private void line(int depth, String line) {
        text.append("  ".repeat(line.isEmpty() ? 0 : depth)).append(line).append('\n');
    }
}
