package io.suture.engine.suggestion;

import io.suture.engine.mapping.Edit;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.List;

/// Rows that somebody may accept, and why they are offered.
///
/// @param target     the field that they fill; an entry for the row that makes it
/// @param sources    full paths of what they read, or of what they hang on; the first is where a line starts
/// @param rows       the rows above first: an entry, a loop, then what fills the field
/// @param brought    what comes to the Channel along with them
/// @param reason     in a few words: `HL7 map PID-8`, `Same name and type`
/// @param percent    how sure it is
/// @param group      what belongs together: `Patient from PID`
public record Suggestion(
        FieldPath target,
        List<FieldPath> sources,
        List<FieldMapping> rows,
        Brought brought,
        String reason,
        int percent,
        String group) {

    /// How sure a suggestion is, as people choose by it.
    public enum Confidence {
        HIGH,
        MEDIUM,
        LOW
    }

    public Suggestion {
        sources = List.copyOf(sources);
        rows = List.copyOf(rows);
    }

    public Confidence confidence() {
        return percent >= 90 ? Confidence.HIGH : percent >= 60 ? Confidence.MEDIUM : Confidence.LOW;
    }

    /// The change that accepts it: rows that are there stay as they are.
    public Edit edit(Mapping mapping) {
        var edits = new ArrayList<Edit>();
        for (FieldMapping row : rows) {
            if (Edit.row(mapping, row.target()).isEmpty()) {
                edits.add(new Edit.Put(row));
            }
        }
        if (mapping.key() == null && brought.key() != null) {
            edits.add(new Edit.Identify(
                    brought.key(), mapping.instant() == null ? brought.instant() : mapping.instant()));
        }
        return new Edit.Several(edits);
    }

    Suggestion reading(List<FieldPath> found) {
        return new Suggestion(target, found, rows, brought, reason, percent, group);
    }
}
