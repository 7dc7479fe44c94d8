package io.suture.engine.format.csv;

import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.SchemaDefinition.CellType;
import java.util.regex.Pattern;

/// What the cells of a column look like.
final class CellShape {
    private static final FieldType TEXT = FieldType.primitive("string");
    private static final FieldType NUMBER = FieldType.primitive("decimal");
    private static final FieldType DATE = FieldType.primitive("date");
    private static final FieldType DATE_TIME = FieldType.primitive("dateTime");
    private static final FieldType BOOLEAN = FieldType.primitive("boolean");
    private static final Pattern A_NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern A_DATE = Pattern.compile("\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?");
    private static final Pattern A_TIME = Pattern.compile(
            "\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01])([T ]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?"
                    + "(Z|[+-]\\d\\d:\\d\\d)?)?)?)?");

    private CellShape() {}

    static FieldType type(CellType type) {
        return switch (type) {
            case TEXT -> TEXT;
            case NUMBER -> NUMBER;
            case DATE -> DATE;
            case DATE_TIME -> DATE_TIME;
            case BOOLEAN -> BOOLEAN;
        };
    }

    static boolean fits(CellType type, String cell) {
        return switch (type) {
            case TEXT -> true;
            case NUMBER -> A_NUMBER.matcher(cell).matches();
            case DATE -> A_DATE.matcher(cell).matches();
            case DATE_TIME -> A_TIME.matcher(cell).matches();
            case BOOLEAN -> cell.equals("true") || cell.equals("false");
        };
    }

    static String said(CellType type) {
        return switch (type) {
            case TEXT -> "text";
            case NUMBER -> "a number";
            case DATE -> "a date such as 2026-01-02";
            case DATE_TIME -> "a time such as 2026-01-02T15:30:00+01:00";
            case BOOLEAN -> "true or false";
        };
    }
}
