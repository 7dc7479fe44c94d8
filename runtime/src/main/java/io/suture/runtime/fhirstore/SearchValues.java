package io.suture.runtime.fhirstore;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a resource can be found by: for each of R4's own search parameters the values that stand at its path, in
/// the form in which a query is compared. Paths are FHIRPath; of that language the standard's parameters use
/// names, `as`, and `where(resolve() is X)` or `where(system='x')`, and these are what is understood here.
final class SearchValues {
    private static final Pattern AS = Pattern.compile("\\(?([A-Za-z.]+) as ([A-Za-z]+)\\)?(.*)");
    private static final Pattern WHERE = Pattern.compile("([A-Za-z.]+)\\.where\\((.*)\\)");
    private static final Pattern RESOLVES = Pattern.compile("resolve\\(\\) is ([A-Za-z]+)");
    private static final Pattern SYSTEM = Pattern.compile("system='([a-z]+)'");
    private static final Pattern SEPARATOR = Pattern.compile("\\s*\\|\\s*");

    private final FhirContext context;

    SearchValues(FhirContext context) {
        this.context = context;
    }

    /// The kind of a parameter of a resource type; null when R4 has none of that name.
    @org.jspecify.annotations.Nullable
    RestSearchParameterTypeEnum kind(String type, String name) {
        RuntimeSearchParam parameter = context.getResourceDefinition(type).getSearchParam(name);
        return parameter == null ? null : parameter.getParamType();
    }

    /// Values by parameter name. Tokens are `system|code`, references `Type/id`, texts are folded, dates as written.
    Map<String, List<String>> of(String type, JsonNode resource) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (RuntimeSearchParam parameter : context.getResourceDefinition(type).getSearchParams()) {
            List<String> found = new ArrayList<>();
            String path = parameter.getPath();
            if (path != null && !path.isBlank()) {
                for (String alternative : SEPARATOR.split(path)) {
                    if (alternative.startsWith(type + ".") || alternative.startsWith("(" + type + ".")) {
                        collect(parameter.getParamType(), type, alternative, resource, found);
                    }
                }
            }
            if (!found.isEmpty()) {
                values.put(parameter.getName(), List.copyOf(found));
            }
        }
        return values;
    }

    private static void collect(
            RestSearchParameterTypeEnum kind, String type, String path, JsonNode resource, List<String> found) {
        String plain = path;
        String condition = "";
        Matcher where = WHERE.matcher(path);
        if (where.matches()) {
            plain = where.group(1);
            condition = where.group(2);
        }
        Matcher as = AS.matcher(plain);
        if (as.matches()) {
            String alternative = as.group(2);
            plain = as.group(1) + Character.toUpperCase(alternative.charAt(0)) + alternative.substring(1) + as.group(3);
        }
        List<JsonNode> nodes = List.of(resource);
        for (String name : plain.substring(type.length() + 1).split("\\.")) {
            List<JsonNode> next = new ArrayList<>();
            nodes.forEach(node -> children(node, name, next));
            nodes = next;
        }
        Matcher resolves = RESOLVES.matcher(condition);
        Matcher system = SYSTEM.matcher(condition);
        for (JsonNode node : nodes) {
            if (resolves.find(0) && !node.path("reference").asString("").contains(resolves.group(1) + "/")) {
                continue;
            }
            if (system.find(0) && !node.path("system").asString("").equals(system.group(1))) {
                continue;
            }
            value(kind, node, found);
        }
    }

    private static void children(JsonNode node, String name, List<JsonNode> found) {
        JsonNode exact = node.path(name);
        if (!exact.isMissingNode()) {
            flatten(exact, found);
            return;
        }
        node.properties().forEach(property -> {
            String key = property.getKey();
            if (key.length() > name.length()
                    && key.startsWith(name)
                    && Character.isUpperCase(key.charAt(name.length()))) {
                flatten(property.getValue(), found);
            }
        });
    }

    private static void flatten(JsonNode node, List<JsonNode> found) {
        if (node.isArray()) {
            node.forEach(found::add);
        } else {
            found.add(node);
        }
    }

    private static void value(RestSearchParameterTypeEnum kind, JsonNode node, List<String> found) {
        switch (kind) {
            case TOKEN -> token(node, found);
            case REFERENCE -> {
                String reference = node.path("reference").asString(node.isString() ? node.stringValue() : "");
                if (!reference.isEmpty()) {
                    found.add(reference.replaceFirst("/_history/.*", ""));
                }
            }
            case STRING -> text(node, found);
            case URI -> found.add(node.asString(""));
            case DATE -> date(node, found);
            case NUMBER, QUANTITY -> found.add(node.path("value").asString(node.asString("")));
            case COMPOSITE, HAS, SPECIAL -> {}
        }
    }

    private static void token(JsonNode node, List<String> found) {
        if (node.isObject()) {
            if (node.has("coding")) {
                node.path("coding").forEach(coding -> token(coding, found));
            } else if (node.has("code") || (node.has("system") && !node.has("value"))) {
                found.add(node.path("system").asString("") + "|"
                        + node.path("code").asString(""));
            } else if (node.has("value")) {
                found.add(node.path("system").asString("") + "|"
                        + node.path("value").asString(""));
            }
        } else {
            found.add("|" + node.asString(""));
        }
    }

    /// Every text beneath: parts of names and addresses are found one by one.
    private static void text(JsonNode node, List<String> found) {
        if (node.isString()) {
            found.add(fold(node.stringValue()));
        } else if (node.isArray()) {
            node.forEach(item -> text(item, found));
        } else if (node.isObject()) {
            node.properties().forEach(property -> {
                if (!property.getKey().equals("use")
                        && !property.getKey().equals("period")
                        && !property.getKey().equals("type")) {
                    text(property.getValue(), found);
                }
            });
        }
    }

    private static void date(JsonNode node, List<String> found) {
        if (node.isString()) {
            found.add(node.stringValue());
        } else if (node.isObject()) {
            for (String end : List.of("start", "end")) {
                if (node.has(end)) {
                    found.add(node.path(end).asString(""));
                }
            }
        }
    }

    /// Without case and accents, as FHIR's string search compares (R4, section 3.1.1.4.9).
    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .strip();
    }
}
