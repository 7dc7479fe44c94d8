package io.suture.studio.channel;

import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Sentence;
import io.suture.engine.expression.Sentence.Operator;
import java.util.List;
import java.util.stream.Collectors;

/// Conditions as people say them.
public final class SentenceWords {
    private SentenceWords() {}

    /// `OBX-2 is SN and OBX-5.3 has no value`; the formula itself where it says more than a sentence can.
    public static String condition(Formula formula) {
        return Sentence.of(formula).map(SentenceWords::sentence).orElse(formula.text());
    }

    public static String sentence(Sentence sentence) {
        return switch (sentence) {
            case Sentence.All(var parts) -> joined(parts, " and ");
            case Sentence.AnyOf(var parts) -> joined(parts, " or ");
            case Sentence.Not(Sentence.There there) -> there("there is no ", there);
            case Sentence.Not(Sentence part) -> "not (" + sentence(part) + ")";
            case Sentence.There there -> there("there is at least one ", there);
            case Sentence.Test test -> test(test);
        };
    }

    private static String there(String start, Sentence.There there) {
        return start + there.repeats().print() + " where (" + sentence(there.holds()) + ")";
    }

    private static String joined(List<Sentence> parts, String word) {
        return parts.stream()
                .map(part -> part instanceof Sentence.All || part instanceof Sentence.AnyOf
                        ? "(" + sentence(part) + ")"
                        : sentence(part))
                .collect(Collectors.joining(word));
    }

    private static String test(Sentence.Test test) {
        String values = test.values().stream().map(SentenceWords::constant).collect(Collectors.joining(", "));
        return test.field().print() + " " + operator(test.operator()) + (values.isEmpty() ? "" : " " + values);
    }

    /// A constant as it is typed in a form: without quotes.
    public static String constant(Expression constant) {
        return constant instanceof Expression.Text(String text) ? text : constant.print();
    }

    /// An operator as people read it: `is one of`.
    public static String operator(Operator operator) {
        return switch (operator) {
            case IS -> "is";
            case IS_NOT -> "is not";
            case IS_ONE_OF -> "is one of";
            case IS_NONE_OF -> "is none of";
            case LESS_THAN -> "is less than";
            case AT_MOST -> "is at most";
            case GREATER_THAN -> "is greater than";
            case AT_LEAST -> "is at least";
            case STARTS_WITH -> "starts with";
            case DOES_NOT_START_WITH -> "does not start with";
            case ENDS_WITH -> "ends with";
            case DOES_NOT_END_WITH -> "does not end with";
            case CONTAINS -> "contains";
            case DOES_NOT_CONTAIN -> "does not contain";
            case HAS_A_VALUE -> "has a value";
            case HAS_NO_VALUE -> "has no value";
            case IS_TO_BE_ERASED -> "is to be erased";
            case IS_NOT_TO_BE_ERASED -> "is not to be erased";
            case IN_TABLE -> "is in table";
            case NOT_IN_TABLE -> "is not in table";
            case IS_A_NUMBER -> "is a number";
            case IS_NO_NUMBER -> "is not a number";
            case IS_A_RANGE -> "is a range";
            case IS_NO_RANGE -> "is not a range";
            case IS_A_DATE -> "is a date";
            case IS_NO_DATE -> "is not a date";
            case IS_A_TIME -> "is a time";
            case IS_NO_TIME -> "is not a time";
            case IS_A_UCUM_UNIT -> "is a UCUM unit";
            case IS_NO_UCUM_UNIT -> "is not a UCUM unit";
        };
    }
}
