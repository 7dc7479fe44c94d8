package io.suture.studio.channel;

/// One difference between two states of a Channel, in an analyst's words.
///
/// @param section where it belongs
/// @param kind    what happened
/// @param subject what it happened to: `patient.gender`, a Rule's name
/// @param before  what it was, or empty
/// @param after   what it is, or empty
public record Change(Section section, Kind kind, String subject, String before, String after) {

    /// The parts of a Channel, in the order in which people read them.
    public enum Section {
        WORDS("Title"),
        SOURCE("Source"),
        QUERIES("Queries"),
        RULES("Rules"),
        DESTINATIONS("Destinations"),
        MAPPING("Mapping"),
        SCHEMAS("Schemas"),
        TABLES("Lookup tables"),
        SHARED("Shared mappings"),
        CONSTANTS("Constants");

        private final String label;

        Section(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /// What happened.
    public enum Kind {
        ADDED,
        CHANGED,
        REMOVED
    }
}
