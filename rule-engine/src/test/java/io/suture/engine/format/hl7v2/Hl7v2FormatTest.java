package io.suture.engine.format.hl7v2;

import static io.suture.engine.format.hl7v2.Messages.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.format.Format;
import io.suture.engine.format.FormatContract;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hl7v2FormatTest extends FormatContract {
    private static final String MSH = "MSH|^~\\&|LAB|NORTH|EHR|SOUTH|20260102103000||ORU^R01^ORU_R01|M1|P|2.5.1";

    @Override
    protected Format format() {
        return Messages.FORMAT;
    }

    @Override
    protected Stream<Sample> samples() {
        return Stream.of(
                oru(
                        "all levels",
                        message(MSH, "PID|1||A^^^B&1.2&ISO^MR~C||Doe^Jane&x^^||\"\"|", "OBR|1", "OBX|1|ST|||a~b")),
                oru(
                        "escapes",
                        message(
                                MSH,
                                "OBR|1",
                                "OBX|1|FT|||a\\F\\b\\.br\\c\\H\\d\\N\\ \\X0D0A\\ \\E\\.br\\E\\ 5\\q 3\\")),
                oru(
                        "other delimiters",
                        message("MSH!@*?$!A!B!!!20260101!!ORU@R01!1!P!2.5.1", "PID!1!!1@@@G@MR*7!!O?T?N@J$k")),
                oru("no subcomponents", message("MSH|^~\\|A|B|||20260101||ORU^R01|1|P|2.3", "PID|1||A&B^C")),
                oru("truncation", message("MSH|^~\\&#|A|B|||20260101||ORU^R01|1|P|2.7", "PID|1||A\\P\\B#")),
                oru(
                        "line feeds",
                        "MSH|^~\\&|A|||||||1|P|2.5.1\nPID|1\r\nZPI|x\n\nOBX|1\r".getBytes(StandardCharsets.US_ASCII)),
                oru(
                        "left-overs of framing",
                        ("\u000b  " + MSH + "\rPID|1\r\u001c\r").getBytes(StandardCharsets.US_ASCII)),
                oru(
                        "byte order mark",
                        ("\uFEFF" + MSH + "||||||UNICODE UTF-8\rPID|1||||M\u00fcller\r")
                                .getBytes(StandardCharsets.UTF_8)),
                charset("8859/1", "ISO-8859-1", "M\u00fcller"),
                charset("8859/15", "ISO-8859-15", "\u20ac"),
                charset("UNICODE UTF-8", "UTF-8", "\u5c71\u7530 \ud83d\ude00"),
                charset("UNICODE UTF-16", "UTF-16", "\u5c71\u7530"),
                charset("GB 18030-2000", "GB18030", "\u5c71\u7530"),
                charset("KS X 1001", "EUC-KR", "\uae40"),
                charset("BIG-5", "Big5", "\u529f\u8a31"),
                charset("ISO IR87", "ISO-2022-JP", "\u5c71\u7530"));
    }

    private static Sample oru(String name, byte[] bytes) {
        return Sample.of(name, "hl7v2:2.5.1/ORU_R01", bytes);
    }

    private static Sample charset(String named, String java, String name) {
        String text = MSH + "||||||" + named + "\rPID|1||||" + name + "^" + name + "\r";
        return new Sample(
                named,
                SchemaRef.parse("hl7v2:2.5.1/ORU_R01").orElseThrow(),
                text.getBytes(Charset.forName(java)),
                Map.of("charset", named));
    }

    @Override
    protected Stream<Unknown> unknowns() {
        return Stream.of(
                unknown("a Z segment", "ZPI|1^^&q|\\F\\", MSH, "PID|1", "ZPI|1^^&q|\\F\\", "OBR|1"),
                unknown("a segment of another structure", "AIS|1|x", MSH, "PID|1", "AIS|1|x", "OBR|1"),
                unknown("more fields", "|forty~two^3", MSH, "PID|" + "|".repeat(60) + "forty~two^3"),
                unknown("more components", "Doe^^^^^^^^^^^^^^^^^^^^20", MSH, "PID|1||||Doe^^^^^^^^^^^^^^^^^^^^20"),
                unknown("more subcomponents", "Doe&a&b&c&d&e&f&8th^J", MSH, "PID|1||||Doe&a&b&c&d&e&f&8th^J"),
                unknown("an escape of nobody's", "a\\Zq7\\b", MSH, "PID|1||||a\\Zq7\\b"),
                unknown("more repeats than the standard has", "19800101~19800102", MSH, "PID|1||||||19800101~19800102"),
                unknown("a line that is no segment", "tail of a note", MSH, "OBR|1", "NTE|1||head", "tail of a note"),
                unknown("a second EVN", "EVN|b", MSH, "EVN|a", "EVN|b"));
    }

    private static Unknown unknown(String name, String kept, String... segments) {
        return new Unknown(oru(name, message(segments)), kept, StandardCharsets.UTF_8);
    }

    @Override
    protected Stream<Sample> broken() {
        return Stream.of(
                oru("empty", new byte[0]),
                oru("blank", " \r\n".getBytes(StandardCharsets.US_ASCII)),
                oru("json", "{\"resourceType\":\"Patient\"}".getBytes(StandardCharsets.US_ASCII)),
                oru("lower case", "msh|^~\\&|A\r".getBytes(StandardCharsets.US_ASCII)),
                oru("no delimiters", "MSH||BADAPP|BADFAC\r".getBytes(StandardCharsets.US_ASCII)),
                oru("all delimiters the same", "MSH|||||BADAPP\r".getBytes(StandardCharsets.US_ASCII)),
                oru("two messages", message(MSH, "PID|1", MSH, "PID|2")),
                oru("unknown character set", message(MSH + "||||||KLINGON-8", "PID|1")),
                oru(
                        "bytes that are not UTF-8",
                        (MSH + "\rPID|1||||M\u00fcller\r").getBytes(StandardCharsets.ISO_8859_1)),
                oru("ASCII that is not", message(MSH + "||||||ASCII", "PID|1||||M\u00fcller")),
                oru("odd UTF-16", new byte[] {(byte) 0xFE, (byte) 0xFF, 0, 'M', 0, 'S', 0}));
    }

    @Test
    void carriage_returns_line_feeds_and_both_end_segments_alike() {
        String[] segments = {MSH, "PID|1||A^^^M~B", "ZPI|x", "OBR|1", "OBX|1|FT|||a\\.br\\b"};
        List<Value.Group> read = Stream.of("\r", "\n", "\r\n", "\r\n\r\n")
                .map(end ->
                        read(oru(end, new byte[0]), String.join(end, segments).getBytes(StandardCharsets.US_ASCII)))
                .toList();

        assertThat(read).allMatch(read.getFirst()::equals);
        assertThat(read.getFirst()).isNotEqualTo(Fields.builder().build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ASCII",
                "8859/1",
                "8859/2",
                "8859/3",
                "8859/4",
                "8859/5",
                "8859/6",
                "8859/7",
                "8859/8",
                "8859/9",
                "8859/15",
                "ISO IR6",
                "ISO IR14",
                "ISO IR87",
                "ISO IR159",
                "GB 18030-2000",
                "KS X 1001",
                "CNS 11643-1992",
                "BIG-5",
                "UNICODE UTF-8",
                "UNICODE UTF-16",
                "UNICODE UTF-32"
            })
    void every_character_set_of_table_0211_is_read_and_written_as_itself(String named) {
        CharacterSet set = CharacterSet.named(named).orElseThrow();
        String name = Stream.of(
                        "\u5c71\u7530",
                        "\u529f",
                        "\uae40",
                        "M\u00fcller",
                        "\u0416",
                        "\u0645",
                        "\u03a9",
                        "\u05d0",
                        "\u0107",
                        "\u0109")
                .filter(text -> set.charset().newEncoder().canEncode(text))
                .findFirst()
                .orElse("Plain");
        String text = MSH + "||||||" + named + "\rPID|1||||" + name + "^J\r";
        var sample = new Sample(
                named,
                SchemaRef.parse("hl7v2:2.5.1/ORU_R01").orElseThrow(),
                text.getBytes(set.charset()),
                Map.of("charset", named));

        Value.Group read = read(sample, sample.bytes());
        assertThat(Messages.at(read, "PATIENT_RESULT.PATIENT.PID-5.1")).isEqualTo(Value.text(name));
        assertThat(read(sample, write(sample, read))).isEqualTo(read);
    }

    static Stream<Messages.Found> fixtures() {
        return Messages.fixtures();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void real_messages_come_back_as_they_were(Messages.Found found) {
        var problems = new ArrayList<Problem>();
        var schema = schema(found.schema());
        Value.Group first = format().reader(schema, Map.of()).read(found.bytes(), problems::add);
        assertThat(problems).noneMatch(Problem::isError);
        byte[] written = format().writer(schema, Map.of()).write(first, problems::add);
        assertThat(lines(written)).isEqualTo(lines(found.bytes()));
        byte[] built =
                format().writer(schema, Map.of("order", "given")).write((Value.Group) copy(first), problems::add);
        assertThat(problems).noneMatch(Problem::isError);
        Value.Group again = format().reader(schema, Map.of()).read(built, problems::add);
        assertThat(again).isEqualTo(Messages.in(first, built));
    }

    /// Segments as they stand; MSH-18 aside, which the writer sets to what it sends.
    private static List<String> lines(byte[] bytes) {
        Header header = Header.find(bytes, CharacterSet.UTF_8, problem -> {}).orElseThrow();
        String text = header.set().decode(bytes, header.from(), header.to()).orElseThrow();
        var lines = new ArrayList<String>();
        for (String line : text.split("[\r\n]+")) {
            String plain = line.replace("\u000b", "").replace("\u001c", "");
            if (plain.startsWith("MSH")) {
                String[] fields = plain.split("\\" + header.delimiters().field(), -1);
                if (fields.length > 17) {
                    fields[17] = "";
                }
                plain = String.join("|", fields).replaceAll("\\|+$", "");
            }
            if (!plain.isEmpty()) {
                lines.add(plain);
            }
        }
        return lines;
    }

    @Test
    void the_list_of_structures_is_what_the_libraries_hold() throws Exception {
        for (String version : Standards.VERSIONS) {
            String folder = "ca/uhn/hl7v2/model/v" + version.replace(".", "") + "/message/";
            var acknowledgement = Class.forName(folder.replace('/', '.') + "ACK");
            var names = new ArrayList<String>();
            try (var jar = new java.util.jar.JarFile(java.nio.file.Path.of(acknowledgement
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toFile())) {
                jar.stream()
                        .map(java.util.jar.JarEntry::getName)
                        .filter(name -> name.startsWith(folder) && name.endsWith(".class"))
                        .map(name -> name.substring(folder.length(), name.length() - ".class".length()))
                        .forEach(names::add);
            }
            assertThat(format().schemas())
                    .filteredOn(ref -> ref.version().equals(version))
                    .extracting(SchemaRef::name)
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }
}
