package io.suture.engine.format.hl7v2;

import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/// Where a message begins among its bytes, what its MSH says, and the character set to read it in. Found
/// without decoding more than the MSH.
///
/// @param from       the first byte of the message, after blanks, a byte order mark and what framing left over
/// @param to         one beyond the last
/// @param msh        the MSH segment's characters, one for each byte where the set holds ASCII
/// @param delimiters MSH-1 and MSH-2
/// @param set        the character set of MSH-18, else the one of a byte order mark, else the setting's
record Header(int from, int to, String msh, Delimiters delimiters, CharacterSet set) {
    private static final int SHORTEST = 5;
    private static final int CHARSET_FIELD = 18;
    private static final int LONGEST_MSH = 256 * 1024;

    /// Finds the header, or says why there is none: `not-hl7`, `charset-unknown`.
    static Optional<Header> find(byte[] bytes, CharacterSet fallback, Consumer<Problem> problems) {
        return find(bytes, fallback, false, problems);
    }

    private static Optional<Header> find(
            byte[] bytes, CharacterSet fallback, boolean lenient, Consumer<Problem> problems) {
        int from = 0;
        int to = bytes.length;
        Optional<CharacterSet> wide = wide(bytes);
        if (wide.isPresent()) {
            return wide(bytes, wide.get(), lenient, problems);
        }
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        if (startsWith(bytes, from, 0xEF, 0xBB, 0xBF)) {
            from += 3;
            while (from < to && isBlank(bytes[from])) {
                from++;
            }
        }
        while (to > from && isEnd(bytes[to - 1])) {
            to--;
        }
        int msh = from;
        while (isEnvelope(bytes, msh, to)) {
            msh = nextLine(bytes, msh, to);
        }
        int end = Math.min(lineEnd(bytes, msh, to), msh + LONGEST_MSH);
        String text = new String(bytes, msh, end - msh, StandardCharsets.ISO_8859_1);
        return find(text, from, to, fallback, lenient, problems);
    }

    private static Optional<Header> find(
            String msh, int from, int to, CharacterSet fallback, boolean lenient, Consumer<Problem> problems) {
        Optional<Delimiters> delimiters = delimiters(msh);
        if (delimiters.isEmpty()) {
            problems.accept(Problem.error(
                    "not-hl7",
                    msh.startsWith("MSH") ? "MSH-2" : "MSH",
                    "This is no HL7 v2 message: it does not begin with MSH and the characters that part its fields."
                            + " It is kept as it came."));
            return Optional.empty();
        }
        var header = new Header(from, to, msh, delimiters.get(), fallback);
        String named = header.field(CHARSET_FIELD);
        if (named.isEmpty()) {
            return Optional.of(header);
        }
        Optional<CharacterSet> set = named(named, delimiters.get().repeat());
        if (set.isEmpty() && lenient) {
            return Optional.of(header);
        }
        if (set.isEmpty()) {
            problems.accept(
                    Problem.error(
                            "charset-unknown",
                            "MSH-18",
                            "MSH-18 names a character set that is not known here, so the message cannot be read without guessing."));
            return Optional.empty();
        }
        return Optional.of(new Header(from, to, msh, delimiters.get(), set.get()));
    }

    /// The first repeat is the set of the message; a set that is switched to by ISO 2022 escapes contains ASCII
    /// and so stands for the first as well.
    static Optional<CharacterSet> named(String field, char repeat) {
        Optional<CharacterSet> first = Optional.empty();
        boolean any = false;
        int start = 0;
        while (start <= field.length()) {
            int end = repeat == Delimiters.NONE ? -1 : field.indexOf(repeat, start);
            String name = field.substring(start, end < 0 ? field.length() : end);
            Optional<CharacterSet> set = name.isBlank() ? Optional.empty() : CharacterSet.named(name.strip());
            if (!name.isBlank() && set.isEmpty()) {
                return Optional.empty();
            }
            if (set.isPresent() && (!any || set.get().charset().name().startsWith("ISO-2022"))) {
                first = set;
                any = true;
            }
            start = end < 0 ? field.length() + 1 : end + 1;
        }
        return first;
    }

    /// As much of a header as can be found for an answer, though MSH-18 names no set that is known.
    static Optional<Header> lenient(byte[] bytes) {
        return find(bytes, CharacterSet.UTF_8, true, problem -> {});
    }

    /// How many lines begin with MSH.
    static int count(byte[] bytes, Header header) {
        int count = 0;
        int at = header.from();
        while (at < header.to()) {
            while (at < header.to() && isBlank(bytes[at])) {
                at++;
            }
            if (startsWith(bytes, at, 'M', 'S', 'H', header.delimiters().field())) {
                count++;
            }
            at = lineEnd(bytes, at, header.to()) + 1;
        }
        return count;
    }

