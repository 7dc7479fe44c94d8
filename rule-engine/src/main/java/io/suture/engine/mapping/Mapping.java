package io.suture.engine.mapping;

import io.suture.engine.expression.Formula;
import io.suture.engine.schema.SchemaRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// FieldMappings from one Schema to another; also the shared sub-mappings (from `#XPN` to `#HumanName`), which have a
/// version of their own that Channels pin.
///
/// @param name       what people and other Mappings call it
/// @param version    of a shared sub-mapping; 1 for a Destination's own Mapping
/// @param source     what it reads
/// @param companions further sources by name: the request beside the answer
/// @param target     what it writes
/// @param copy       whether the target starts as a copy of the source
/// @param parameters names of values that the user of this Mapping must give, with their defaults (empty: none)
/// @param key        the business key of an output, by which a later one of the same thing is known; null for none
/// @param instant    the time of its data as sent, by which the older is known: `OBR-22`, else `MSH-7`; null for none
/// @param fields     the rows, in document order
public record Mapping(
        String name,
        int version,
        SchemaRef source,
        Map<String, SchemaRef> companions,
        SchemaRef target,
        boolean copy,
        Map<String, String> parameters,
        @Nullable Formula key,
        @Nullable Formula instant,
        List<FieldMapping> fields) {
    public Mapping {
        companions = Collections.unmodifiableMap(new LinkedHashMap<>(companions));
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        fields = List.copyOf(fields);
    }

    public Mapping withFields(List<FieldMapping> rows) {
        return new Mapping(name, version, source, companions, target, copy, parameters, key, instant, rows);
    }

    /// The same as another version of a shared sub-mapping.
    public Mapping inVersion(int other) {
        return new Mapping(name, other, source, companions, target, copy, parameters, key, instant, fields);
    }

    /// The same rows between other Schemas.
    public Mapping between(SchemaRef otherSource, SchemaRef otherTarget) {
        return new Mapping(name, version, otherSource, companions, otherTarget, copy, parameters, key, instant, fields);
    }

    public Mapping identifiedBy(@Nullable Formula newKey, @Nullable Formula newInstant) {
        return new Mapping(name, version, source, companions, target, copy, parameters, newKey, newInstant, fields);
    }
}
