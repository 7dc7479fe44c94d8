package io.suture.studio.channel;

import io.suture.engine.report.Problem;
import java.util.List;

/// What became of a change to a Draft.
public sealed interface Saved {
    /// Where the Draft stands now.
    Draft draft();

    /// It was saved.
    record Done(Draft draft) implements Saved {}

    /// Somebody else changed the Draft meanwhile: nothing was overwritten, and this is what they left.
    record Stale(Draft draft) implements Saved {}

    /// No document can say it, as a comparison without its value; the Draft stays as it was.
    record Refused(Draft draft, List<Problem> problems) implements Saved {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
