package io.suture.runtime.fhirstore;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON Patch (RFC 6902) on a tree. All operations take effect or none: the tree is a copy until the last one.
final class JsonPatch {
    private JsonPatch() {}

    static JsonNode apply(JsonNode patch, JsonNode resource) {
        if (!patch.isArray()) {
            throw new InvalidRequestException("A JSON Patch is a list of operations.");
        }
        JsonNode tree = resource.deepCopy();
        for (JsonNode operation : patch) {
            List<String> path = path(operation.path("path"));
            switch (operation.path("op").asString("")) {
                case "add" -> add(tree, path, operation.path("value"));
                case "remove" -> remove(tree, path);
                case "replace" -> {
                    remove(tree, path);
                    add(tree, path, operation.path("value"));
                }
                case "move" -> {
                    List<String> from = path(operation.path("from"));
                    JsonNode moved = at(tree, from);
                    remove(tree, from);
                    add(tree, path, moved);
                }
                case "copy" ->
                    add(tree, path, at(tree, path(operation.path("from"))).deepCopy());
                case "test" -> {
                    if (!at(tree, path).equals(operation.path("value"))) {
                        throw new UnprocessableEntityException("The test of the patch at " + path + " fails.");
                    }
                }
                default ->
                    throw new InvalidRequestException("A patch adds, removes, replaces, moves, copies or tests.");
            }
        }
        return tree;
    }

    /// A JSON pointer's names (RFC 6901).
    private static List<String> path(JsonNode pointer) {
        String text = pointer.asString("");
        if (!text.startsWith("/")) {
            throw new InvalidRequestException("A path in a patch begins with a slash.");
        }
        List<String> names = new ArrayList<>();
        for (String name : text.substring(1).split("/", -1)) {
            names.add(name.replace("~1", "/").replace("~0", "~"));
        }
        return names;
    }

    private static JsonNode at(JsonNode tree, List<String> path) {
        JsonNode node = tree;
        for (String name : path) {
            node = node.isArray() ? node.path(index(name, node.size())) : node.path(name);
        }
        if (node.isMissingNode()) {
            throw missing(path);
        }
        return node;
    }

    private static void add(JsonNode tree, List<String> path, JsonNode value) {
        if (value.isMissingNode()) {
            throw new InvalidRequestException("An operation at " + path + " has no value.");
        }
        String last = path.getLast();
        switch (at(tree, path.subList(0, path.size() - 1))) {
            case ObjectNode object -> object.set(last, value);
            case ArrayNode array -> {
                int index = last.equals("-") ? array.size() : index(last, array.size() + 1);
                array.insert(index, value);
            }
            case JsonNode other -> throw missing(path);
        }
    }

    private static void remove(JsonNode tree, List<String> path) {
        String last = path.getLast();
        JsonNode removed = switch (at(tree, path.subList(0, path.size() - 1))) {
            case ObjectNode object -> object.remove(last);
            case ArrayNode array -> array.remove(index(last, array.size()));
            case JsonNode other -> throw missing(path);
        };
        if (removed == null) {
            throw missing(path);
        }
    }

    private static int index(String name, int size) {
        try {
            int index = Integer.parseInt(name);
            if (index >= 0 && index < size) {
                return index;
            }
        } catch (NumberFormatException none) {
            throw new UnprocessableEntityException("A place in a list is a number or -.", none);
        }
        throw new UnprocessableEntityException("The list has no place " + name + ".");
    }

    private static UnprocessableEntityException missing(List<String> path) {
        return new UnprocessableEntityException("There is nothing at " + String.join("/", path) + ".");
    }
}
