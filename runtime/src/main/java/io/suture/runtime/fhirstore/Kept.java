package io.suture.runtime.fhirstore;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One version of a resource.
///
/// @param type    its resource type
/// @param id      the server's own random id
/// @param version from 1
/// @param method  what made it: POST, PUT, PATCH or DELETE
/// @param updated when
/// @param json    its content without id and meta of ours; null when it was deleted
record Kept(String type, UUID id, int version, String method, Instant updated, byte @Nullable [] json) {
    boolean isDeleted() {
        return json == null;
    }
}
