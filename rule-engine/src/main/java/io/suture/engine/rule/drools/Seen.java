package io.suture.engine.rule.drools;

import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.table.Measure;
import io.suture.engine.rule.table.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a condition sees at its field: every text that stands there, under a quantifier. Its methods are the operators
/// of tests; there are no others. Nothing is true of a field without a value but [#hasNoValue()] and what no repeat
/// satisfies; decision 0005.
final class Seen {
    private final Quantifier quantifier;
    private final List<String> texts;
    private final boolean date;
    private @Nullable List<Measure> measures;

    /// @param texts what stands there; one that stands there twice need not be said twice
    Seen(Quantifier quantifier, List<String> texts, boolean date) {
        this.quantifier = quantifier;
        this.texts = texts;
        this.date = date;
    }

    boolean is(String constant) {
        return holds(constant::equals);
    }

    boolean isNot(String constant) {
        return holds(text -> !text.equals(constant));
    }

    boolean isOneOf(Set<String> constants) {
        return holds(constants::contains);
    }

    boolean isNoneOf(Set<String> constants) {
        return holds(text -> !constants.contains(text));
    }

    boolean startsWith(String constant) {
        return holds(text -> text.startsWith(constant));
    }

    boolean endsWith(String constant) {
        return holds(text -> text.endsWith(constant));
    }

    boolean contains(String constant) {
        return holds(text -> text.contains(constant));
    }

    boolean lessThan(Measure constant) {
        return holdsMeasured(seen -> constant.holdsFor(seen, date, order -> order < 0));
    }

    boolean atMost(Measure constant) {
        return holdsMeasured(seen -> constant.holdsFor(seen, date, order -> order <= 0));
    }

    boolean greaterThan(Measure constant) {
        return holdsMeasured(seen -> constant.holdsFor(seen, date, order -> order > 0));
    }

    boolean atLeast(Measure constant) {
        return holdsMeasured(seen -> constant.holdsFor(seen, date, order -> order >= 0));
    }

    boolean between(Measure low, Measure high) {
        return holdsMeasured(seen ->
                low.holdsFor(seen, date, order -> order >= 0) && high.holdsFor(seen, date, order -> order <= 0));
    }

    boolean hasAValue() {
        return quantifier == Quantifier.NONE ? texts.isEmpty() : !texts.isEmpty();
    }

    boolean hasNoValue() {
        return quantifier == Quantifier.NONE ? !texts.isEmpty() : texts.isEmpty();
    }

    boolean isWithin(List<Range> ranges) {
        return holdsMeasured(seen -> ranges.stream().anyMatch(range -> range.holds(seen, date)));
    }

    boolean holds(Predicate<String> test) {
        return holds(texts, test);
    }

    /// The same for texts as numbers or dates, each read once however many rules compare it.
    private boolean holdsMeasured(Predicate<Measure> test) {
        List<Measure> known = measures;
        if (known == null) {
            known = new ArrayList<>(texts.size());
            for (String text : texts) {
                known.add(Measure.of(text));
            }
            measures = known;
        }
        return holds(known, test);
    }

    private <T> boolean holds(List<T> values, Predicate<T> test) {
        boolean all = quantifier == Quantifier.ALL;
        for (int i = 0; i < values.size(); i++) {
            // One that holds settles any and none, one that does not settles all.
            if (test.test(values.get(i)) != all) {
                return quantifier == Quantifier.ANY;
            }
        }
        return switch (quantifier) {
            case ANY -> false;
            case ALL -> !values.isEmpty();
            case NONE -> true;
        };
    }
}
