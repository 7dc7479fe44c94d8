package io.suture.engine.rule.drools;

import io.suture.engine.expression.Inputs;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.table.Measure;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one fact that Rules look at: a Message's fields by number, the RuleSet's constants by number, and which Rules
/// fired. Fields are read when first asked for. Public because Drools calls it; one for each run, used by one thread.
public final class Facts {
    private final Value.Group message;
    private final Inputs inputs;
    private final List<FieldReader> fields;
    private final List<Set<String>> sets;
    private final List<String> constants;
    private final List<Measure> measures;
    private final List<List<String>> texts = new ArrayList<>();
    private final List<Integer> fired = new ArrayList<>();
    private final List<@Nullable TableIndex> tables;
    private final int[] @Nullable [] hits;
    private final @Nullable Seen[] seen;
    private final @Nullable List<String>[] distinct;

    Facts(
            Value.Group message,
            Inputs inputs,
            List<FieldReader> fields,
            List<Set<String>> sets,
            List<String> constants,
            List<Measure> measures,
            List<@Nullable TableIndex> tables) {
        this.message = message;
        this.inputs = inputs;
        this.fields = fields;
        this.sets = sets;
        this.constants = constants;
        this.measures = measures;
        this.tables = tables;
        this.hits = new int[tables.size()][];
        this.seen = new Seen[fields.size() * QUANTIFIERS];
        this.distinct = lists(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            texts.add(UNREAD);
        }
    }

    private static final List<String> UNREAD = new ArrayList<>();
    private static final int QUANTIFIERS = Quantifier.values().length;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable List<String>[] lists(int size) {
        return new List[size];
    }

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

    public Measure measure(int number) {
        return measures.get(number);
    }

    /// Whether a row of the DecisionTable at that place holds.
    public boolean table(int part) {
        return hits(part).length > 0;
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

    /// Called by a Rule's consequence.
    public void fire(int rule) {
        fired.add(rule);
    }

    /// The Rules that fired, in order.
    List<Integer> fired() {
        return fired;
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
        List<String> known = texts.get(field);
        if (known == UNREAD) {
            known = fields.get(field).texts(message, inputs);
            texts.set(field, known);
        }
        return known;
    }
}
