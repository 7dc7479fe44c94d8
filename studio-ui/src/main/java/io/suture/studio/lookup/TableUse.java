package io.suture.studio.lookup;

import io.suture.engine.channel.ChannelFormulas.Where;

/// A place that looks something up in a table.
///
/// @param where   which part of the Channel it stands in
/// @param subject the field, or the Rule: `patient.gender`, `to fhir: patient.gender`
/// @param formula as it is written there
public record TableUse(Where where, String subject, String formula) {
    /// `the mapping of patient.gender`
    public String words() {
        return switch (where) {
            case MAPPING -> "the mapping of " + subject;
            case SHARED_MAP -> "the shared map " + subject;
            case RULE -> "the rule " + subject;
            case QUERY -> "the query " + subject;
        };
    }
}
