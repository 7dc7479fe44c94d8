package io.suture.engine.expression;

import java.nio.charset.StandardCharsets;

/// Text inside addresses (RFC 3986): whatever is not unreserved is percent-encoded.
public final class Uris {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Uris() {}

    public static String encode(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            plain = isPlain(text.charAt(i));
        }
        if (plain) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0 && isPlain((char) b)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
            }
        }
        return out.toString();
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
