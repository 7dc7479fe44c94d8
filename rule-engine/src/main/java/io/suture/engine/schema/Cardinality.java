package io.suture.engine.schema;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How often a Field may stand: `min..max`; a max of [#MANY] is FHIR's `*` and HL7's unbounded repeat.
public record Cardinality(int min, int max) {
    public static final int MANY = Integer.MAX_VALUE;
    public static final Cardinality OPTIONAL = new Cardinality(0, 1);
    public static final Cardinality REQUIRED = new Cardinality(1, 1);
    public static final Cardinality REPEATING = new Cardinality(0, MANY);

    /// Of what a profile forbids.
    public static final Cardinality NEVER = new Cardinality(0, 0);

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,4})\\.\\.(\\d{1,4}|\\*)");

    /// Reads `0..1`, `1..*`; empty when the text is none, or allows less than it requires.
    public static Optional<Cardinality> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int min = Integer.parseInt(matcher.group(1));
        int max = matcher.group(2).equals("*") ? MANY : Integer.parseInt(matcher.group(2));
        return max >= min && max > 0 ? Optional.of(new Cardinality(min, max)) : Optional.empty();
    }

    public boolean isRequired() {
        return min > 0;
    }

    public boolean repeats() {
        return max > 1;
    }

    @Override
    public String toString() {
        return min + ".." + (max == MANY ? "*" : Integer.toString(max));
    }
}
