package io.suture.engine.schema;

import org.jspecify.annotations.Nullable;

/// One named place of a type. A Field knows no parents: the same Field stands wherever its type is used, so that a
/// schema costs memory by its types and not by its paths (decision 0003).
///
/// @param name        what a FieldPath says: `PID`, `5`, `birthDate`, `value[x]`, `valueQuantity`
/// @param label       the friendly name: `Patient Name`; the name again where the standard has none
/// @param type        what may stand there
/// @param cardinality how often
/// @param binding     the table or value set that its codes come from, or null
/// @param description the standard's short text, or empty
public record Field(
        String name,
        String label,
        FieldType type,
        Cardinality cardinality,
        @Nullable Binding binding,
        String description) {

    /// Where codes come from.
    ///
    /// @param table    HL7 table number (`0001`) or the canonical address of a value set
    /// @param required whether only codes of it are allowed (FHIR binding strength `required`)
    public record Binding(String table, boolean required) {}
}
