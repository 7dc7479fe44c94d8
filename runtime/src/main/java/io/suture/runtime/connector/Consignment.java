package io.suture.runtime.connector;

import io.suture.engine.mapping.Write;
import java.util.List;

/// One output on its way.
///
/// @param id        the same at every attempt
/// @param bytes     as they go over the wire
/// @param mediaType what they are
/// @param writes    for Bundles, how each entry is to be taken
public record Consignment(String id, byte[] bytes, String mediaType, List<Write> writes) {
    public Consignment {
        writes = List.copyOf(writes);
    }
}
