package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// An HL7 v2 message that a template wrote, as its receiver reads it: by the version that MSH-12 names, and by the
/// structure of MSH-9.3 or, before version 2.3.1, of the event itself.
final class WrittenMessage {
    private static final Hl7v2Format FORMAT = new Hl7v2Format();

    private WrittenMessage() {}

    /// What does not fit: segments that the structure has not, or has elsewhere.
    static List<Problem> problems(byte[] message) {
        String header = new String(message, StandardCharsets.ISO_8859_1).split("\r", 2)[0];
        String[] fields = header.split(Pattern.quote(header.substring(3, 4)), -1);
        String components = Pattern.quote(header.substring(4, 5));
        String[] type = fields[8].split(components, -1);
        String structure = type.length > 2 ? type[2] : type[0] + "_" + type[1];
        var ref = new SchemaRef("hl7v2", fields[11].split(components, 2)[0], structure);
        List<Problem> problems = new ArrayList<>();
        assertThat(FORMAT.schema(ref)).as(ref.toString()).isPresent();
        Schema schema = FORMAT.schema(ref).orElseThrow();
        FORMAT.reader(schema, Map.of()).read(message, problems::add);
        return problems;
    }
}
