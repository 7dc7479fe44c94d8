package io.suture.runtime.connector.fhir;

import io.suture.engine.mapping.Entry.WriteMode;
import io.suture.engine.mapping.Write;
import io.suture.runtime.connector.Consignment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A Bundle in which every entry that is to be merged holds the whole resource as it will be, under If-Match; or
/// is made anew where nobody answers to its key.
final class MergedBundle {
    private static final String REQUEST = "request";

    private final ObjectNode bundle;
    private final List<Integer> made = new ArrayList<>();
    private boolean versions;

    private MergedBundle(ObjectNode bundle) {
        this.bundle = bundle;
    }

    /// Whether an entry goes out as it was mapped.
    static boolean isPlain(Write write) {
        return write.mode() == WriteMode.REPLACE || write.fullUrl().isEmpty();
    }

    static MergedBundle prepare(Consignment consignment, FhirServer server) throws IOException, InterruptedException {
        Map<String, Write> writes = new HashMap<>();
        consignment.writes().forEach(write -> writes.put(write.fullUrl(), write));
        if (!(FhirServer.JSON.readTree(consignment.bytes()) instanceof ObjectNode bundle)) {
            throw new IOException("The output is no Bundle");
        }
        var merged = new MergedBundle(bundle);
        if (bundle.get("entry") instanceof ArrayNode entries) {
            for (int i = 0; i < entries.size(); i++) {
                Write write = writes.get(entries.get(i).path("fullUrl").asString(""));
                if (write != null && entries.get(i) instanceof ObjectNode entry) {
                    merged.prepare(i, entry, write, server);
                }
            }
        }
        return merged;
    }

    private void prepare(int index, ObjectNode entry, Write write, FhirServer server)
            throws IOException, InterruptedException {
        if (!(entry.get(REQUEST) instanceof ObjectNode request)) {
            return;
        }
        String url = request.path("url").asString("");
        int question = url.indexOf('?');
        switch (write.mode()) {
            case REPLACE -> {}
            case CREATE_IF_ABSENT -> {
                if (question > 0) {
                    create(request, url, question);
                }
            }
            case MERGE -> {
                if (question > 0) {
                    merge(index, entry, request, url, write, server);
                }
            }
        }
    }

    private static void create(ObjectNode request, String url, int question) {
        request.put("method", "POST");
        request.put("url", url.substring(0, question));
        request.put("ifNoneExist", url.substring(question + 1));
    }

    private void merge(int index, ObjectNode entry, ObjectNode request, String url, Write write, FhirServer server)
            throws IOException, InterruptedException {
        int question = url.indexOf('?');
        String type = url.substring(0, question);
        List<ObjectNode> found = found(server.search(url), type);
        if (found.size() > 1) {
            throw new FhirSender.SeveralMatches(type, new byte[0]);
        }
        if (found.isEmpty()) {
            create(request, url, question);
            made.add(index);
            return;
        }
        ObjectNode existing = found.getFirst();
        String id = existing.path("id").asString("");
        String version = existing.path("meta").path("versionId").asString("");
        if (entry.get("resource") instanceof ObjectNode mapped) {
            entry.set("resource", ResourceMerge.merge(existing, mapped, write.erased()));
        }
        request.put("method", "PUT");
        request.put("url", type + "/" + id);
        if (!version.isEmpty()) {
            request.put("ifMatch", "W/\"" + version + "\"");
            versions = true;
        }
    }

    private static List<ObjectNode> found(JsonNode answer, String type) {
        List<ObjectNode> found = new ArrayList<>();
        for (JsonNode entry : answer.path("entry")) {
            if (entry.get("resource") instanceof ObjectNode resource
                    && resource.path("resourceType").asString("").equals(type)) {
                found.add(resource);
            }
        }
        return found;
    }

    byte[] bytes() {
        return FhirServer.JSON.writeValueAsBytes(bundle);
    }

    /// Whether any entry goes under If-Match.
    boolean hasVersions() {
        return versions;
    }

    /// Whether an entry that nobody answered to a moment ago was there already when the Bundle came: then ours was not
    /// merged into it.
    boolean wasMadeByAnother(byte[] answer) {
        if (made.isEmpty()) {
            return false;
        }
        JsonNode entries = FhirServer.JSON.readTree(answer).path("entry");
        return made.stream()
                .map(index ->
                        entries.path(index).path("response").path("status").asString(""))
                .anyMatch(status -> status.startsWith("200"));
    }
}
