package io.suture.engine.schema;

import io.suture.engine.value.Value;
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
/// @param demand      what a profile asks of it besides
public record Field(
        String name,
        String label,
        FieldType type,
        Cardinality cardinality,
        @Nullable Binding binding,
        String description,
        Demand demand) {

    /// A Field of which no profile asks anything.
    public Field(
            String name,
            String label,
            FieldType type,
            Cardinality cardinality,
            @Nullable Binding binding,
            String description) {
        this(name, label, type, cardinality, binding, description, Demand.NONE);
    }

    /// What a profile asks of a Field.
    ///
    /// @param mustSupport whether whoever claims the profile has to be able to fill it
    /// @param given       what must stand in it: a fixed value, a pattern, or what tells a slice from its
    ///                    siblings; [Value.Absent] for nothing
    public record Demand(boolean mustSupport, Value given) {
        public static final Demand NONE = new Demand(false, Value.Absent.ABSENT);
    }

    /// Where codes come from.
    ///
    /// @param table    HL7 table number (`0001`) or the canonical address of a value set
    /// @param required whether only codes of it are allowed (FHIR binding strength `required`)
    public record Binding(String table, boolean required) {}
}
