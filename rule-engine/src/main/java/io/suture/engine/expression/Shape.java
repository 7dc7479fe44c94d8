package io.suture.engine.expression;

import io.suture.engine.schema.FieldType;
import org.jspecify.annotations.Nullable;

/// What is known of an expression's value before it runs.
///
/// @param kind its sort
/// @param type the Schema's type; null when it comes from no Schema
/// @param many whether there may be several
public record Shape(ValueType kind, @Nullable FieldType type, boolean many) {
    static final Shape TEXT = new Shape(ValueType.TEXT, null, false);
    static final Shape ANY = new Shape(ValueType.ANY, null, false);
    static final Shape BOOLEAN = new Shape(ValueType.BOOLEAN, null, false);
    static final Shape NUMBER = new Shape(ValueType.NUMBER, null, false);

    static Shape of(@Nullable FieldType type, boolean many) {
        return new Shape(type == null ? ValueType.ANY : ValueType.of(type), type, many);
    }

    static Shape of(ValueType kind) {
        return new Shape(kind, null, false);
    }
}
