package io.suture.engine.format.hl7v2;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads escape sequences (chapter 2.7); [Escaper] writes them. Those that stand for characters are decoded;
/// those that say how text looks (`\H\`, `\N\`, `\.br\`, `\Z..\`, `\C..\`, `\M..\`) stay in the Text as they are,
/// always with a backslash whatever the message's escape character is. Decision 0010.
final class Escapes {
    static final char BACKSLASH = '\\';

    private Escapes() {}

    /// The text that stands for a leaf's characters.
    static String decode(String raw, Delimiters delimiters, Charset charset) {
        char escape = delimiters.escape();
        int at = escape == Delimiters.NONE ? -1 : raw.indexOf(escape);
        if (at < 0) {
            return raw;
        }
        String text = decode(raw, at, delimiters, charset, true);
        // A literal backslash beside letters can look like a kept sequence; then its \E\ is kept as well.
        return hasKept(text) && raw.indexOf(escape + "E" + escape) >= 0
                ? decode(raw, at, delimiters, charset, false)
                : text;
    }

    private static String decode(String raw, int first, Delimiters delimiters, Charset charset, boolean literal) {
        char escape = delimiters.escape();
        var text = new StringBuilder(raw.length()).append(raw, 0, first);
        int at = first;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            int close = c == escape ? raw.indexOf(escape, at + 1) : -1;
            if (close < 0) {
                text.append(c);
                at++;
                continue;
            }
            String body = raw.substring(at + 1, close);
            String meaning = body.equals("E") && !literal ? "\\E\\" : meaning(body, delimiters, charset);
            if (meaning == null) {
                // Not an escape at all: the character stands for itself, and what follows may be one.
                text.append(c);
                at++;
            } else {
                text.append(meaning);
                at = close + 1;
            }
        }
        return text.toString();
    }

    private static @Nullable String meaning(String body, Delimiters delimiters, Charset charset) {
        switch (body) {
            case "F":
                return String.valueOf(delimiters.field());
            case "S":
                return delimiters.component() == Delimiters.NONE ? null : String.valueOf(delimiters.component());
            case "T":
                return delimiters.subcomponent() == Delimiters.NONE ? "&" : String.valueOf(delimiters.subcomponent());
            case "R":
                return delimiters.repeat() == Delimiters.NONE ? "~" : String.valueOf(delimiters.repeat());
            case "E":
                return String.valueOf(delimiters.escape());
            case "P":
                return delimiters.truncation() == Delimiters.NONE ? "#" : String.valueOf(delimiters.truncation());
            default:
                if (body.startsWith("X")) {
                    return hexadecimal(body, charset);
                }
                return isKept(body) ? BACKSLASH + body + BACKSLASH : null;
        }
    }

    private static @Nullable String hexadecimal(String body, Charset charset) {
        String digits = body.substring(1).toUpperCase(Locale.ROOT);
        if (digits.isEmpty() || digits.length() % 2 != 0 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            return null;
        }
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(HexFormat.of().parseHex(digits)))
                    .toString();
        } catch (CharacterCodingException meaningless) {
            return null;
        }
    }

    /// Whether the characters between two escapes are a sequence that says how text looks.
    static boolean isKept(CharSequence body) {
        if (body.isEmpty()) {
            return false;
        }
        char first = body.charAt(0);
        if (body.length() == 1) {
            return first == 'H' || first == 'N';
        }
        return switch (first) {
            case '.' -> isFormatting(body.toString());
            case 'Z' -> allOf(body, 1, false);
            case 'C' -> body.length() == 5 && allOf(body, 1, true);
            case 'M' -> (body.length() == 5 || body.length() == 7) && allOf(body, 1, true);
            default -> false;
        };
    }

    private static boolean isFormatting(String body) {
        if (body.length() < 3) {
            return false;
        }
        return switch (body.substring(1, 3)) {
            case "br", "sp", "in", "ti", "fi", "nf", "ce", "sk" -> {
                String count = body.substring(3);
                yield count.isEmpty() || count.matches("[+-]?[0-9]{1,4}");
            }
            default -> false;
        };
    }

    private static boolean allOf(CharSequence body, int from, boolean hexadecimal) {
        for (int i = from; i < body.length(); i++) {
            char c = body.charAt(i);
            if (hexadecimal ? !HexFormat.isHexDigit(c) : !Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return body.length() > from;
    }

    private static boolean hasKept(String text) {
        int at = text.indexOf(BACKSLASH);
        while (at >= 0) {
            int close = text.indexOf(BACKSLASH, at + 1);
            if (close < 0) {
                return false;
            }
            if (isKept(text.substring(at + 1, close))) {
                return true;
            }
            at = close;
        }
        return false;
    }
}
