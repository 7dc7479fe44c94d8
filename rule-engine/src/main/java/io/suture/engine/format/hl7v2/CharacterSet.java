package io.suture.engine.format.hl7v2;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A character set as MSH-18 names it (HL7 table 0211) and as Java does. Nothing is ever replaced by `?`: what
/// does not decode or encode is an empty answer.
///
/// @param name         the name to write in MSH-18
/// @param charset      Java's
/// @param holdsAscii   whether bytes below 0x80 always mean ASCII
record CharacterSet(String name, Charset charset, boolean holdsAscii) {
    static final CharacterSet UTF_8 = new CharacterSet("UNICODE UTF-8", StandardCharsets.UTF_8, true);

    private static final Map<String, String> TABLE_0211 = Map.ofEntries(
            Map.entry("ASCII", "US-ASCII"),
            Map.entry("ISO IR6", "US-ASCII"),
            Map.entry("ISO IR14", "ISO-2022-JP-2"),
            Map.entry("ISO IR87", "ISO-2022-JP-2"),
            Map.entry("ISO IR159", "ISO-2022-JP-2"),
            Map.entry("JAS2020", "ISO-2022-JP-2"),
            Map.entry("JIS X 0202", "ISO-2022-JP-2"),
            Map.entry("GB 18030-2000", "GB18030"),
            Map.entry("GB 18030", "GB18030"),
            Map.entry("KS X 1001", "EUC-KR"),
            Map.entry("CNS 11643-1992", "x-EUC-TW"),
            Map.entry("BIG-5", "Big5"),
            Map.entry("UNICODE", "UTF-8"),
            Map.entry("UNICODE UTF-8", "UTF-8"),
            Map.entry("UNICODE UTF8", "UTF-8"),
            Map.entry("UNICODE UTF-16", "UTF-16"),
            Map.entry("UNICODE UTF-32", "UTF-32"));

    private static final Map<String, Optional<CharacterSet>> KNOWN = new ConcurrentHashMap<>();
    private static final int MOST_REMEMBERED = 200;
    private static final int LONGEST_NAME = 40;

    /// The set of that name: table 0211's, or one that Java knows (`UTF-8`, `WINDOWS-1252`). Empty for any
    /// other.
    static Optional<CharacterSet> named(String name) {
        Optional<CharacterSet> known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        if (name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        Optional<CharacterSet> found = find(name);
        if (KNOWN.size() < MOST_REMEMBERED) {
            KNOWN.put(name, found);
        }
        return found;
    }

    private static Optional<CharacterSet> find(String name) {
        String plain = name.strip().toUpperCase(Locale.ROOT);
        String java = TABLE_0211.get(plain);
        if (java == null) {
            java = plain.startsWith("8859/") ? "ISO-8859-" + plain.substring("8859/".length()) : plain;
        }
        try {
            Charset charset = Charset.forName(java);
            if (!charset.canEncode()) {
                return Optional.empty();
            }
            boolean holdsAscii = !charset.name().startsWith("ISO-2022")
                    && new String(new byte[] {'|', 'A', '~', '\r'}, charset).equals("|A~\r");
            boolean wide = charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
            if (!holdsAscii && !wide && !charset.name().startsWith("ISO-2022")) {
                return Optional.empty();
            }
            return Optional.of(new CharacterSet(standardName(plain, charset), charset, holdsAscii));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    private static String standardName(String given, Charset charset) {
        if (TABLE_0211.containsKey(given) && !given.equals("UNICODE") && !given.equals("UNICODE UTF8")) {
            return given;
        }
        String java = charset.name();
        if (java.startsWith("ISO-8859-")) {
            return "8859/" + java.substring("ISO-8859-".length());
        }
        return switch (java) {
            case "UTF-8" -> "UNICODE UTF-8";
            case "UTF-16" -> "UNICODE UTF-16";
            case "UTF-32" -> "UNICODE UTF-32";
            case "US-ASCII" -> "ASCII";
            case "GB18030" -> "GB 18030-2000";
            case "EUC-KR" -> "KS X 1001";
            case "Big5" -> "BIG-5";
            default -> given;
        };
    }

    /// The text of these bytes; empty when one of them means nothing in this set.
    Optional<String> decode(byte[] bytes, int from, int to) {
        if (holdsAscii && isAscii(bytes, from, to)) {
            return Optional.of(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        }
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString());
        } catch (CharacterCodingException undecodable) {
            return Optional.empty();
        }
    }

    /// The bytes of this text; empty when this set lacks one of its characters.
    Optional<byte[]> encode(String text) {
        if (charset == StandardCharsets.UTF_8) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length == text.length()) {
                // One byte for each character: plain ASCII, unless a lone surrogate became a single '?'.
                return text.indexOf('?') < 0 || isAscii(text) ? Optional.of(bytes) : strictly(text);
            }
        }
        return strictly(text);
    }

    private Optional<byte[]> strictly(String text) {
        try {
            ByteBuffer buffer = charset.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return Optional.of(bytes);
        } catch (CharacterCodingException unencodable) {
            return Optional.empty();
        }
    }

    static boolean isAscii(byte[] bytes, int from, int to) {
        int all = 0;
        for (int i = from; i < to; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }

    static boolean isAscii(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
