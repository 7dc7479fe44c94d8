package io.suture.engine.rule.analysis;

import java.util.List;

/// Something that whoever writes rules should see.
///
/// @param kind     what sort of thing
/// @param weight   how much it matters
/// @param places   the rows or parts that it concerns, the one to mend first
/// @param sentence what is the matter
/// @param fix      what would mend it, as a sentence
/// @param witness  a message that shows it
public record Finding(Kind kind, Weight weight, List<Place> places, String sentence, String fix, Witness witness) {
    public Finding {
        places = List.copyOf(places);
    }

    /// The sorts of findings.
    public enum Kind {
        /// No row of the table holds.
        GAP,
        /// Two hold where one may, and decide the same.
        OVERLAP,
        /// Two hold and decide what does not go together.
        CONFLICT,
        /// A row never decides, as earlier rows hold wherever it does.
        MASKED,
        /// A row holds where an earlier one decides otherwise, so it does not do what it says.
        MISLEADING,
        /// A row or rule says what a wider one says already.
        SUBSUMED,
        /// A rule is never asked.
        UNREACHABLE,
        /// Its condition can hold for no message.
        NEVER_HOLDS,
        /// It asks for a field in which no sample has anything.
        NEVER_SENT
    }

    /// How much a finding matters.
    public enum Weight {
        /// Messages will be parked for it, or rules never decide.
        WRONG,
        /// Probably not meant so.
        DOUBTFUL,
        /// Good to know.
        NOTE
    }
}
