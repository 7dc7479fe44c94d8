package io.suture.engine.format.hl7v2;

import java.util.Optional;

/// The characters that part a message, as MSH-1 and MSH-2 name them. One that MSH-2 leaves out is [#NONE].
record Delimiters(char field, char component, char repeat, char escape, char subcomponent, char truncation) {
    static final char NONE = '\uFFFF';
    static final Delimiters STANDARD = new Delimiters('|', '^', '~', '\\', '&', NONE);

    private static final int MOST = 5;

    /// From MSH-1 and MSH-2; empty when these cannot part anything: none at all, letters, or one used twice.
    static Optional<Delimiters> of(char field, CharSequence encoding) {
        if (encoding.isEmpty() || encoding.length() > MOST || !usable(field)) {
            return Optional.empty();
        }
        for (int i = 0; i < encoding.length(); i++) {
            char c = encoding.charAt(i);
            if (!usable(c) || c == field) {
                return Optional.empty();
            }
            for (int j = 0; j < i; j++) {
                if (encoding.charAt(j) == c) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Delimiters(
                field, at(encoding, 0), at(encoding, 1), at(encoding, 2), at(encoding, 3), at(encoding, 4)));
    }

    private static char at(CharSequence encoding, int position) {
        return position < encoding.length() ? encoding.charAt(position) : NONE;
    }

    private static boolean usable(char c) {
        return c > ' ' && c != 0x7F && !Character.isLetterOrDigit(c) && c != '"' && c < 0x80;
    }

    /// MSH-2 as it is written.
    String encoding() {
        var text = new StringBuilder(MOST);
        for (char c : new char[] {component, repeat, escape, subcomponent, truncation}) {
            if (c != NONE) {
                text.append(c);
            }
        }
        return text.toString();
    }
}
