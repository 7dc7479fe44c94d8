package io.suture.runtime.fhirstore;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.ConditionalUrlParam;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.Delete;
import ca.uhn.fhir.rest.annotation.History;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Patch;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PatchTypeEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One resource type on HAPI's plain server. HAPI parses what comes and writes what goes; everything between is trees.
public final class ResourceEndpoint implements IResourceProvider {
    private final FhirStore store;
    private final FhirContext context;
    private final Class<? extends IBaseResource> type;
    private final String name;

    ResourceEndpoint(FhirStore store, FhirContext context, String name) {
        this.store = store;
        this.context = context;
        this.name = name;
        this.type = context.getResourceDefinition(name).getImplementingClass();
    }

    @Override
    public Class<? extends IBaseResource> getResourceType() {
        return type;
    }

    @Read(version = true)
    public IBaseResource read(@IdParam IdType id) {
        return resource(store.read(name, id.getIdPart(), id.getVersionIdPart()));
    }

    @History
    public IBundleProvider history(@IdParam IdType id) {
        return found(store.history(name, id.getIdPart()));
    }

    @History
    public IBundleProvider historyOfType() {
        return found(store.history(name, null));
    }

    /// From the request itself: HAPI's own raw parameters leave out those that begin with `_`, so that a search by
    /// `_id` would find everybody.
    @Search(allowUnknownParams = true)
    public IBundleProvider search(RequestDetails request) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameters().forEach((name, values) -> parameters.put(name, List.of(values)));
        return found(store.search(name, parameters));
    }

    @Create
    public MethodOutcome create(
            @ResourceParam IBaseResource resource, @ConditionalUrlParam @Nullable String condition) {
        ObjectNode tree = tree(resource);
        return outcome(
                condition == null
                        ? store.create(name, tree)
                        : store.transaction(inner -> inner.createUnless(name, condition, tree)));
    }

    @Update
    public MethodOutcome update(
            @ResourceParam IBaseResource resource,
            @IdParam @Nullable IdType id,
            @ConditionalUrlParam @Nullable String condition) {
        ObjectNode tree = tree(resource);
        String ifMatch = id == null ? null : id.getVersionIdPart();
        if (condition != null) {
            return outcome(store.transaction(inner -> inner.updateWhere(name, condition, ifMatch, tree)));
        }
        if (id == null || !id.hasIdPart()) {
            throw new InvalidRequestException("An update names an id or a condition.");
        }
        return outcome(store.transaction(inner -> inner.update(name, id.getIdPart(), ifMatch, tree)));
    }

    @Patch
    public MethodOutcome patch(
            @IdParam @Nullable IdType id,
            PatchTypeEnum kind,
            @ResourceParam String body,
            @ConditionalUrlParam @Nullable String condition) {
        if (kind != PatchTypeEnum.JSON_PATCH) {
            throw new InvalidRequestException("Patches are JSON Patch here.");
        }
        String ifMatch = id == null ? null : id.getVersionIdPart();
        if (condition != null) {
            return outcome(store.transaction(inner -> inner.patchWhere(name, condition, ifMatch, body)));
        }
        if (id == null || !id.hasIdPart()) {
            throw new InvalidRequestException("A patch names an id or a condition.");
        }
        return outcome(store.transaction(inner -> inner.patch(name, id.getIdPart(), ifMatch, body)));
    }

    @Delete
    public MethodOutcome delete(@IdParam IdType id) {
        store.transaction(inner -> inner.delete(name, id.getIdPart()));
        return new MethodOutcome();
    }

    private IBundleProvider found(List<Kept> kept) {
        return new SimpleBundleProvider(kept.stream().map(this::resource).toList());
    }

    private MethodOutcome outcome(FhirStore.Done done) {
        IBaseResource resource = resource(done.kept());
        var outcome = new MethodOutcome(resource.getIdElement());
        outcome.setResource(resource);
        outcome.setCreated(done.outcome() == FhirStore.Outcome.CREATED);
        return outcome;
    }

    private IBaseResource resource(Kept kept) {
        if (kept.isDeleted()) {
            var gone = (Resource) context.getResourceDefinition(name).newInstance();
            gone.setId(new IdType(name, kept.id().toString(), Integer.toString(kept.version())));
            ca.uhn.fhir.model.api.ResourceMetadataKeyEnum.DELETED_AT.put(
                    gone, new org.hl7.fhir.r4.model.InstantType(java.util.Date.from(kept.updated())));
            return gone;
        }
        var resource = (Resource)
                context.newJsonParser().parseResource(FhirStore.shown(kept).toString());
        resource.setId(new IdType(name, kept.id().toString(), Integer.toString(kept.version())));
        return resource;
    }

    private ObjectNode tree(IBaseResource resource) {
        return tree(context, resource);
    }

    static ObjectNode tree(FhirContext context, IBaseResource resource) {
        if (FhirStore.JSON.readTree(context.newJsonParser().encodeResourceToString(resource))
                instanceof ObjectNode tree) {
            return tree;
        }
        throw new IllegalStateException("a resource is written as a JSON object");
    }
}
