package io.suture.runtime.connector.fhir;

import io.suture.engine.value.FieldPath;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a resource becomes: what the message says replaces what was there, what it erases goes, what it is silent about
/// stays. A list is replaced as a whole, except identifiers and extensions, where others' entries stay beside ours.
final class ResourceMerge {
    private ResourceMerge() {}

    static ObjectNode merge(ObjectNode existing, ObjectNode mapped, List<FieldPath> erased) {
        ObjectNode merged = existing.deepCopy();
        merged.remove("text");
        if (merged.get("meta") instanceof ObjectNode meta) {
            meta.remove("versionId");
            meta.remove("lastUpdated");
        }
        erased.forEach(path -> remove(merged, path.names()));
        lay(merged, mapped);
        return merged;
    }

    private static void lay(ObjectNode over, ObjectNode said) {
        for (Map.Entry<String, JsonNode> property : said.properties()) {
            String name = property.getKey();
            JsonNode value = property.getValue();
            JsonNode before = over.get(name);
            if (name.equals("id") && before != null) {
                continue;
            }
            if (isChoice(name)) {
                removeOtherChoices(over, name);
            }
            if (value instanceof ObjectNode inner && before instanceof ObjectNode outer && name.equals("meta")) {
                lay(outer, inner);
            } else if (value instanceof ArrayNode ours && before instanceof ArrayNode theirs) {
                over.set(name, list(name, theirs, ours));
            } else {
                over.set(name, value);
            }
        }
    }

    private static ArrayNode list(String name, ArrayNode theirs, ArrayNode ours) {
        return switch (name) {
            case "identifier" -> beside(theirs, ours, List.of("system", "value"));
            case "extension", "modifierExtension" -> beside(theirs, ours, List.of("url"));
            case "link" -> beside(theirs, ours, List.of("other"));
            default -> ours;
        };
    }

    /// Ours, and those of theirs that none of ours stands for.
    private static ArrayNode beside(ArrayNode theirs, ArrayNode ours, List<String> by) {
        ArrayNode all = ours.deepCopy();
        for (JsonNode one : theirs) {
            boolean replaced = false;
            for (JsonNode other : ours) {
                replaced |= by.stream().allMatch(part -> one.path(part).equals(other.path(part)));
            }
            if (!replaced) {
                all.add(one);
            }
        }
        return all;
    }

    private static final List<String> CHOICES = List.of("deceased", "multipleBirth", "value", "effective", "onset");

    private static boolean isChoice(String name) {
        return CHOICES.stream()
                .anyMatch(choice -> name.startsWith(choice)
                        && name.length() > choice.length()
                        && Character.isUpperCase(name.charAt(choice.length())));
    }

    private static void removeOtherChoices(ObjectNode over, String name) {
        for (String choice : CHOICES) {
            if (name.startsWith(choice)
                    && name.length() > choice.length()
                    && Character.isUpperCase(name.charAt(choice.length()))) {
                over.propertyNames().stream()
                        .filter(other -> other.startsWith(choice)
                                && other.length() > choice.length()
                                && Character.isUpperCase(other.charAt(choice.length())))
                        .toList()
                        .forEach(over::remove);
            }
        }
    }

    private static void remove(ObjectNode from, List<String> path) {
        if (path.isEmpty()) {
            return;
        }
        String name = path.getFirst();
        if (path.size() == 1) {
            from.remove(name);
            // A choice is erased in whichever form it was there.
            from.propertyNames().stream()
                    .filter(other -> CHOICES.contains(name)
                            && other.startsWith(name)
                            && other.length() > name.length()
                            && Character.isUpperCase(other.charAt(name.length())))
                    .toList()
                    .forEach(from::remove);
            return;
        }
        List<String> rest = path.subList(1, path.size());
        JsonNode inner = from.get(name);
        if (inner instanceof ObjectNode object) {
            remove(object, rest);
        } else if (inner instanceof ArrayNode array) {
            for (JsonNode item : array) {
                if (item instanceof ObjectNode object) {
                    remove(object, rest);
                }
            }
        }
    }
}
