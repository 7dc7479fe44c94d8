package io.suture.engine.format.xml;

import java.util.regex.Pattern;

/// What samples showed of an attribute's value or an element's text. Digits alone are no number: identifiers are more
/// often made of them than quantities are.
final class SeenText {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    private int count;
    private boolean dates = true;
    private boolean times = true;
    private boolean truths = true;

    void add(String value) {
        String text = value.strip();
        count++;
        dates &= DATE.matcher(text).matches();
        times &= DATE_TIME.matcher(text).matches();
        truths &= text.equals("true") || text.equals("false");
    }

    int count() {
        return count;
    }

    /// XSD's name of a type that all values have.
    String type() {
        if (count == 0) {
            return "xs:string";
        }
        return dates ? "xs:date" : times ? "xs:dateTime" : truths ? "xs:boolean" : "xs:string";
    }
}
