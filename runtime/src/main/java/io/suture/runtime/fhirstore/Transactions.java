package io.suture.runtime.fhirstore;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import io.suture.runtime.fhirstore.FhirStore.Done;
import io.suture.runtime.fhirstore.FhirStore.Outcome;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Bundles of requests (R4, section 3.1.0.11): a transaction takes effect whole or not at all, a batch entry by entry.
///
/// Who a reference means is settled before anything is written: an entry's `fullUrl` becomes the id of what its
/// condition finds, or a new one; a reference by condition must find exactly one.
final class Transactions {
    private final FhirStore store;

    Transactions(FhirStore store) {
        this.store = store;
    }

    /// One entry and what it wants.
    private record Wish(int index, String method, String type, String url, JsonNode entry) {
        String fullUrl() {
            return entry.path("fullUrl").asString("");
        }

        String request(String name) {
            return entry.path("request").path(name).asString("");
        }

        ObjectNode resource() {
            if (entry.get("resource") instanceof ObjectNode resource) {
                return resource;
            }
            throw new InvalidRequestException("Entry " + (index + 1) + " has no resource.");
        }

        /// The parts of its address: type, id, `_history`, version.
        String[] place() {
            return url.split("\\?", 2)[0].split("/");
        }

        boolean isConditional() {
            return url.contains("?") || !request("ifNoneExist").isEmpty();
        }

        String condition() {
            return FhirStore.canonical(
                    type + "?" + (url.contains("?") ? FhirStore.query(url) : FhirStore.query(request("ifNoneExist"))));
        }
    }

    ObjectNode process(ObjectNode bundle) {
        String type = bundle.path("type").asString("");
        return switch (type) {
            case "transaction" -> store.transaction(inner -> new Transactions(inner).transaction(bundle));
            case "batch" -> batch(bundle);
            default -> throw new InvalidRequestException("A bundle of requests is a transaction or a batch.");
        };
    }

    private ObjectNode batch(ObjectNode bundle) {
        ObjectNode answer = answer("batch-response");
        for (Wish wish : wishes(bundle)) {
            ObjectNode entry;
            try {
                entry = store.transaction(inner -> {
                    var one = new Transactions(inner);
                    one.lock(List.of(wish));
                    return one.carryOut(wish, null);
                });
            } catch (BaseServerResponseException refused) {
                entry = FhirStore.JSON.createObjectNode();
                entry.putObject("response").put("status", Integer.toString(refused.getStatusCode()));
            }
            entries(answer).add(entry);
        }
        return answer;
    }

    private ObjectNode transaction(ObjectNode bundle) {
        List<Wish> wishes = wishes(bundle);
        Set<String> inline = new LinkedHashSet<>();
        wishes.forEach(wish -> conditionalReferences(wish.entry().path("resource"), inline));
        List<Wish> conditional = wishes.stream().filter(Wish::isConditional).toList();
        lock(conditional);
        Map<String, String> ids = new HashMap<>();
        Map<Integer, UUID> made = new HashMap<>();
        Map<String, UUID> byCondition = new HashMap<>();
        for (Wish wish : wishes) {
            identify(wish, ids, made, byCondition);
        }
        for (String reference : inline) {
            String target = reference.substring(0, reference.indexOf('?'));
            UUID madeHere = byCondition.get(FhirStore.canonical(reference));
            UUID id = madeHere != null
                    ? madeHere
                    : store.only(target, reference)
                            .orElseThrow(() -> new InvalidRequestException(
                                    "A reference by condition to " + target + " finds nothing."))
                            .id();
            ids.put(reference, target + "/" + id);
        }
        wishes.forEach(wish -> rewrite(wish.entry().path("resource"), ids));
        ObjectNode[] answers = new ObjectNode[wishes.size()];
        // The order that R4 asks for, whatever the order of the entries.
        for (String method : List.of("DELETE", "POST", "PUT", "PATCH", "GET", "HEAD")) {
            for (Wish wish : wishes) {
                if (wish.method().equals(method)) {
                    answers[wish.index()] = carryOut(wish, made.get(wish.index()));
                }
            }
        }
        ObjectNode answer = answer("transaction-response");
        for (ObjectNode entry : answers) {
            entries(answer).add(entry);
        }
        return answer;
    }

    private void lock(List<Wish> conditional) {
        store.lock(conditional.stream()
                .filter(Wish::isConditional)
                .map(Wish::condition)
                .toList());
    }

