package io.suture.engine.rule;

import io.suture.engine.value.FieldPath;
import java.util.List;

/// What a Rule decides of a Message. Never a field's value.
public sealed interface Decision {
    /// It goes to these Destinations.
    record RouteTo(List<String> destinations) implements Decision {
        public RouteTo {
            destinations = List.copyOf(destinations);
        }
    }

    /// It goes nowhere, on purpose.
    record Drop(String reason) implements Decision {}

    /// It is refused. Under the answer `stored` the sender does not learn of it.
    ///
    /// @param code HL7 table 0357: `207`
    record Reject(String code, String text) implements Decision {}

    /// It waits for a person.
    record Hold(String reason) implements Decision {}

    /// It carries a tag; source paths may be named by the label in redactions.
    record Label(String label, List<FieldPath> paths) implements Decision {
        public Label {
            paths = List.copyOf(paths);
        }
    }

    /// These paths are left out for one Destination: source paths before its Mapping, target paths after.
    record Redact(List<FieldPath> paths, String destination) implements Decision {
        public Redact {
            paths = List.copyOf(paths);
        }
    }

    /// Somebody is told.
    record Alert(String recipient, String text) implements Decision {}

    /// An order/result correlation begins or ends under this key.
    record Correlate(String key) implements Decision {}
}
