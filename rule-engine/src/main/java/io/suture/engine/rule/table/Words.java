package io.suture.engine.rule.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Texts in one cell, with commas between them: `I, E`. One that holds a comma, or that would mean something else,
/// stands in quotation marks, doubled where it holds one itself: `"a, b"`, `"-"`.
public final class Words {
    private Words() {}

    /// The texts; empty where a quotation mark is not closed, or something stands behind one, or between two commas
    /// stands nothing.
    public static Optional<List<String>> read(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < text.length() && text.charAt(at) <= ' ') {
                at++;
            }
            int end;
            if (at < text.length() && text.charAt(at) == '"') {
                end = closing(text, at + 1);
                if (end < 0) {
                    return Optional.empty();
                }
                words.add(text.substring(at + 1, end).replace("\"\"", "\""));
                end++;
                while (end < text.length() && text.charAt(end) <= ' ') {
                    end++;
                }
                if (end < text.length() && text.charAt(end) != ',') {
                    return Optional.empty();
                }
            } else {
                int comma = text.indexOf(',', at);
                end = comma < 0 ? text.length() : comma;
                String word = trimmed(text.substring(at, end));
                if (word.isEmpty()) {
                    return Optional.empty();
                }
                words.add(word);
            }
            if (end >= text.length()) {
                return Optional.of(List.copyOf(words));
            }
            at = end + 1;
        }
    }

    private static int closing(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }

    /// The same blanks that reading skips, no others: a no-break space is part of a text.
    private static String trimmed(String text) {
        return text.trim();
    }

    /// The texts as one.
    public static String write(List<String> words) {
        return String.join(", ", words.stream().map(Words::quoted).toList());
    }

    private static String quoted(String word) {
        boolean plain = !word.isEmpty()
                && word.indexOf(',') < 0
                && word.indexOf('"') < 0
                && word.equals(trimmed(word))
                && !CellText.isReserved(word);
        return plain ? word : "\"" + word.replace("\"", "\"\"") + "\"";
    }
}
