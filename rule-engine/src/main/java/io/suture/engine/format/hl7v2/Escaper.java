package io.suture.engine.format.hl7v2;

import static io.suture.engine.format.hl7v2.Escapes.BACKSLASH;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Writes Texts as leaves of one message, with its delimiters and in its character set.
final class Escaper {
    private static final int ASCII = 0x80;

    private final Delimiters delimiters;
    private final Charset charset;
    private final boolean[] special = new boolean[ASCII];

    Escaper(Delimiters delimiters, Charset charset) {
        this.delimiters = delimiters;
        // A hexadecimal escape carries no byte order mark.
        this.charset = charset.name().equals("UTF-16") ? StandardCharsets.UTF_16BE : charset;
        for (char c : new char[] {
            delimiters.field(),
            delimiters.component(),
            delimiters.repeat(),
            delimiters.escape(),
            delimiters.subcomponent(),
            delimiters.truncation(),
            // Looked at even where another character escapes, since the sequences that are kept carry it.
            BACKSLASH,
            '\r',
            '\n',
            0x0B,
            0x1C
        }) {
            if (c != Delimiters.NONE) {
                special[c] = true;
            }
        }
    }

    Delimiters delimiters() {
        return delimiters;
    }

    /// Appends the text; false when a character of it cannot be written, since MSH-2 names no escape character.
    boolean write(String text, StringBuilder out) {
        int first = 0;
        int length = text.length();
        while (first < length && !isSpecial(text.charAt(first))) {
            first++;
        }
        if (first == length) {
            out.append(text);
            return true;
        }
        if (text.indexOf(BACKSLASH) < 0) {
            return write(text, first, false, out);
        }
        // Beside kept sequences a backslash may read as one of them: then literal ones are left as they stand.
        // Which of the two ways gives the text back is seen by reading it.
        int start = out.length();
        boolean whole = write(text, first, false, out);
        if (!reads(out.substring(start), text)) {
            String usual = out.substring(start);
            out.setLength(start);
            write(text, first, true, out);
            if (!reads(out.substring(start), text)) {
                out.setLength(start);
                out.append(usual);
            }
        }
        return whole;
    }

    private boolean reads(String raw, String text) {
        return Escapes.decode(raw, delimiters, charset).equals(text);
    }

    private boolean write(String text, int first, boolean keepLiteral, StringBuilder out) {
        boolean whole = true;
        char escape = delimiters.escape();
        int plain = 0;
        int at = first;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (!isSpecial(c)) {
                at++;
                continue;
            }
            out.append(text, plain, at);
            int close = c == BACKSLASH && escape != Delimiters.NONE ? text.indexOf(BACKSLASH, at + 1) : -1;
            String body = close < 0 ? "" : text.substring(at + 1, close);
            if (Escapes.isKept(body) || (keepLiteral && body.equals("E"))) {
                out.append(escape).append(body).append(escape);
                at = close + 1;
            } else if (keepLiteral && c == BACKSLASH) {
                out.append(c);
                at++;
            } else {
                whole &= character(c, out);
                at++;
            }
            plain = at;
        }
        out.append(text, plain, text.length());
        return whole;
    }

    private boolean isSpecial(char c) {
        return c < ASCII && special[c];
    }

    private boolean character(char c, StringBuilder out) {
        char escape = delimiters.escape();
        if (c == BACKSLASH && escape != BACKSLASH) {
            out.append(c);
            return true;
        }
        if (escape == Delimiters.NONE) {
            return false;
        }
        out.append(escape);
        if (c == delimiters.field()) {
            out.append('F');
        } else if (c == delimiters.component()) {
            out.append('S');
        } else if (c == delimiters.subcomponent()) {
            out.append('T');
        } else if (c == delimiters.repeat()) {
            out.append('R');
        } else if (c == escape) {
            out.append('E');
        } else if (c == delimiters.truncation()) {
            out.append('P');
        } else {
            out.append('X')
                    .append(HexFormat.of()
                            .withUpperCase()
                            .formatHex(String.valueOf(c).getBytes(charset)));
        }
        out.append(escape);
        return true;
    }
}
