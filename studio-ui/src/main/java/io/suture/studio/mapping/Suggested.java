package io.suture.studio.mapping;

import io.suture.engine.mapping.Mapping;
import io.suture.engine.schema.Schema;
import io.suture.engine.suggestion.Suggestion;
import java.util.List;

/// What is suggested for one state of a Destination's Mapping.
///
/// @param suggestions the surest for each field that nothing fills
/// @param target      what the Mapping writes, with the entries that are suggested
/// @param ahead       the Mapping with all of them accepted, for trees that show their places
/// @param millis      how long it took
public record Suggested(List<Suggestion> suggestions, Schema target, Mapping ahead, long millis) {
    public Suggested {
        suggestions = List.copyOf(suggestions);
    }
}
