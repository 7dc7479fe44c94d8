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

    /// The same told otherwise.
    ///
    /// @param value blank: nothing is said of it, and what holds unless it is said holds
    public Endpoint with(String name, String value) {
        var changed = new TreeMap<>(settings);
        if (value.isBlank()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Endpoint(connector, changed);
    }

    public String setting(String name, String otherwise) {
        return settings.getOrDefault(name, otherwise);
    }
}
