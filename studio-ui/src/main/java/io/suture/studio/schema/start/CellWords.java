package io.suture.studio.schema.start;

import io.suture.engine.schema.SchemaDefinition.CellType;

/// What a column holds, in words.
public final class CellWords {
    private CellWords() {}

    public static String of(CellType type) {
        return switch (type) {
            case TEXT -> "text";
            case NUMBER -> "number";
            case DATE -> "date";
            case DATE_TIME -> "date and time";
            case BOOLEAN -> "true or false";
        };
    }
}
