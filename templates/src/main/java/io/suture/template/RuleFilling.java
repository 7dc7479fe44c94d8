package io.suture.template;

import io.suture.engine.rule.table.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Puts answers and formulas into the places that a RuleTemplate's rules have for them. Only texts change, so that an
/// answer can be nothing else than a text.
///
/// `{to}` alone in a list becomes an entry for each answer; elsewhere they stand with commas between them. `{=to}` is a
/// cell of a decision table. A test of a field that the messages do not have is left out.
///
/// @param fields  formulas by the name of the field
/// @param answers by the name of the choice
record RuleFilling(Map<String, String> fields, Map<String, List<String>> answers) {
    private static final Pattern PLACE = Pattern.compile("\\{(=?)([a-z]+)}");

    /// Null where it is a test of a field that is not there.
    @Nullable
    JsonNode filled(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return filled(object);
        }
        if (node instanceof ArrayNode array) {
            return filled(array);
        }
        return node.isString() ? JsonNodeFactory.instance.stringNode(text(node.stringValue(), answers)) : node;
    }

    private @Nullable JsonNode filled(ObjectNode object) {
        JsonNode field = object.get("field");
        if (field != null && !isThere(field.stringValue())) {
            return null;
        }
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(entry -> {
            // A formula holds fields and nothing that anybody typed.
            JsonNode value = entry.getKey().equals("field")
                    ? JsonNodeFactory.instance.stringNode(text(entry.getValue().stringValue(), formulas()))
                    : filled(entry.getValue());
            if (value != null) {
                made.set(entry.getKey(), value);
            }
        });
        return made;
    }

    private JsonNode filled(ArrayNode array) {
        ArrayNode made = JsonNodeFactory.instance.arrayNode();
        for (JsonNode one : array) {
            Matcher whole = one.isString() ? PLACE.matcher(one.stringValue()) : null;
            if (whole != null
                    && whole.matches()
                    && String.valueOf(whole.group(1)).isEmpty()) {
                answers.getOrDefault(String.valueOf(whole.group(2)), List.of()).forEach(made::add);
            } else {
                JsonNode value = filled(one);
                if (value != null) {
                    made.add(value);
                }
            }
        }
        return made;
    }

    private boolean isThere(String formula) {
        return PLACE.matcher(formula).results().allMatch(place -> fields.containsKey(place.group(2)));
    }

    private Map<String, List<String>> formulas() {
        var formulas = new LinkedHashMap<String, List<String>>();
        fields.forEach((name, formula) -> formulas.put(name, List.of(formula)));
        return formulas;
    }

    private static String text(String text, Map<String, List<String>> given) {
        return PLACE.matcher(text).replaceAll(place -> {
            List<String> values = given.getOrDefault(String.valueOf(place.group(2)), List.of());
            return Matcher.quoteReplacement(
                    String.valueOf(place.group(1)).isEmpty() ? String.join(", ", values) : Words.write(values));
        });
    }
}
