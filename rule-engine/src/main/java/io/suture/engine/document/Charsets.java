package io.suture.engine.document;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Names of character sets in documents.
final class Charsets {
    private static final String ASCII = "\",;|\t\r\n";

    private Charsets() {}

    static boolean isKnown(String name) {
        try {
            return Charset.forName(name).canEncode();
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    /// Whether ASCII's characters are the bytes that they are in ASCII, as in UTF-8 and unlike in UTF-16.
    static boolean holdsAscii(String name) {
        return Arrays.equals(ASCII.getBytes(Charset.forName(name)), ASCII.getBytes(StandardCharsets.US_ASCII));
    }
}
