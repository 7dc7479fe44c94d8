package io.suture.engine.schema;

/// How often a Field may stand: `min..max`; a max of [#MANY] is FHIR's `*` and HL7's unbounded repeat.
public record Cardinality(int min, int max) {
    public static final int MANY = Integer.MAX_VALUE;
    public static final Cardinality OPTIONAL = new Cardinality(0, 1);
    public static final Cardinality REQUIRED = new Cardinality(1, 1);
    public static final Cardinality REPEATING = new Cardinality(0, MANY);

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
