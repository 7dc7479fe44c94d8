package io.suture.engine.rule.drools;

import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.table.Measure;
import io.suture.engine.rule.table.Range;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What a condition sees at its field: every text that stands there, under a quantifier. Its methods are the operators
/// that generated DRL calls; there are no others. Nothing is true of a field without a value but [#hasNoValue()] and
/// what no repeat satisfies; decision 0005.
public final class Seen {
    private final Quantifier quantifier;
    private final List<String> texts;
    private final boolean date;

    Seen(Quantifier quantifier, List<String> texts, boolean date) {
        this.quantifier = quantifier;
        this.texts = texts;
        this.date = date;
    }

    public boolean is(String constant) {
        return holds(constant::equals);
    }

    public boolean isNot(String constant) {
        return holds(text -> !text.equals(constant));
    }

    public boolean isOneOf(Set<String> constants) {
        return holds(constants::contains);
    }

    public boolean isNoneOf(Set<String> constants) {
        return holds(text -> !constants.contains(text));
    }

    public boolean startsWith(String constant) {
        return holds(text -> text.startsWith(constant));
    }

    public boolean endsWith(String constant) {
        return holds(text -> text.endsWith(constant));
    }

    public boolean contains(String constant) {
        return holds(text -> text.contains(constant));
    }

    public boolean lessThan(Measure constant) {
        return holds(text -> constant.holdsFor(text, date, order -> order < 0));
    }

    public boolean atMost(Measure constant) {
        return holds(text -> constant.holdsFor(text, date, order -> order <= 0));
    }

    public boolean greaterThan(Measure constant) {
        return holds(text -> constant.holdsFor(text, date, order -> order > 0));
    }

    public boolean atLeast(Measure constant) {
        return holds(text -> constant.holdsFor(text, date, order -> order >= 0));
    }

    public boolean between(Measure low, Measure high) {
        return holds(text ->
                low.holdsFor(text, date, order -> order >= 0) && high.holdsFor(text, date, order -> order <= 0));
    }

    public boolean hasAValue() {
        return quantifier == Quantifier.NONE ? texts.isEmpty() : !texts.isEmpty();
    }

    public boolean hasNoValue() {
        return quantifier == Quantifier.NONE ? !texts.isEmpty() : texts.isEmpty();
    }

    boolean isWithin(List<Range> ranges) {
        return holds(text -> ranges.stream().anyMatch(range -> range.holds(text, date)));
    }

    boolean holds(Predicate<String> test) {
        return switch (quantifier) {
            case ANY -> texts.stream().anyMatch(test);
            case ALL -> !texts.isEmpty() && texts.stream().allMatch(test);
            case NONE -> texts.stream().noneMatch(test);
        };
    }
}
