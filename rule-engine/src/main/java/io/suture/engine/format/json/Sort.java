package io.suture.engine.format.json;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// JSON's sorts of values, as JSON Schema names them.
enum Sort {
    OBJECT("an object"),
    ARRAY("a list"),
    STRING("a text"),
    NUMBER("a number"),
    INTEGER("a whole number"),
    BOOLEAN("true or false"),
    NULL("null");

    private static final Pattern A_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern AN_INTEGER = Pattern.compile("-?(0|[1-9]\\d*)(\\.0+)?");

    private final String said;

    Sort(String said) {
        this.said = said;
    }

    /// As a sentence says it.
    String said() {
        return said;
    }

    static Optional<Sort> named(String name) {
        for (Sort sort : values()) {
            if (sort.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(sort);
            }
        }
        return Optional.empty();
    }

    /// Whether a Text may be written as this.
    boolean fits(String text) {
        return switch (this) {
            case STRING -> true;
            case NUMBER -> A_NUMBER.matcher(text).matches();
            case INTEGER -> AN_INTEGER.matcher(text).matches();
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case OBJECT, ARRAY, NULL -> false;
        };
    }
}
