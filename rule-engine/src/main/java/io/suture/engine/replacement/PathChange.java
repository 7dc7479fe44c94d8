package io.suture.engine.replacement;

import io.suture.engine.channel.ChannelFormulas.Where;

/// What becomes of one path when a Schema is replaced.
///
/// @param where   the part of the Channel that names it
/// @param owner   the Destination, Rule or query
/// @param subject the row, or the Rule's name
/// @param formula the text that it stands in; the path itself where it is a row's target
/// @param was     the path as it is written now
/// @param kind    what becomes of it
/// @param now     as it is to be written; the same for [Kind#KEPT], empty for [Kind#BROKEN]
/// @param why     a few words: what makes the new place its place, or what is missing
public record PathChange(
        Where where, String owner, String subject, String formula, String was, Kind kind, String now, String why) {

    /// What becomes of a path.
    public enum Kind {
        /// It means the same in the new Schema.
        KEPT,
        /// The new Schema has what it means elsewhere or under another name: a proposal, to be accepted.
        MOVED,
        /// The new Schema has nothing like it. Its row stays, with a Problem.
        BROKEN
    }
}
