package io.suture.engine.format.xml;

import io.suture.engine.schema.FieldType;
import java.util.Map;
import java.util.regex.Pattern;

/// What XSD's simple types are to us.
final class XmlLeaf {
    static final FieldType STRING = FieldType.primitive("string");
    static final FieldType CODE = FieldType.primitive("code");
    private static final FieldType DECIMAL = FieldType.primitive("decimal");
    private static final FieldType INTEGER = FieldType.primitive("integer");
    private static final FieldType DATE = FieldType.primitive("date");
    private static final FieldType DATE_TIME = FieldType.primitive("dateTime");
    private static final FieldType TIME = FieldType.primitive("time");
    private static final FieldType BOOLEAN = FieldType.primitive("boolean");

    private static final Map<String, FieldType> BUILT_IN = Map.ofEntries(
            Map.entry("boolean", BOOLEAN),
            Map.entry("decimal", DECIMAL),
            Map.entry("double", DECIMAL),
            Map.entry("float", DECIMAL),
            Map.entry("integer", INTEGER),
            Map.entry("int", INTEGER),
            Map.entry("long", INTEGER),
            Map.entry("short", INTEGER),
            Map.entry("byte", INTEGER),
            Map.entry("nonNegativeInteger", INTEGER),
            Map.entry("positiveInteger", INTEGER),
            Map.entry("nonPositiveInteger", INTEGER),
            Map.entry("negativeInteger", INTEGER),
            Map.entry("unsignedInt", INTEGER),
            Map.entry("unsignedLong", INTEGER),
            Map.entry("unsignedShort", INTEGER),
            Map.entry("unsignedByte", INTEGER),
            Map.entry("date", DATE),
            Map.entry("gYear", DATE),
            Map.entry("gYearMonth", DATE),
            Map.entry("dateTime", DATE_TIME),
            Map.entry("time", TIME));

    private static final String ZONE = "(Z|[+-]\\d\\d:\\d\\d)?";
    private static final Map<String, Pattern> LOOKS = Map.of(
            "boolean", Pattern.compile("true|false|1|0"),
            "decimal", Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|INF|-INF|NaN"),
            "integer", Pattern.compile("[+-]?\\d+"),
            "date", Pattern.compile("-?\\d{4,}(-\\d\\d(-\\d\\d)?)?" + ZONE),
            "dateTime", Pattern.compile("-?\\d{4,}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?" + ZONE),
            "time", Pattern.compile("\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?" + ZONE));

    private XmlLeaf() {}

    /// The type of one of XSD's own simple types.
    static FieldType builtIn(String name) {
        return BUILT_IN.getOrDefault(name, STRING);
    }

    static boolean fits(FieldType type, String text) {
        Pattern look = LOOKS.get(type.name());
        return look == null || look.matcher(text).matches();
    }

    /// Whether blanks around a value mean nothing, as with all but texts.
    static boolean isTrimmed(FieldType type) {
        return LOOKS.containsKey(type.name());
    }
}
