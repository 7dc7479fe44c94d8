package io.suture.runtime.fhirstore;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import io.suture.db.Vault;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the store does, on JSON trees: read, search, create, update, patch, delete, each also by condition. Every
/// act is one database transaction, or part of the one that it is called in.
final class FhirStore {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(tools.jackson.databind.cfg.JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final int MOST = 1_000;

    private final FhirResourceStore store;
    private final SearchValues search;
    private final Vault vault;
    private final InstantSource clock;

    FhirStore(FhirResourceStore store, FhirContext context, Vault vault, InstantSource clock) {
        this(store, new SearchValues(context), vault, clock);
    }

    private FhirStore(FhirResourceStore store, SearchValues search, Vault vault, InstantSource clock) {
        this.store = store;
        this.search = search;
        this.vault = vault;
        this.clock = clock;
    }

    /// Whether a resource was made, changed, found as it was, or deleted.
    enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED,
        DELETED
    }

    /// What an act left behind.
    record Done(Kept kept, Outcome outcome) {}

    <T> T transaction(Function<FhirStore, T> work) {
        return store.transaction(inner -> work.apply(new FhirStore(inner, search, vault, clock)));
    }

    Kept read(String type, String id, @Nullable String version) {
        UUID uuid = uuid(type, id);
        Kept kept = (version == null
                        ? store.current(type, uuid)
                        : number(version).flatMap(number -> store.version(type, uuid, number)))
                .orElseThrow(() -> notFound(type, id));
        if (kept.isDeleted()) {
            throw new ResourceGoneException(type + "/" + id + " was deleted.");
        }
        return kept;
    }

    List<Kept> history(String type, @Nullable String id) {
        List<Kept> history = store.history(type, id == null ? null : uuid(type, id), MOST);
        if (id != null && history.isEmpty()) {
            throw notFound(type, id);
        }
        return history;
    }

    /// Newest first. What tokens found is opened and compared before it counts.
    List<Kept> search(String type, Map<String, List<String>> parameters) {
        Query query = Query.of(search, type, parameters);
        List<Kept> candidates =
                store.candidates(type, query.ids(), query.tokens((name, value) -> token(type, name, value)), MOST + 1);
        List<Kept> looked = candidates.size() > MOST ? candidates.subList(0, MOST) : candidates;
        List<Kept> found = looked.stream()
                .filter(kept -> kept.json() != null)
                .filter(kept ->
                        query.matches(search.of(type, tree(kept)), kept.id().toString(), kept.updated()))
                .toList();
        // Cut short where nothing was sorted out, the newest are a fair answer; otherwise it would be a wrong one.
        if (candidates.size() > MOST && found.size() < MOST) {
            throw new InvalidRequestException("More than " + MOST + " resources of type " + type
                    + " would have to be looked through. Name an identifier, a code or a reference too.");
        }
        return found;
    }

    Done create(String type, ObjectNode resource) {
        return new Done(save(type, UUID.randomUUID(), 1, "POST", resource), Outcome.CREATED);
    }

    /// Makes it under an id that was settled before, so that others in the same transaction refer to it already.
    Done createAs(String type, UUID id, String method, ObjectNode resource) {
        return new Done(save(type, id, 1, method, resource), Outcome.CREATED);
    }

    /// Makes it unless something answers to the condition; several answers are refused.
    Done createUnless(String type, String condition, ObjectNode resource) {
        lock(type, condition);
        Optional<Kept> one = only(type, condition);
        return one.map(kept -> new Done(kept, Outcome.UNCHANGED)).orElseGet(() -> create(type, resource));
    }

    Done update(String type, String id, @Nullable String ifMatch, ObjectNode resource) {
        UUID uuid = uuid(type, id);
        store.lock(List.of(vault.token("fhir resource", type + "/" + uuid)));
        Kept before = store.current(type, uuid)
                .orElseThrow(() -> new ca.uhn.fhir.rest.server.exceptions.MethodNotAllowedException(
                        "This server gives resources their ids. Create " + type
                                + " with POST, or PUT it by a condition."));
        checkVersion(before, ifMatch);
        return new Done(
                save(type, uuid, before.version() + 1, "PUT", resource),
                before.isDeleted() ? Outcome.CREATED : Outcome.UPDATED);
    }

    /// Updates the one that answers to the condition, or makes it where none does.
    Done updateWhere(String type, String condition, @Nullable String ifMatch, ObjectNode resource) {
        lock(type, condition);
        Optional<Kept> one = only(type, condition);
        if (one.isEmpty()) {
            return create(type, resource);
        }
        return update(type, one.get().id().toString(), ifMatch, resource);
    }

