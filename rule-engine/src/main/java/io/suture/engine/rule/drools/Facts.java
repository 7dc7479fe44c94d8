package io.suture.engine.rule.drools;

import io.suture.engine.expression.Inputs;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.value.Value;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one fact that Rules look at: what stands in a Message's fields, which tests hold of it, and which Rules do.
/// Fields are read and tests are asked when first asked for, and once however many Rules ask. Public because Drools
/// calls it; one for each run, used by one thread.
public final class Facts {
    private static final int QUANTIFIERS = Quantifier.values().length;
    private static final byte UNASKED = 0;
    private static final byte HOLDS = 1;
    private static final byte FAILS = 2;

    private final Value.Group message;
    private final Inputs inputs;
    private final List<FieldReader> fields;
    private final List<FieldTest> tests;
    private final List<@Nullable TableIndex> tables;
    private final @Nullable List<String>[] texts;
    private final @Nullable List<String>[] distinct;
    private final @Nullable Seen[] seen;
    private final byte[] answers;
    private final int[] @Nullable [] hits;
    private final BitSet met;

    Facts(
            Value.Group message,
            Inputs inputs,
            List<FieldReader> fields,
            List<FieldTest> tests,
            List<@Nullable TableIndex> tables) {
        this.message = message;
        this.inputs = inputs;
        this.fields = fields;
        this.tests = tests;
        this.tables = tables;
        this.texts = lists(fields.size());
        this.distinct = lists(fields.size());
        this.seen = new Seen[fields.size() * QUANTIFIERS];
        this.answers = new byte[tests.size()];
        this.hits = new int[tables.size()][];
        this.met = new BitSet(tables.size());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable List<String>[] lists(int size) {
        return new List[size];
    }

    /// Whether the test of that number holds.
    public boolean test(int number) {
        byte known = answers[number];
        if (known == UNASKED) {
            known = tests.get(number).holds(this) ? HOLDS : FAILS;
            answers[number] = known;
        }
        return known == HOLDS;
    }

    /// Whether a row of the DecisionTable at that place holds.
    public boolean table(int part) {
        return hits(part).length > 0;
    }

    /// Notes that all holds that the Rule or table at that place asks. Never true, so that nothing is left to fire:
    /// decision 0084.
    public boolean met(int part) {
        met.set(part);
        return false;
    }

    /// The parts of the RuleSet whose conditions hold.
    BitSet met() {
        return met;
    }

    /// The rows that hold, as the table's policy takes them; found when first asked for.
    int[] hits(int part) {
        int[] known = hits[part];
        if (known == null) {
            TableIndex table = tables.get(part);
            if (table == null) {
                throw new IllegalStateException("there is no table at " + part);
            }
            known = table.hits(this);
            hits[part] = known;
        }
        return known;
    }

    Seen seen(Quantifier quantifier, int field) {
        int at = field * QUANTIFIERS + quantifier.ordinal();
        Seen known = seen[at];
        if (known == null) {
            known = new Seen(quantifier, distinct(field), fields.get(field).isDate());
            seen[at] = known;
        }
        return known;
    }

    /// What stands there, each text once: what holds for one holds for its like.
    List<String> distinct(int field) {
        List<String> known = distinct[field];
        if (known == null) {
            List<String> all = texts(field);
            known = all.size() < 2 ? all : List.copyOf(new LinkedHashSet<>(all));
            distinct[field] = known;
        }
        return known;
    }

    List<String> texts(int field) {
        List<String> known = texts[field];
        if (known == null) {
            known = fields.get(field).texts(message, inputs);
            texts[field] = known;
        }
        return known;
    }
}
