package io.suture.engine.rule.drools;

import io.suture.engine.expression.Inputs;
import io.suture.engine.value.Value;
import java.util.List;

/// A condition's field, compiled: what stands there in a Message, all repeats of it. Pure and used by many threads.
@FunctionalInterface
public interface FieldReader {

    /// The values at the field: [Value.Absent] for none, a [Value.Repeat] for several.
    ///
    /// @param inputs the clock of the run and the answers to the Channel's declared queries
    Value read(Value.Group message, Inputs inputs);

    /// Whether the Schema says that dates or times stand there, so that they compare as such.
    default boolean isDate() {
        return false;
    }

    /// Whether it may stand several times in a Message.
    default boolean repeats() {
        return true;
    }

    /// What conditions compare: the texts that stand there. Of a composite it is the first component, which is HL7's
    /// code or id.
    default List<String> texts(Value.Group message, Inputs inputs) {
        return Value.items(read(message, inputs)).stream()
                .map(FieldReader::code)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String code(Value value) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Group group -> group.size() == 0 ? "" : code(group.value(0));
            case Value.Repeat repeat -> code(repeat.items().getFirst());
            case Value.Binary binary -> binary.mediaType();
            case Value.Null erase -> "";
            case Value.Absent absent -> "";
        };
    }
}
