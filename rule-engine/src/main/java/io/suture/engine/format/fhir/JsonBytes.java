package io.suture.engine.format.fhir;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// JSON as UTF-8, written straight into an array: a general generator spends more on states and on names, which are
/// encoded once here. What was begun can be taken back, so that nobody needs to look ahead whether anything will stand
/// in an object.
final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /// A character takes six bytes at most, as an escape.
    private static final int WIDEST = 6;
    /// Which characters of ASCII stand in JSON as they are.
    private static final boolean[] PLAIN = plain();

    private byte[] bytes;
    private int size;

    JsonBytes(int usual) {
        this.bytes = new byte[usual];
    }

    /// Writes over what an earlier one wrote.
    ///
    /// @param spare its array, which is given away
    JsonBytes(byte[] spare) {
        this.bytes = spare;
    }

    /// The array, to write the next message into; nothing may be written here afterwards.
    byte[] spare() {
        return bytes;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /// Where writing stands, for [#back].
    int mark() {
        return size;
    }

    void back(int mark) {
        size = mark;
    }

    void ascii(char c) {
        room(1);
        bytes[size++] = (byte) c;
    }

    /// A name with its quotes and colon, after a comma where one is needed.
    void name(byte[] encoded) {
        room(encoded.length + 1);
        if (bytes[size - 1] != '{') {
            bytes[size++] = ',';
        }
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    /// A comma between the items of a list.
    void next() {
        if (bytes[size - 1] != '[') {
            ascii(',');
        }
    }

    /// A number or truth value, whose characters are ASCII.
    void plain(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) text.charAt(i);
        }
        size += length;
    }

    void string(String text) {
        int length = text.length();
        room(length * WIDEST + 2);
        byte[] into = bytes;
        int at = size;
        into[at++] = '"';
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c >= PLAIN.length || !PLAIN[c]) {
                break;
            }
            into[at++] = (byte) c;
            i++;
        }
        while (i < length) {
            char c = text.charAt(i++);
            if (c < PLAIN.length && PLAIN[c]) {
                into[at++] = (byte) c;
            } else if (c < 0x80) {
                at = escape(c, into, at);
            } else if (c < 0x800) {
                into[at++] = (byte) (0xC0 | c >> 6);
                into[at++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isHighSurrogate(c) && i < length && Character.isLowSurrogate(text.charAt(i))) {
                int point = Character.toCodePoint(c, text.charAt(i++));
                into[at++] = (byte) (0xF0 | point >> 18);
                into[at++] = (byte) (0x80 | point >> 12 & 0x3F);
                into[at++] = (byte) (0x80 | point >> 6 & 0x3F);
                into[at++] = (byte) (0x80 | point & 0x3F);
            } else if (Character.isSurrogate(c)) {
                // Half a character is none in UTF-8; as an escape it stays what it was.
                at = hex(c, into, at);
            } else {
                into[at++] = (byte) (0xE0 | c >> 12);
                into[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                into[at++] = (byte) (0x80 | c & 0x3F);
            }
        }
        into[at++] = '"';
        size = at;
    }

    /// Writes a text of ASCII in which neither a blank stands nor what must be escaped; any other, or an empty one, is
    /// not written.
    ///
    /// @return whether it was written
    boolean unbroken(String text) {
        int length = text.length();
        room(length + 2);
        byte[] into = bytes;
        int at = size;
        into[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == ' ' || c >= PLAIN.length || !PLAIN[c]) {
                return false;
            }
            into[at++] = (byte) c;
        }
        into[at++] = '"';
        if (length > 0) {
            size = at;
        }
        return length > 0;
    }

    private static boolean[] plain() {
        var plain = new boolean[0x80];
        for (char c = ' '; c < plain.length; c++) {
            plain[c] = c != '"' && c != '\\';
        }
        return plain;
    }

    private static int escape(char c, byte[] into, int at) {
        int letter = switch (c) {
            case '"', '\\' -> c;
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case '\b' -> 'b';
            case '\f' -> 'f';
            default -> 0;
        };
        if (letter == 0) {
            return hex(c, into, at);
        }
        into[at] = '\\';
        into[at + 1] = (byte) letter;
        return at + 2;
    }

    private static int hex(char c, byte[] into, int at) {
        into[at] = '\\';
        into[at + 1] = 'u';
        for (int i = 0; i < 4; i++) {
            into[at + 2 + i] = HEX[c >> 12 - 4 * i & 0xF];
        }
        return at + WIDEST;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
