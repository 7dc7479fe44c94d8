package io.suture.engine.rule.drools;

import io.suture.engine.expression.Answers;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The one fact that Rules look at: a Message's fields by number, the RuleSet's constants by number, and which Rules
/// fired. Fields are read when first asked for. Public because Drools calls it; one for each run, used by one thread.
public final class Facts {
    private final Value.Group message;
    private final Answers answers;
    private final List<FieldReader> fields;
    private final List<Set<String>> sets;
    private final List<String> constants;
    private final List<Seen.Measure> measures;
    private final List<List<String>> texts = new ArrayList<>();
    private final List<Integer> fired = new ArrayList<>();

    Facts(
            Value.Group message,
            Answers answers,
            List<FieldReader> fields,
            List<Set<String>> sets,
            List<String> constants,
            List<Seen.Measure> measures) {
        this.message = message;
        this.answers = answers;
        this.fields = fields;
        this.sets = sets;
        this.constants = constants;
        this.measures = measures;
        for (int i = 0; i < fields.size(); i++) {
            texts.add(UNREAD);
        }
    }

    private static final List<String> UNREAD = new ArrayList<>();

    public Seen any(int field) {
        return seen(Quantifier.ANY, field);
    }

    public Seen all(int field) {
        return seen(Quantifier.ALL, field);
    }

    public Seen none(int field) {
        return seen(Quantifier.NONE, field);
    }

    /// The constants of a one-of test, or the codes of a LookupTable.
    public Set<String> set(int number) {
        return sets.get(number);
    }

    /// A text that the analyst compares with.
    public String constant(int number) {
        return constants.get(number);
    }

    public Seen.Measure measure(int number) {
        return measures.get(number);
    }

    /// Called by a Rule's consequence.
    public void fire(int rule) {
        fired.add(rule);
    }

    /// The Rules that fired, in order.
    List<Integer> fired() {
        return fired;
    }

    Seen seen(Quantifier quantifier, int field) {
        return new Seen(quantifier, texts(field), fields.get(field).isDate());
    }

    List<String> texts(int field) {
        List<String> known = texts.get(field);
        if (known == UNREAD) {
            known = Value.items(fields.get(field).read(message, answers)).stream()
                    .map(Facts::code)
                    .filter(text -> !text.isEmpty())
                    .toList();
            texts.set(field, known);
        }
        return known;
    }

    /// What a condition compares of a value: its text, and of a composite its first component, which is HL7's code or
    /// id.
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
