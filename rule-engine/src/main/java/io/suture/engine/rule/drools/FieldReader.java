package io.suture.engine.rule.drools;

import io.suture.engine.expression.Answers;
import io.suture.engine.value.Value;

/// A condition's field, compiled: what stands there in a Message, all repeats of it. Pure and used by many threads.
@FunctionalInterface
public interface FieldReader {

    /// The values at the field: [Value.Absent] for none, a [Value.Repeat] for several.
    ///
    /// @param answers to the Channel's declared queries
    Value read(Value.Group message, Answers answers);

    /// Whether the Schema says that dates or times stand there, so that they compare as such.
    default boolean isDate() {
        return false;
    }
}
