package io.suture.engine.expression;

import java.nio.charset.StandardCharsets;

/// Text inside addresses (RFC 3986): whatever is not unreserved is percent-encoded.
public final class Uris {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private Uris() {}

    public static String encode(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            plain = isPlain(text.charAt(i));
        }
        if (plain) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var out = new byte[bytes.length * 3];
        int at = 0;
        for (byte b : bytes) {
            if (b >= 0 && isPlain((char) b)) {
                out[at++] = b;
            } else {
                out[at++] = '%';
                out[at++] = HEX[b >> 4 & 15];
                out[at++] = HEX[b & 15];
            }
        }
        return new String(out, 0, at, StandardCharsets.ISO_8859_1);
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
