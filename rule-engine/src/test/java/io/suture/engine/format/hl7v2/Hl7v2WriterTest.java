package io.suture.engine.format.hl7v2;

import static io.suture.engine.format.hl7v2.Messages.at;
import static io.suture.engine.format.hl7v2.Messages.message;
import static io.suture.engine.format.hl7v2.Messages.read;
import static io.suture.engine.format.hl7v2.Messages.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.report.Problem;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Hl7v2WriterTest {
    private static final String ORU = "hl7v2:2.5.1/ORU_R01";
    private static final String MSH = "MSH|^~\\&|A|B|C|D|20260101||ORU^R01|1|P|2.5.1";

    private static Value text(String text) {
        return Value.text(text);
    }

    private static Fields header(String encoding) {
        return Fields.builder()
                .add("1", text("|"))
                .add("2", text(encoding))
                .add("10", text("1"))
                .build();
    }

    private static Fields pid(Value name) {
        return Fields.builder()
                .add("MSH", header("^~\\&"))
                .add("PATIENT_RESULT", Fields.of("PATIENT", Fields.of("PID", Fields.of("5", name))))
                .build();
    }

    @Test
    void a_built_message_is_put_in_the_order_of_the_structure() {
        var observation = Fields.builder()
                .add("NTE", Fields.of("3", text("note")))
                .add("ZBX", Fields.of("1", text("with the note")))
                .add(
                        "OBX",
                        Fields.builder()
                                .add("5", text("6.80"))
                                .add("2", text("NM"))
                                .build())
                .build();
        var order = Fields.builder()
                .add("OBSERVATION", observation)
                .add("OBR", Fields.of("1", text("1")))
                .build();
        var message = Fields.builder()
                .add("PATIENT_RESULT", Fields.of("ORDER_OBSERVATION", order))
                .add(
                        "MSH",
                        Fields.builder()
                                .add("2", text("^~\\&"))
                                .add("10", text("7"))
                                .build())
                .build();
        assertThat(written(ORU, message))
                .isEqualTo("MSH|^~\\&||||||||7\nOBR|1\nOBX||NM|||6.80\nNTE|||note\nZBX|with the note\n");
    }

    @Test
    void everything_is_escaped_erased_repeated_and_trimmed_as_HL7_has_it() {
        var name = Fields.builder()
                .add(
                        "1",
                        Fields.builder()
                                .add("1", text("O'Ne|l"))
                                .add("3", text("de&la"))
                                .build())
                .add("2", text("J^~\\\r\n"))
                .add("4", Value.Null.NULL)
                .build();
        assertThat(written(ORU, pid(Value.Repeat.of(List.of(name, text("\"\""), Value.Null.NULL)))))
                .contains("PID|||||O'Ne\\F\\l&&de\\T\\la^J\\S\\\\R\\\\E\\\\X0D\\\\X0A\\^^\"\"~\\X2222\\~\"\"\n");
    }

    @Test
    void a_copy_of_a_message_is_the_message() {
        String[] segments = {MSH + "|", "PID|1||A^^^~B^^|||", "ZPI|^^|x|", "OBR|1", "OBX|1|ST|a~~b||", "PV1|1"};
        assertThat(written(ORU, read(ORU, segments))).isEqualTo(String.join("\n", segments) + "\n");
    }

    @Test
    void only_what_was_changed_is_written_anew() {
        Value.Group read = read(ORU, MSH, "PID|1||A^^^||", "OBR|1||");
        var changed = Fields.builder();
        for (int i = 0; i < read.size(); i++) {
            changed.add(
                    read.name(i),
                    read.name(i).equals("MSH")
                            ? Fields.builder()
                                    .add("1", text("|"))
                                    .add("2", text("^~\\&"))
                                    .add("3", text("NEW"))
                                    .build()
                            : read.value(i));
        }
        assertThat(written(ORU, changed.build())).isEqualTo("MSH|^~\\&|NEW\nPID|1||A^^^||\nOBR|1||\n");
    }

    @Test
    void other_delimiters_are_taken_over_by_rewriting() {
        Value.Group read = read(ORU, "MSH!@*?$!A", "PID!1!!M1@@@G@MR*77!!O?T?N$x@J|^");
        var changed = Fields.builder()
                .add("MSH", header("^~\\&"))
                .add("PATIENT_RESULT", read.get("PATIENT_RESULT"))
                .build();
        assertThat(written(ORU, changed)).endsWith("PID|1||M1^^^G^MR~77||O$N&x^J\\F\\\\S\\\n");
        assertThat(at(read, "PATIENT_RESULT.PATIENT.PID-5.1.1")).isEqualTo(text("O$N"));
    }

    @Test
    void MSH_18_says_what_is_sent() {
        Value.Group plain = read(ORU, MSH + "||||||8859/1", "PID|1");
        assertThat(written(ORU, plain)).contains("|8859/1\n");
        Value.Group latin = Messages.read(
                ORU,
                (MSH + "||||||8859/1|USA\rPID|1||||M\u00fcller^\\XFC\\\r").getBytes(StandardCharsets.ISO_8859_1),
                new ArrayList<>());
        assertThat(written(ORU, latin)).contains("|UNICODE UTF-8|USA\nPID|1||||M\u00fcller^\u00fc\n");
        byte[] back = Messages.write(ORU, latin, Map.of("charset", "8859/15"), new ArrayList<>());
        assertThat(new String(back, Charset.forName("ISO-8859-15"))).contains("|8859/15|USA\rPID|1||||M\u00fcller");
        assertThat(written(ORU, pid(text("M\u00fcller")))).startsWith("MSH|^~\\&||||||||1||||||||UNICODE UTF-8\n");
    }

    @Test
    void what_the_character_set_lacks_is_a_problem_and_never_a_question_mark() {
        var problems = new ArrayList<Problem>();
        assertThat(Messages.write(ORU, pid(text("\u5c71")), Map.of("charset", "8859/1"), problems))
                .isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly("charset-unencodable");
        problems.clear();
        assertThat(Messages.write(ORU, pid(text("?\ud83d")), Map.of(), problems))
                .isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly("charset-unencodable");
    }

    @Test
    void what_HL7_cannot_say_is_an_error_and_what_a_type_does_not_want_a_warning() {
        var problems = new ArrayList<Problem>();
        Value deep = Fields.of("1", Fields.of("2", Fields.of("2", text("x"))));
        Value list = Fields.of("2", Value.Repeat.of(List.of(text("a"), text("b"))));
        Messages.write(ORU, pid(Value.Repeat.of(List.of(deep, list))), Map.of(), problems);
        assertThat(problems)
                .extracting(problem -> problem.severity() + " " + problem.code() + " " + problem.path())
                .containsExactly("ERROR too-deep PID-5[1].1.2", "ERROR repeat-in-component PID-5[2].2");
        problems.clear();
        Value pid = Fields.builder()
                .add("1", text("one"))
                .add("7", text("20261399"))
                .add(
                        "8",
                        Fields.builder().add("1", text("F")).add("2", text("x")).build())
                .build();
        Messages.write(
                ORU,
                Fields.builder()
                        .add("MSH", header("^~\\&"))
                        .add("PATIENT_RESULT", Fields.of("PATIENT", Fields.of("PID", pid)))
                        .add("NOWHERE", Fields.of("x", text("y")))
                        .build(),
                Map.of(),
                problems);
        assertThat(problems)
                .extracting(problem -> problem.severity() + " " + problem.code() + " " + problem.path())
                .containsExactly(
                        "WARNING not-a-number PID-1",
                        "WARNING not-a-date PID-7",
                        "WARNING leaf-has-parts PID-8",
                        "ERROR unknown-part NOWHERE");
        problems.clear();
        Messages.write(ORU, Fields.of("PATIENT_RESULT", text("x")), Map.of(), problems);
        assertThat(problems).extracting(Problem::code).containsExactly("no-header");
    }

    @Test
    void without_an_escape_character_what_needs_one_is_a_problem() {
        var problems = new ArrayList<Problem>();
        var message = Fields.builder()
                .add("MSH", header("^~"))
                .add("PATIENT_RESULT", Fields.of("PATIENT", Fields.of("PID", Fields.of("5", text("a|b")))))
                .build();
        Messages.write(ORU, message, Map.of(), problems);
        assertThat(problems).extracting(Problem::code).containsExactly("cannot-escape");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void any_text_that_was_read_is_written_and_read_as_the_same(long seed) {
        var random = new Random(seed);
        String alphabet = "ab\\\\EHNFXZ.br01&~^\" \u00fc";
        for (int i = 0; i < 5_000; i++) {
            var raw = new StringBuilder();
            for (int n = random.nextInt(1, 14); n > 0; n--) {
                raw.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Value.Group first = read(ORU, MSH, "PID|1||||" + raw);
            Value name = at(first, "PATIENT_RESULT.PATIENT.PID-5");
            if (name == Value.Absent.ABSENT) {
                continue;
            }
            String again = written(ORU, pid(name));
            Value.Group second =
                    Messages.read(ORU, again.replace('\n', '\r').getBytes(StandardCharsets.UTF_8), new ArrayList<>());
            assertThat(at(second, "PATIENT_RESULT.PATIENT.PID-5"))
                    .as(raw.toString())
                    .isEqualTo(name);
        }
    }

    @Test
    void a_message_is_in_place_after_it_was_written() {
        assertThat(new String(
                        Messages.write(ORU, read(ORU, MSH, "PID|1"), Map.of(), new ArrayList<>()),
                        StandardCharsets.US_ASCII))
                .isEqualTo(new String(message(MSH, "PID|1"), StandardCharsets.US_ASCII));
    }
}
