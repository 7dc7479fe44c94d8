package io.suture.engine.expression;

import static io.suture.engine.expression.Function.Category.IDENTIFIER;

import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Identifiers and the ids computed from them: always the same for the same input.
final class IdentifierFunctions {
    /// Where the last dot of an OID stands at the least: FHIR's validator takes none that is shorter.
    private static final int SHORTEST_OID = 5;

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private IdentifierFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.values(
                                "token",
                                IDENTIFIER,
                                ValueType.TEXT,
                                "system value",
                                "An identifier as FHIR searches for it: system|value; absent without a value.",
                                IdentifierFunctions::token)
                        .giving("token('http://example.org/mrn', '12')", "http://example.org/mrn|12"),
                Function.texts(
                                "uuid",
                                IDENTIFIER,
                                ValueType.TEXT,
                                "parts...",
                                "A UUID computed from these texts: the same texts, the same UUID.",
                                (a, frame) -> Value.text(StableId.of(String.join("\u001f", a))))
                        .giving("length(uuid('a', 'b'))", "36"),
                Function.values(
                                "identifierSystem",
                                IDENTIFIER,
                                ValueType.TEXT,
                                "authorities...",
                                "The address of an assigning authority (HD): urn:oid, urn:uuid, a URI, else urn:id with its name; of the first that is given.",
                                IdentifierFunctions::system)
                        .giving("identifierSystem('HOSP')", "urn:id:HOSP")
                        .giving("identifierSystem('1.2.840.1')", "urn:oid:1.2.840.1"),
                Function.texts(
                                "hash",
                                IDENTIFIER,
                                ValueType.TEXT,
                                "text",
                                "The SHA-256 of the text, in hex.",
                                (a, frame) -> Value.text(sha256(a[0])))
                        .giving("left(hash('abc'), 8)", "ba7816bf"),
                Function.texts(
                                "controlId",
                                IDENTIFIER,
                                ValueType.TEXT,
                                "part?",
                                "A message control id of 20 characters, its own for each output of each Message.",
                                (a, frame) -> Value.text(StableId.of(frame.inputs.seed() + "\u001f" + frame.output()
                                                + (a.length == 0 ? "" : "\u001f" + a[0]))
                                        .replace("-", "")
                                        .substring(0, 20)
                                        .toUpperCase(Locale.ROOT)))
                        .as("controlId()"),
                Function.values(
                                "telephone",
                                IDENTIFIER,
                                ValueType.TEXT,
                                "number",
                                "A phone number (XTN) as one text, or its mail address.",
                                (a, frame) -> telephone(a[0], frame))
                        .giving("telephone('(555)555-1234')", "(555)555-1234"));
    }

    private static Value token(Value[] a, Frame frame) {
        if (a[1] == Value.Null.NULL) {
            return a[1];
        }
        String value = Texts.of(a[1]);
        return value.isEmpty() ? Value.Absent.ABSENT : new Value.Text(Texts.of(a[0]) + "|" + value);
    }

    private static Value system(Value[] a, Frame frame) {
        for (Value authority : a) {
            Value address = system(authority);
            if (address != Value.Absent.ABSENT) {
                frame.use(Texts.first(authority));
                return address;
            }
        }
        return Value.Absent.ABSENT;
    }

    private static Value system(Value given) {
        if (Texts.isNothing(given)) {
            return given;
        }
        Value authority = Texts.first(given);
        if (!(authority instanceof Value.Group hd)) {
            String name = Texts.of(authority);
            return isOid(name) ? new Value.Text("urn:oid:" + name) : uri(name);
        }
        String namespace = Texts.of(hd.at(1));
        String universal = Texts.of(hd.at(2));
        String type = Texts.of(hd.at(3)).toUpperCase(Locale.ROOT);
        if (universal.isEmpty()) {
            return uri(namespace);
        }
        return switch (type) {
            case "ISO", "OID" -> isOid(universal) ? new Value.Text("urn:oid:" + universal) : uri(universal);
            case "UUID", "GUID" ->
                isUuid(universal) ? new Value.Text("urn:uuid:" + universal.toLowerCase(Locale.ROOT)) : uri(universal);
            case "URI", "URL" -> new Value.Text(universal);
            default ->
                isOid(universal)
                        ? new Value.Text("urn:oid:" + universal)
                        : uri(namespace.isEmpty() ? universal : namespace);
        };
    }

    private static Value uri(String name) {
        if (name.isEmpty()) {
            return Value.Absent.ABSENT;
        }
        return new Value.Text(name.contains("://") || name.startsWith("urn:") ? name : "urn:id:" + Uris.encode(name));
    }

    /// Whether it can name an authority or a coding system: an OID as FHIR writes it, deep enough to belong to
    /// somebody. Decision 0115.
    static boolean isOid(String text) {
        if (text.lastIndexOf('.') < SHORTEST_OID || text.charAt(0) > '2' || text.charAt(0) < '0') {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i == 1 ? c != '.' : c != '.' && !Lexer.isDigit(c)) {
                return false;
            }
            boolean begins = text.charAt(i - 1) == '.';
            boolean ends = i == text.length() - 1 || text.charAt(i + 1) == '.';
            if (begins && (c == '.' || c == '0' && !ends)) {
                return false;
            }
        }
        return !text.endsWith(".");
    }

    private static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("every JDK has SHA-256", broken);
        }
    }

    /// XTN: the unformatted number, else as typed, else put together from its parts.
    private static Value telephone(Value value, Frame frame) {
        if (!(Texts.first(value) instanceof Value.Group xtn)) {
            return Texts.first(value);
        }
        for (int whole : new int[] {12, 1, 4}) {
            String text = taken(xtn, whole, frame);
            if (!text.isEmpty()) {
                return new Value.Text(text);
            }
        }
        if (Texts.of(xtn.at(7)).isEmpty()) {
            return Value.Absent.ABSENT;
        }
        String country = taken(xtn, 5, frame);
        String area = taken(xtn, 6, frame);
        String local = taken(xtn, 7, frame);
        String extension = taken(xtn, 8, frame);
        return Value.text((country.isEmpty() ? "" : "+" + country.replace("+", "") + " ")
                + (area.isEmpty() ? "" : area + " ")
                + local
                + (extension.isEmpty() ? "" : " ext. " + extension));
    }

    private static String taken(Value.Group xtn, int component, Frame frame) {
        Value part = xtn.at(component);
        frame.use(part);
        return Texts.of(part);
    }
}