    static Optional<Delimiters> delimiters(String msh) {
        if (msh.length() < SHORTEST || !msh.startsWith("MSH")) {
            return Optional.empty();
        }
        char field = msh.charAt(3);
        int end = msh.indexOf(field, 4);
        return Delimiters.of(field, msh.substring(4, end < 0 ? msh.length() : end));
    }

    /// A field of the MSH as it stands, all of it, not unescaped; empty when it is not there.
    String field(int number) {
        int at = 3;
        for (int i = 2; i <= number; i++) {
            int next = at < 0 ? -1 : i == 2 ? 3 : msh.indexOf(delimiters.field(), at + 1);
            if (next < 0) {
                return "";
            }
            at = next;
        }
        int end = msh.indexOf(delimiters.field(), at + 1);
        return msh.substring(at + 1, end < 0 ? msh.length() : end);
    }

    /// A component of a field's first repeat.
    String field(int number, int component) {
        String field = field(number);
        int end = delimiters.repeat() == Delimiters.NONE ? -1 : field.indexOf(delimiters.repeat());
        String first = end < 0 ? field : field.substring(0, end);
        int start = 0;
        for (int i = 1; i < component; i++) {
            start = first.indexOf(delimiters.component(), start) + 1;
            if (start == 0) {
                return "";
            }
        }
        int stop = first.indexOf(delimiters.component(), start);
        return first.substring(start, stop < 0 ? first.length() : stop);
    }

    /// A field's or component's characters, decoded and unescaped; as they stand when they do not decode.
    String text(int number, int component) {
        return decoded(field(number, component));
    }

    String text(int number) {
        return decoded(field(number));
    }

    private String decoded(String raw) {
        String text = CharacterSet.isAscii(raw) || !set.holdsAscii()
                ? raw
                : set.decode(raw.getBytes(StandardCharsets.ISO_8859_1), 0, raw.length())
                        .orElse(raw);
        return Escapes.decode(text, delimiters, set.charset());
    }

    /// UTF-16 and UTF-32 are seen by their byte order mark or by the zeros beside `M`.
    private static Optional<CharacterSet> wide(byte[] bytes) {
        if (startsWith(bytes, 0, 0xFE, 0xFF)
                || startsWith(bytes, 0, 0xFF, 0xFE)
                || startsWith(bytes, 0, 0, 'M')
                || startsWith(bytes, 0, 'M', 0)) {
            boolean four = startsWith(bytes, 0, 0xFF, 0xFE, 0, 0) || startsWith(bytes, 0, 'M', 0, 0, 0);
            boolean little = startsWith(bytes, 0, 'M', 0);
            return CharacterSet.named(four ? (little ? "UTF-32LE" : "UTF-32") : little ? "UTF-16LE" : "UTF-16");
        }
        return startsWith(bytes, 0, 0, 0, 0, 'M') || startsWith(bytes, 0, 0, 0, 0xFE, 0xFF)
                ? CharacterSet.named("UTF-32")
                : Optional.empty();
    }

    private static Optional<Header> wide(byte[] bytes, CharacterSet set, boolean lenient, Consumer<Problem> problems) {
        Optional<String> text = set.decode(bytes, 0, bytes.length);
        if (text.isEmpty()) {
            problems.accept(undecodable());
            return Optional.empty();
        }
        String all = text.get().stripLeading();
        int end = Math.min(
                all.indexOf('\r') < 0 ? all.length() : all.indexOf('\r'),
                all.indexOf('\n') < 0 ? all.length() : all.indexOf('\n'));
        String msh = all.substring(0, end);
        return find(msh, 0, bytes.length, set, lenient, problems)
                // The bytes themselves say how they are to be read; MSH-18 could not be read otherwise.
                .map(found -> new Header(found.from, found.to, found.msh, found.delimiters, set));
    }

    static Problem undecodable() {
        return Problem.error(
                "charset-undecodable",
                "MSH-18",
                "The message holds bytes that mean nothing in its character set. It is kept as it came; nothing in it was"
                        + " replaced.");
    }

    private static boolean startsWith(byte[] bytes, int at, int... expected) {
        if (bytes.length < at + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[at + i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEnvelope(byte[] bytes, int at, int to) {
        return at + SHORTEST < to && (startsWith(bytes, at, 'F', 'H', 'S') || startsWith(bytes, at, 'B', 'H', 'S'));
    }

    private static int nextLine(byte[] bytes, int at, int to) {
        int next = lineEnd(bytes, at, to);
        while (next < to && isBlank(bytes[next])) {
            next++;
        }
        return next;
    }

    static int lineEnd(byte[] bytes, int at, int to) {
        int end = at;
        while (end < to && bytes[end] != '\r' && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    /// A line break or a byte that MLLP puts after a message; a blank may end a value.
    static boolean isEnd(byte b) {
        return b != ' ' && b != '\t' && isBlank(b);
    }

    /// White space, and the bytes that MLLP puts around a message.
    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == 0x0B || b == 0x1C || b == 0;
    }
}
