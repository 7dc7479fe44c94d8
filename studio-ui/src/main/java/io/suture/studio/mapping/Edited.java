package io.suture.studio.mapping;

import io.suture.engine.channel.Channel;
import io.suture.engine.report.Problem;
import java.util.List;

/// A change of a Mapping, made.
///
/// @param channel  with the change, or as it was where it was refused
/// @param problems why it was refused, or what was assumed
/// @param refused  whether nothing was changed
public record Edited(Channel channel, List<Problem> problems, boolean refused) {
    public Edited {
        problems = List.copyOf(problems);
    }

    /// What to say of it; empty if nothing.
    public String words() {
        return String.join(" ", problems.stream().map(Problem::message).toList());
    }
}
