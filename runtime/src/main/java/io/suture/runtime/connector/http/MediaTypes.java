package io.suture.runtime.connector.http;

import io.suture.engine.channel.Source;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which media types a body of a Channel's source may have. None is among them that a web page may post elsewhere
/// without asking first, such as `text/plain`: what listens on a machine is not to be fed by what its browser shows.
final class MediaTypes {
    private static final Pattern PARAMETER = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)\"?");
    private static final Set<String> XML = Set.of("application/xml", "text/xml");

    private MediaTypes() {}

    /// @param header Content-Type as it came; empty where none did
    static boolean fits(String header, Source source) {
        String written = header.toLowerCase(Locale.ROOT);
        String type = written.split(";", 2)[0].strip();
        return isOf(type, source) && charsetFits(written, source);
    }

    private static boolean isOf(String type, Source source) {
        return switch (source.schema().format()) {
            case "csv" ->
                Set.of("text/csv", "application/csv", "text/tab-separated-values")
                        .contains(type);
            case "json" -> type.equals("application/json") || type.endsWith("+json");
            case "xml" -> XML.contains(type) || type.endsWith("+xml");
            case "fhir" ->
                switch (source.endpoint().setting("encoding", "").strip()) {
                    case "json" -> isFhirJson(type);
                    case "xml" -> isFhirXml(type);
                    default -> isFhirJson(type) || isFhirXml(type);
                };
            case "hl7v2" ->
                Set.of("application/hl7-v2", "x-application/hl7-v2+er7").contains(type);
            // The compiler knows no other format.
            default -> false;
        };
    }

    private static boolean isFhirJson(String type) {
        return type.equals("application/fhir+json") || type.equals("application/json");
    }

    private static boolean isFhirXml(String type) {
        return type.equals("application/fhir+xml") || XML.contains(type);
    }

    /// A body is decoded as the Endpoint says, so a sender that names another character set is not to be taken at its
    /// word. HL7 v2 and XML say it within.
    private static boolean charsetFits(String header, Source source) {
        Matcher named = PARAMETER.matcher(header);
        String format = source.schema().format();
        if (!named.find() || format.equals("hl7v2") || format.equals("xml")) {
            return true;
        }
        try {
            Charset charset = Charset.forName(named.group(1));
            String set = source.endpoint().setting("charset", "").strip();
            return charset.equals(StandardCharsets.US_ASCII)
                    || charset.equals(set.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(set));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return false;
        }
    }
}