    private static List<Wish> wishes(ObjectNode bundle) {
        List<Wish> wishes = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            String method = entry.path("request").path("method").asString("");
            String url = entry.path("request").path("url").asString("");
            if (!Set.of("DELETE", "POST", "PUT", "PATCH", "GET", "HEAD").contains(method) || url.isEmpty()) {
                throw new InvalidRequestException("Entry " + (wishes.size() + 1) + " names no method or no url.");
            }
            wishes.add(new Wish(wishes.size(), method, url.split("[/?]", 2)[0], url, entry));
        }
        return wishes;
    }

    /// Finds who an entry is: what its condition finds, or somebody new whose id is settled now.
    private void identify(Wish wish, Map<String, String> ids, Map<Integer, UUID> made, Map<String, UUID> byCondition) {
        if (!wish.method().equals("POST") && !wish.method().equals("PUT")) {
            return;
        }
        Optional<UUID> id = Optional.empty();
        if (wish.isConditional()) {
            id = store.only(wish.type(), wish.condition()).map(Kept::id);
        } else if (wish.method().equals("PUT")) {
            if (!wish.fullUrl().isEmpty()) {
                ids.put(wish.fullUrl(), wish.type() + "/" + id(wish.place()));
            }
            return;
        }
        UUID settled = id.orElse(null);
        if (settled == null) {
            settled = UUID.randomUUID();
            made.put(wish.index(), settled);
        }
        if (wish.isConditional() && byCondition.put(wish.condition(), settled) != null) {
            throw new InvalidRequestException("Two entries have the same condition.");
        }
        if (!wish.fullUrl().isEmpty()) {
            ids.put(wish.fullUrl(), wish.type() + "/" + settled);
        }
    }

    private ObjectNode carryOut(Wish wish, @Nullable UUID made) {
        String ifMatch = version(wish.request("ifMatch"));
        String[] place = wish.place();
        return switch (wish.method()) {
            case "POST", "PUT" -> {
                if (made != null) {
                    yield response(store.createAs(wish.type(), made, wish.method(), wish.resource()));
                }
                if (wish.method().equals("POST")) {
                    yield response(
                            wish.isConditional()
                                    ? store.createUnless(wish.type(), wish.condition(), wish.resource())
                                    : store.create(wish.type(), wish.resource()));
                }
                yield response(
                        wish.isConditional()
                                ? store.updateWhere(wish.type(), wish.condition(), ifMatch, wish.resource())
                                : store.update(wish.type(), id(place), ifMatch, wish.resource()));
            }
            case "PATCH" -> {
                String patch = patch(wish);
                yield response(
                        wish.isConditional()
                                ? store.patchWhere(wish.type(), wish.condition(), ifMatch, patch)
                                : store.patch(wish.type(), id(place), ifMatch, patch));
            }
            case "DELETE" -> response(store.delete(wish.type(), id(place)));
            default -> read(wish, place);
        };
    }

    private ObjectNode read(Wish wish, String[] place) {
        ObjectNode entry = FhirStore.JSON.createObjectNode();
        if (place.length > 1) {
            entry.set("resource", FhirStore.shown(store.read(wish.type(), place[1], null)));
        } else {
            ObjectNode found = answer("searchset");
            store.search(wish.type(), Query.parameters(FhirStore.query(wish.url())))
                    .forEach(kept -> entries(found).addObject().set("resource", FhirStore.shown(kept)));
            entry.set("resource", found);
        }
        entry.putObject("response").put("status", "200");
        return entry;
    }

    /// A patch in a bundle is a Binary that holds it in base64 (R4, section 3.1.0.10).
    private static String patch(Wish wish) {
        return new String(
                java.util.Base64.getDecoder()
                        .decode(wish.resource().path("data").asString("")),
                StandardCharsets.UTF_8);
    }

    private static String id(String[] place) {
        if (place.length < 2) {
            throw new InvalidRequestException("The url of an entry names no id and no condition.");
        }
        return place[1];
    }

    static @Nullable String version(String etag) {
        String version = etag.replaceAll("^W/|\"", "");
        return version.isEmpty() ? null : version;
    }

    private static ObjectNode response(Done done) {
        ObjectNode entry = FhirStore.JSON.createObjectNode();
        ObjectNode response = entry.putObject("response");
        Kept kept = done.kept();
        response.put(
                "status",
                switch (done.outcome()) {
                    case CREATED -> "201 Created";
                    case UPDATED, UNCHANGED -> "200 OK";
                    case DELETED -> "204 No Content";
                });
        if (done.outcome() != Outcome.DELETED) {
            response.put("location", kept.type() + "/" + kept.id() + "/_history/" + kept.version());
            response.put("etag", "W/\"" + kept.version() + "\"");
            response.put("lastModified", kept.updated().toString());
        }
        return entry;
    }

    private static ObjectNode answer(String type) {
        ObjectNode answer = FhirStore.JSON.createObjectNode();
        answer.put("resourceType", "Bundle");
        answer.put("type", type);
        return answer;
    }

    private static ArrayNode entries(ObjectNode bundle) {
        return bundle.get("entry") instanceof ArrayNode entries ? entries : bundle.putArray("entry");
    }

    private static void conditionalReferences(JsonNode node, Set<String> found) {
        if (node.isObject()) {
            String reference = node.path("reference").asString("");
            int question = reference.indexOf('?');
            if (question > 0 && !reference.contains("/")) {
                found.add(reference);
            }
        }
        node.forEach(child -> conditionalReferences(child, found));
    }

    private static void rewrite(JsonNode node, Map<String, String> ids) {
        if (node instanceof ObjectNode object && object.get("reference") instanceof JsonNode reference) {
            String settled = ids.get(reference.asString(""));
            if (settled == null && reference.asString("").contains("%")) {
                settled = ids.get(URLDecoder.decode(reference.asString(""), StandardCharsets.UTF_8));
            }
            if (settled != null) {
                object.put("reference", settled);
            }
        }
        node.forEach(child -> rewrite(child, ids));
    }
}
