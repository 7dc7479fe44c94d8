package io.suture.engine.channel;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// A Connector's configured address.
///
/// @param connector which Connector: `mllp`, `fhir`, `http`, `file`
/// @param settings  by the Connector's names: `port`, `host`, `url`, `zone`, `charset`; a value may hold
///                  `${NAME:default}`, which the runtime fills from its environment
public record Endpoint(String connector, Map<String, String> settings) {
    public Endpoint {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    public String setting(String name, String otherwise) {
        return settings.getOrDefault(name, otherwise);
    }
}
