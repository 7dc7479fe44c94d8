package io.suture.engine.expression;

import io.suture.engine.schema.FieldType;
import java.util.Map;

/// What is known of a formula's value before it runs.
public enum ValueType {
    /// Known only when it runs.
    ANY,
    TEXT,
    /// A decimal, digits kept.
    NUMBER,
    /// FHIR's partial date: `2026`, `2026-01`, `2026-01-02`.
    DATE,
    /// FHIR's partial date and time, with an offset once it has a time.
    DATE_TIME,
    /// A time of day: `15:30:00`.
    TIME,
    /// HL7's date and time: `202601021530+0100`.
    HL7_TIME,
    BOOLEAN,
    /// A text of a closed set.
    CODE,
    /// Named parts.
    GROUP;

    private static final Map<String, ValueType> PRIMITIVES = Map.ofEntries(
            Map.entry("date", DATE),
            Map.entry("dateTime", DATE_TIME),
            Map.entry("instant", DATE_TIME),
            Map.entry("time", TIME),
            Map.entry("decimal", NUMBER),
            Map.entry("integer", NUMBER),
            Map.entry("positiveInt", NUMBER),
            Map.entry("unsignedInt", NUMBER),
            Map.entry("boolean", BOOLEAN),
            Map.entry("code", CODE),
            Map.entry("NM", NUMBER),
            Map.entry("SI", NUMBER),
            Map.entry("DT", HL7_TIME),
            Map.entry("DTM", HL7_TIME),
            Map.entry("TS", HL7_TIME),
            Map.entry("TM", TEXT),
            Map.entry("ID", CODE),
            Map.entry("IS", CODE));

    /// What stands at a place of that type.
    public static ValueType of(FieldType type) {
        ValueType known = PRIMITIVES.get(type.name());
        // A group may be called anything where people name things themselves.
        if (known != null && type.kind() != FieldType.Kind.GROUP) {
            return known;
        }
        return switch (type.kind()) {
            case PRIMITIVE -> isVaries(type) ? ANY : TEXT;
            case CHOICE -> ANY;
            case GROUP, SEGMENT, COMPOSITE -> isVaries(type) ? ANY : GROUP;
        };
    }

    /// HL7's field whose type another field names: OBX-5.
    static boolean isVaries(FieldType type) {
        return type.name().regionMatches(true, 0, "varies", 0, 6) || type.name().equals("*");
    }

    public boolean isTemporal() {
        return switch (this) {
            case DATE, DATE_TIME, HL7_TIME -> true;
            case ANY, TEXT, NUMBER, TIME, BOOLEAN, CODE, GROUP -> false;
        };
    }
}
