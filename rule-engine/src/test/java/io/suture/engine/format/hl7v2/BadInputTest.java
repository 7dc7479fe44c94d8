package io.suture.engine.format.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.BadInput;
import io.suture.Fixtures;
import io.suture.engine.report.Problem;
import io.suture.engine.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The bad input of the fixtures, as bytes between the marks of a frame: judged, read, written and answered.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    @TempDir
    static Path folder;

    Stream<Path> cases() throws IOException, InterruptedException {
        return BadInput.in(folder).stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothing_makes_the_format_fail(Path file) {
        byte[] bytes = unframed(Fixtures.bytes(file));
        Hl7v2Acceptance acceptance = Hl7v2Acceptance.of(bytes, Hl7v2Acceptance.Terms.ANY);
        assertThat(acceptance.accepted()).isEqualTo(acceptance.problems().isEmpty());
        byte[] answer =
                Hl7v2Acknowledgement.write(bytes, acceptance.code(), acceptance.problems(), Instant.EPOCH, "A1");
        assertThat(Hl7v2Acknowledgement.read(answer)).hasValueSatisfying(read -> {
            assertThat(read.code()).isEqualTo(acceptance.code());
            assertThat(read.controlId()).isEqualTo(acceptance.controlId());
        });
        Hl7v2OrderingKey.keys(bytes, Hl7v2OrderingKey.PATIENT, "");
        var problems = new ArrayList<Problem>();
        Value.Group message = Messages.read("hl7v2:2.5.1/ADT_A01", bytes, problems);
        if (acceptance.accepted()) {
            assertThat(problems).noneMatch(Problem::isError);
            byte[] written = Messages.write("hl7v2:2.5.1/ADT_A01", message, Map.of(), problems);
            assertThat(problems).noneMatch(Problem::isError);
            assertThat(Messages.read("hl7v2:2.5.1/ADT_A01", written, problems))
                    .isEqualTo(Messages.in(message, written));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mllp-04-two-messages-glued-in-one-frame.bin, CE",
        "mllp-07-empty-frame.bin, AR",
        "mllp-09-truncated-mid-segment.bin, CA",
        "msh-02-lower-case.bin, AR",
        "msh-04-delimiters-missing.bin, AR",
        "msh-05-delimiters-all-the-same.bin, AR",
        "msh-07-odd-but-valid-delimiters.bin, AA",
        "msh-14-very-long-control-id.bin, CE",
        "cs-02-invalid-utf8.bin, CE",
        "cs-03-latin1-declared-utf8.bin, CE",
        "cs-05-latin1-declared-latin1.bin, CA",
        "cs-07-unknown-charset-name.bin, CE",
        "cs-08-bom.bin, CA",
        "cs-10-rtl-override-and-controls.bin, CA",
        "seg-01-100k-segments.bin, CA",
        "inj-jndi.bin, CA"
    })
    void each_is_answered_as_it_should_be(String name, AckCode code) throws IOException, InterruptedException {
        assertThat(cases()).isNotEmpty();
        byte[] bytes = unframed(Fixtures.bytes(folder.resolve(name)));
        assertThat(Hl7v2Acceptance.of(bytes, Hl7v2Acceptance.Terms.ANY).code()).isEqualTo(code);
    }

    @Test
    void odd_but_valid_delimiters_are_read() throws IOException, InterruptedException {
        assertThat(cases()).isNotEmpty();
        Value.Group message = Messages.read(
                "hl7v2:2.5.1/ADT_A01",
                unframed(Fixtures.bytes(folder.resolve("msh-07-odd-but-valid-delimiters.bin"))),
                new ArrayList<>());
        assertThat(Value.items(Messages.at(message, "PID-3"))).hasSize(2);
        assertThat(Messages.at(message, "PID-5.1")).isEqualTo(new Value.Text("O$Neil"));
    }

    @Test
    void a_latin_name_is_exactly_that_name() throws IOException, InterruptedException {
        assertThat(cases()).isNotEmpty();
        List<Problem> problems = new ArrayList<>();
        Value.Group message = Messages.read(
                "hl7v2:2.5.1/ADT_A01",
                unframed(Fixtures.bytes(folder.resolve("cs-05-latin1-declared-latin1.bin"))),
                problems);
        assertThat(Messages.at(message, "PID-5.1")).isEqualTo(new Value.Text("M\u00dcLLER"));
        assertThat(problems).isEmpty();
    }

    private static byte[] unframed(byte[] bytes) {
        int from = bytes.length > 0 && bytes[0] == 0x0B ? 1 : 0;
        int to = bytes.length;
        while (to > from && (bytes[to - 1] == 0x0D || bytes[to - 1] == 0x1C)) {
            to--;
        }
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }
}
