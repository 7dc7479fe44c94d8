package io.suture.engine.expression;

/// The signs that FHIR allows before a quantity.
final class Comparators {
    private static final String SIGNS = "<>=≤≥";

    private Comparators() {}

    static String sign(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || SIGNS.indexOf(trimmed.charAt(0)) < 0) {
            return "";
        }
        if (trimmed.startsWith("<=") || trimmed.startsWith("≤") || trimmed.startsWith("=<")) {
            return "<=";
        }
        if (trimmed.startsWith(">=") || trimmed.startsWith("≥") || trimmed.startsWith("=>")) {
            return ">=";
        }
        return trimmed.startsWith("<") ? "<" : trimmed.startsWith(">") ? ">" : "";
    }

    static String rest(String text) {
        int at = 0;
        while (at < text.length() && (text.charAt(at) == ' ' || SIGNS.indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return text.substring(at);
    }
}
