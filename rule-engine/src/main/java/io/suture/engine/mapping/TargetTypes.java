package io.suture.engine.mapping;

import io.suture.engine.expression.Shape;
import io.suture.engine.expression.ValueType;
import io.suture.engine.schema.FieldType;
import org.jspecify.annotations.Nullable;

/// Whether a value of one type may stand in a place of another, and what would make it fit.
final class TargetTypes {
    private TargetTypes() {}

    /// Why it does not fit, as a sentence with the remedy; null when it fits as far as can be known.
    static @Nullable String clash(Shape from, FieldType to, String formula, boolean hl7) {
        ValueType have = from.kind();
        ValueType want = ValueType.of(to);
        if (have == ValueType.ANY || want == ValueType.ANY || to.kind() == FieldType.Kind.CHOICE) {
            return null;
        }
        FieldType type = from.type();
        if (hl7) {
            return hl7(have, want, type, to, formula);
        }
        if (want == ValueType.GROUP) {
            if (have != ValueType.GROUP) {
                return "A " + to.name() + " is made of parts, and " + formula
                        + " gives one text; map to one of its parts.";
            }
            if (type == null || type.name().equals(to.name())) {
                return null;
            }
            return formula + " gives " + type.name() + " where " + to.name() + " should be; use a sub-mapping from "
                    + type.name() + " to " + to.name() + ".";
        }
        if (have == ValueType.GROUP) {
            boolean composite = type != null
                    && Character.isUpperCase(type.name().charAt(0))
                    && type.name().length() <= 3;
            return composite || type == null
                    ? null
                    : formula + " gives " + type.name() + ", which is made of parts; choose one of them.";
        }
        return switch (want) {
            case DATE ->
                have == ValueType.HL7_TIME || have == ValueType.DATE_TIME
                        ? "A date is written otherwise here; say date(" + formula + ")."
                        : null;
            case DATE_TIME ->
                have == ValueType.HL7_TIME
                        ? "A time is written otherwise here, with an offset; say " + asTime(to) + "(" + formula + ")."
                        : null;
            case TIME ->
                have == ValueType.HL7_TIME
                        ? "A time of day is written otherwise here; say time(" + formula + ")."
                        : null;
            case BOOLEAN ->
                have == ValueType.NUMBER || have.isTemporal()
                        ? "Here stands true or false; say a condition, as in " + formula + " = 'Y'."
                        : null;
            case NUMBER ->
                have.isTemporal() || have == ValueType.BOOLEAN
                        ? "Here stands a number, and " + formula + " gives none."
                        : null;
            case ANY, TEXT, HL7_TIME, CODE, GROUP -> null;
        };
    }

    private static String asTime(FieldType to) {
        return to.name().equals("instant") ? "instant" : "dateTime";
    }

    private static @Nullable String hl7(
            ValueType have, ValueType want, @Nullable FieldType type, FieldType to, String formula) {
        if (want == ValueType.HL7_TIME && (have == ValueType.DATE || have == ValueType.DATE_TIME)) {
            return "HL7 v2 writes times without separators; say " + (to.name().equals("DT") ? "hl7Date" : "hl7DateTime")
                    + "(" + formula + ").";
        }
        boolean fhir = have == ValueType.GROUP
                && type != null
                && type.kind() != FieldType.Kind.SEGMENT
                && !type.fields().isEmpty()
                && !Character.isDigit(type.fields().getFirst().name().charAt(0));
        if (fhir && type != null && to.kind() != FieldType.Kind.GROUP) {
            return formula + " gives " + type.name() + " where " + to.name()
                    + " should be; choose one of its parts or use a sub-mapping.";
        }
        boolean segments = to.kind() == FieldType.Kind.SEGMENT || to.kind() == FieldType.Kind.GROUP;
        if (segments && have != ValueType.GROUP) {
            return to.name() + " is made of fields, and " + formula + " gives one text; map to one of its fields.";
        }
        return null;
    }

    /// The formula that makes a value fit, where a function does it.
    static String converted(Shape from, FieldType to, String formula, boolean hl7) {
        ValueType have = from.kind();
        ValueType want = ValueType.of(to);
        if (hl7) {
            return want == ValueType.HL7_TIME && (have == ValueType.DATE || have == ValueType.DATE_TIME)
                    ? (to.name().equals("DT") ? "hl7Date(" : "hl7DateTime(") + formula + ")"
                    : formula;
        }
        return switch (want) {
            case DATE -> have == ValueType.DATE ? formula : "date(" + formula + ")";
            case DATE_TIME -> have == ValueType.DATE_TIME ? formula : asTime(to) + "(" + formula + ")";
            case TIME -> have == ValueType.TIME ? formula : "time(" + formula + ")";
            case NUMBER -> have == ValueType.NUMBER && from.type() == null ? formula : "number(" + formula + ")";
            case ANY, TEXT, HL7_TIME, BOOLEAN, CODE, GROUP -> formula;
        };
    }
}