    Done patch(String type, String id, @Nullable String ifMatch, String patch) {
        Kept before = read(type, id, null);
        checkVersion(before, ifMatch);
        JsonNode changed = JsonPatch.apply(JSON.readTree(patch), tree(before));
        if (!(changed instanceof ObjectNode resource)
                || !resource.path("resourceType").asString("").equals(type)) {
            throw new InvalidRequestException("The patch does not leave a " + type + ".");
        }
        return new Done(save(type, before.id(), before.version() + 1, "PATCH", resource), Outcome.UPDATED);
    }

    Done patchWhere(String type, String condition, @Nullable String ifMatch, String patch) {
        lock(type, condition);
        Kept one = only(type, condition)
                .orElseThrow(() -> new ResourceNotFoundException("No " + type + " answers to the condition."));
        return patch(type, one.id().toString(), ifMatch, patch);
    }

    Done delete(String type, String id) {
        Kept before = store.current(type, uuid(type, id)).orElseThrow(() -> notFound(type, id));
        if (before.isDeleted()) {
            return new Done(before, Outcome.UNCHANGED);
        }
        var gone = new Kept(
                type, before.id(), before.version() + 1, "DELETE", FhirResourceStore.stored(clock.instant()), null);
        if (!store.save(gone, List.of())) {
            throw new ResourceVersionConflictException(type + "/" + id + " was changed by somebody else meanwhile.");
        }
        return new Done(gone, Outcome.DELETED);
    }

    /// The one that answers to a condition, if any; several are refused with 412, as R4 asks (section 3.1.0.8.1).
    Optional<Kept> only(String type, String condition) {
        Map<String, List<String>> parameters = Query.parameters(query(condition));
        if (Query.of(search, type, parameters).isEmpty()) {
            throw new PreconditionFailedException("The condition names no search parameter.");
        }
        List<Kept> found = search(type, parameters);
        if (found.size() > 1) {
            throw new PreconditionFailedException(
                    found.size() + " resources of type " + type + " answer to the condition; one at most may.");
        }
        return found.stream().findFirst();
    }

    /// Locks for everything that a transaction decides by condition, before it decides on any of it.
    void lock(Collection<String> typedConditions) {
        store.lock(typedConditions.stream()
                .map(condition -> vault.token("fhir condition", canonical(condition)))
                .toList());
    }

    private void lock(String type, String condition) {
        lock(List.of(type + "?" + query(condition)));
    }

    /// `Patient?identifier=a%7Cb` and `Patient?identifier=a|b` are one condition.
    static String canonical(String condition) {
        return condition.substring(0, condition.indexOf('?') + 1) + Query.canonical(query(condition));
    }

    static String query(String condition) {
        return condition.substring(condition.indexOf('?') + 1);
    }

    private static void checkVersion(Kept before, @Nullable String ifMatch) {
        if (ifMatch != null && !ifMatch.equals(Integer.toString(before.version()))) {
            throw new PreconditionFailedException(
                    "If-Match names version " + ifMatch + ", and version " + before.version() + " is the current one.");
        }
    }

    private Kept save(String type, UUID id, int version, String method, ObjectNode resource) {
        resource.remove("id");
        if (resource.get("meta") instanceof ObjectNode meta) {
            meta.remove(List.of("versionId", "lastUpdated"));
            if (meta.isEmpty()) {
                resource.remove("meta");
            }
        }
        var next = new Kept(
                type, id, version, method, FhirResourceStore.stored(clock.instant()), JSON.writeValueAsBytes(resource));
        List<Long> tokens = new ArrayList<>(
                Query.tokensOf(search.of(type, resource), search, type, (name, value) -> token(type, name, value)));
        if (!store.save(next, tokens)) {
            throw new ResourceVersionConflictException(type + "/" + id + " was changed by somebody else meanwhile.");
        }
        return next;
    }

    private long token(String type, String name, String value) {
        return vault.token("fhir search", type + " " + name + " " + value);
    }

    static ObjectNode tree(Kept kept) {
        if (kept.json() == null || !(JSON.readTree(kept.json()) instanceof ObjectNode tree)) {
            throw new IllegalStateException("a kept resource is a JSON object");
        }
        return tree;
    }

    /// The resource as clients see it: with its id, version and time.
    static ObjectNode shown(Kept kept) {
        ObjectNode tree = tree(kept);
        tree.put("id", kept.id().toString());
        ObjectNode meta = tree.get("meta") instanceof ObjectNode known ? known : tree.putObject("meta");
        meta.put("versionId", Integer.toString(kept.version()));
        meta.put("lastUpdated", kept.updated().toString());
        return tree;
    }

    private static Optional<Integer> number(String version) {
        try {
            return Optional.of(Integer.parseInt(version));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static UUID uuid(String type, String id) {
        return uuid(id).orElseThrow(() -> notFound(type, id));
    }

    /// An id as this server gives them; empty for what cannot be one.
    static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static ResourceNotFoundException notFound(String type, String id) {
        return new ResourceNotFoundException("There is no " + type + "/" + id + ".");
    }
}
