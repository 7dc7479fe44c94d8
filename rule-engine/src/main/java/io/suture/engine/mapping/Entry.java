package io.suture.engine.mapping;

import io.suture.engine.expression.Formula;
import org.jspecify.annotations.Nullable;

/// What makes a target row an entry of a Bundle: the resource, its business key, how the server is to take it.
///
/// @param resource FHIR resource type
/// @param key      its identity as `system|value`, never a position; empty is a Problem, never a search
/// @param write    what happens to what the server has
/// @param search   the search parameter that finds it: `identifier` unless said otherwise
public record Entry(
        String resource,
        Formula key,
        WriteMode write,
        @Nullable String search) {

    /// The resource's type, without its profile.
    public String type() {
        int profile = resource.indexOf('@');
        return profile < 0 ? resource : resource.substring(0, profile);
    }

    /// How a server takes a resource that it may already have.
    public enum WriteMode {
        /// What is there is replaced (PUT).
        REPLACE,
        /// Null removes, Absent leaves alone; made where nobody matches.
        MERGE,
        /// What is there stays as it is (POST with ifNoneExist).
        CREATE_IF_ABSENT
    }
}
