package io.suture.engine.exchange;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.document.DocumentText;
import io.suture.engine.exchange.FhirMap.Group;
import io.suture.engine.exchange.FhirMap.Rule;
import io.suture.engine.exchange.FhirMap.Source;
import io.suture.engine.exchange.FhirMap.Table;
import io.suture.engine.exchange.FhirMap.Target;
import io.suture.engine.exchange.FhirMap.Transform;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.report.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A Mapping from one FHIR resource to another as FHIR's own StructureMap. Decision 0051.
public final class StructureMapDocument {
    private static final String STRUCTURES = "http://hl7.org/fhir/StructureDefinition/";

    private StructureMapDocument() {}

    /// A map taken out.
    ///
    /// @param json     the R4 resource; null where there is none
    /// @param text     the same in FHIR's mapping language; null where there is none
    /// @param problems what the map cannot say; an error where there is no map
    public record Exported(byte @Nullable [] json, @Nullable String text, List<Problem> problems) {
        public Exported {
            problems = List.copyOf(problems);
        }
    }

    /// Whether a Destination leads from one FHIR structure to another.
    public static boolean isFor(Destination to) {
        return to.mapping().source().format().equals("fhir")
                && to.mapping().target().format().equals("fhir");
    }

    public static Exported write(Channel channel, Destination to, MappingEnvironment environment) {
        FhirMapWriter.Written written = FhirMapWriter.write(channel, to, environment);
        FhirMap map = written.map();
        return map == null
                ? new Exported(null, null, written.problems())
                : new Exported(DocumentText.write(resource(map)), StructureMapText.write(map), written.problems());
    }

    private static ObjectNode resource(FhirMap map) {
        ObjectNode resource = DocumentText.object().put("resourceType", "StructureMap");
        if (!map.tables().isEmpty()) {
            ArrayNode contained = resource.putArray("contained");
            map.tables().forEach(table -> table(table, contained.addObject()));
            // What is contained is to be referred to, which naming it in a transform is not.
            ArrayNode extensions = resource.putArray("extension");
            map.tables()
                    .forEach(table -> extensions
                            .addObject()
                            .put("url", "urn:suture:lookup")
                            .putObject("valueReference")
                            .put("reference", "#" + table.id()));
        }
        resource.put("url", map.url())
                .put("name", map.name())
                .put("title", map.title())
                .put("status", "draft");
        ArrayNode structures = resource.putArray("structure");
        map.uses()
                .forEach(use -> structures
                        .addObject()
                        .put("url", STRUCTURES + use.type())
                        .put("mode", use.mode())
                        .put("alias", use.alias()));
        ArrayNode groups = resource.putArray("group");
        map.groups().forEach(group -> group(group, groups.addObject()));
        return resource;
    }

    /// Where a table names no systems, its columns stand for them: the map language wants one.
    static String system(String side, Table table) {
        return "urn:suture:lookup:" + table.id() + ":" + side;
    }

    private static void table(Table table, ObjectNode node) {
        node.put("resourceType", "ConceptMap")
                .put("id", table.id())
                .put("title", table.table().name());
        node.put("status", "draft");
        ObjectNode group = node.putArray("group").addObject();
        group.put("source", system("source", table)).put("target", system("target", table));
        ArrayNode elements = group.putArray("element");
        table.table().rows().forEach((code, cells) -> {
            if (!cells.getFirst().isEmpty()) {
                elements.addObject()
                        .put("code", code)
                        .putArray("target")
                        .addObject()
                        .put("code", cells.getFirst())
                        .put("equivalence", "equal");
            }
        });
    }

    private static void group(Group group, ObjectNode node) {
        node.put("name", group.name()).put("typeMode", "none");
        if (!group.documentation().isEmpty()) {
            node.put("documentation", group.documentation());
        }
        ArrayNode inputs = node.putArray("input");
        inputs.addObject()
                .put("name", group.source())
                .put("type", group.sourceType())
                .put("mode", "source");
        inputs.addObject()
                .put("name", group.target())
                .put("type", group.targetType())
                .put("mode", "target");
        rules(group.rules(), node);
    }

    private static void rules(List<Rule> rules, ObjectNode above) {
        if (rules.isEmpty()) {
            return;
        }
        ArrayNode nodes = above.putArray("rule");
        for (Rule rule : rules) {
            ObjectNode node = nodes.addObject().put("name", rule.name());
            source(rule.source(), node.putArray("source").addObject());
            Target target = rule.target();
            if (target != null) {
                target(target, node.putArray("target").addObject());
            }
            rules(rule.rules(), node);
            if (!rule.documentation().isEmpty()) {
                node.put("documentation", rule.documentation());
            }
        }
    }

    private static void source(Source source, ObjectNode node) {
        node.put("context", source.context());
        put(node, "element", source.element());
        put(node, "listMode", source.list());
        put(node, "variable", source.variable());
        put(node, "condition", source.condition());
    }

    private static void target(Target target, ObjectNode node) {
        node.put("context", target.context()).put("contextType", "variable").put("element", target.element());
        put(node, "variable", target.variable());
        switch (target.value()) {
            case null -> {}
            case Transform.Copy(String variable) ->
                parameters(node, "copy").addObject().put("valueId", variable);
            case Transform.Constant(String literal, Transform.Kind kind) -> {
                ObjectNode parameter = parameters(node, "copy").addObject();
                switch (kind) {
                    case TEXT -> parameter.put("valueString", literal);
                    case NUMBER -> parameter.put("valueDecimal", new java.math.BigDecimal(literal));
                    case TRUTH -> parameter.put("valueBoolean", literal.equals("true"));
                }
            }
            case Transform.Create(String type) ->
                parameters(node, "create").addObject().put("valueString", type);
            case Transform.Translate(String variable, String table) -> {
                ArrayNode parameters = parameters(node, "translate");
                parameters.addObject().put("valueId", variable);
                parameters.addObject().put("valueString", "#" + table);
                parameters.addObject().put("valueString", "code");
            }
            case Transform.Evaluate(String variable, String path) -> {
                ArrayNode parameters = parameters(node, "evaluate");
                parameters.addObject().put("valueId", variable);
                parameters.addObject().put("valueString", path);
            }
        }
    }

    private static ArrayNode parameters(ObjectNode node, String transform) {
        return node.put("transform", transform).putArray("parameter");
    }

    private static void put(ObjectNode node, String property, @Nullable String text) {
        if (text != null) {
            node.put(property, text);
        }
    }
}
