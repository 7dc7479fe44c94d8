package io.suture.studio.exchange;

import io.suture.engine.channel.Channel;
import io.suture.engine.report.Problem;
import io.suture.studio.channel.Change;
import java.util.List;

/// What a file would make of a draft: nothing is changed yet.
///
/// @param file    its name, as it is shown
/// @param channel the draft with all that can be taken
/// @param changes what that changes, in words
/// @param refused what is not taken, each with its place
/// @param remarks what is to be known besides
public record Incoming(
        String file, Channel channel, List<Change> changes, List<Problem> refused, List<Problem> remarks) {
    public Incoming {
        changes = List.copyOf(changes);
        refused = List.copyOf(refused);
        remarks = List.copyOf(remarks);
    }

    static Incoming refused(String file, Channel draft, List<Problem> problems) {
        return new Incoming(file, draft, List.of(), problems, List.of());
    }

    /// How undo calls it.
    public String what() {
        return "Imported " + file + ": " + (changes.size() == 1 ? "1 change" : changes.size() + " changes");
    }
}
