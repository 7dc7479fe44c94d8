package io.suture.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.expression.Environment;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Inputs;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Saying why never changes what: seeded Mappings over seeded messages, with and without a trace.
class TracingTest {
    private static final Hl7v2Format HL7 = new Hl7v2Format();
    private static final SchemaRef ORU = new SchemaRef("hl7v2", "2.5.1", "ORU_R01");
    private static final MappingEnvironment ENVIRONMENT = MappingEnvironment.of(
            Environment.of(List.of(HL7, new FhirFormat()), List.of(), Map.of("SENDER_ZONE", "Europe/Berlin"), Set.of()),
            List.of());
    private static final List<String> FORMULAS = List.of(
            "OBX-5",
            "OBX-3.1",
            "first(OBX-5, OBR-4)",
            "join('-', OBX-3, PID-3.1)",
            "PID-3[PID-3.5 = 'MR'].1",
            "last(message.OBSERVATION.OBX-5)",
            "if(OBX-11 = 'F', OBX-5, null)",
            "coalesce(OBX-14, OBR-7, 'none')",
            "OBX-1 + 1",
            "sum(message.OBSERVATION.OBX-5)",
            "index(obx) & '/' & count(message.OBSERVATION)",
            "split(PID-5.1, 'o')",
            "null",
            "absent",
            "low(OBX-7)",
            "exists(OBX-8) and not OBX-8 in ('H', 'L')",
            "ZPI-2",
            "PID-5[last].2",
            "OBX-5.2");

    @ParameterizedTest
    @MethodSource("seeds")
    void the_outputs_are_equal_with_and_without_a_trace(int seed) {
        var random = new Random(seed);
        CompiledMapping compiled =
                MappingCompiler.compile(mapping(random), ENVIRONMENT).orThrow();
        for (int i = 0; i < 20; i++) {
            byte[] bytes = message(random).getBytes(StandardCharsets.UTF_8);
            Inputs inputs = Inputs.of(Instant.EPOCH, "seed" + i);
            Mapped quiet = compiled.map(read(bytes), inputs, "d", false);
            Mapped full = compiled.map(read(bytes), inputs, "d", true);

            assertThat(full.outputs()).isEqualTo(quiet.outputs());
            assertThat(full.problems()).isEqualTo(quiet.problems());
            assertThat(quiet.fields()).isEmpty();
            assertThat(compiled.map(read(bytes), inputs, "d", false)).isEqualTo(quiet);
        }
    }

    /// Looking at a group, counting it or asking whether it is there carries nothing over.
    @Test
    void what_nothing_took_up_is_unmapped_even_beneath_what_was_looked_at() {
        Mapping mapping = new Mapping(
                "m",
                1,
                ORU,
                Map.of(),
                new SchemaRef("fhir", "r4", "Patient"),
                false,
                Map.of(),
                null,
                null,
                List.of(
                        row("identifier.value", "PID-3"),
                        row("identifier.system", "identifierSystem(PID-3.4)"),
                        row("name.text", "sent(PID-5)"),
                        row("telecom.value", "telephone(PID-13)"),
                        row("active", "exists(PID-30) or count(message.OBSERVATION) = 1"),
                        row("birthDate", "date(PID-7)"),
                        row("gender", "if(PID-8 = 'F', 'female', 'male')")));
        String message = "MSH|^~\\&\rPID|||1^^^A&1.2&ISO^MR~2||Doe^Jane~Roe||20260102|F|||||^PRN^PH^^^555^1234~2|||"
                + "||||||||||||||Y\rOBR|1\rOBX|1|NM|||5\r";

        Mapped mapped = MappingCompiler.compile(mapping, ENVIRONMENT)
                .orThrow()
                .map(read(message.getBytes(StandardCharsets.UTF_8)), Inputs.of(Instant.EPOCH, "seed"), "d", true);

        assertThat(mapped.unmapped())
                .filteredOn(place -> !place.startsWith("MSH"))
                .containsExactly(
                        "PID-3[1].5",
                        "PID-3[2]",
                        "PID-13[1].2",
                        "PID-13[1].3",
                        "PID-13[2]",
                        "PID-30",
                        "OBR[1]-1",
                        "OBX[1]-1",
                        "OBX[1]-2",
                        "OBX[1]-5[1]");
    }

    private static FieldMapping row(String target, String formula) {
        return FieldMapping.from(FieldPath.parse(target).orElseThrow(), formula);
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    private static Value.Group read(byte[] bytes) {
        List<Problem> problems = new ArrayList<>();
        Value.Group message =
                HL7.reader(HL7.schema(ORU).orElseThrow(), Map.of()).read(bytes, problems::add);
        assertThat(problems).noneMatch(Problem::isError);
        return message;
    }

    private static Mapping mapping(Random random) {
        boolean bundle = random.nextBoolean();
        var rows = new ArrayList<FieldMapping>();
        Loop loop = new Loop(
                "obx",
                new Formula("PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION.OBX"),
                maybe(random, "OBX-11 = 'F'"),
                null,
                maybe(random, "OBX-3.1"));
        String top = bundle ? "observation" : "PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION";
        var entry = new Entry("Observation", new Formula("token('urn:x', OBX-3.1)"), Entry.WriteMode.MERGE, null);
        rows.add(new FieldMapping(
                path(top), bundle ? entry : null, List.of(loop), null, new Origin.Beneath(), null, ""));
        List<String> targets = bundle
                ? List.of(
                        "valueString", "code.text", "note.text", "identifier.value", "bodySite.text", "device.display")
                : List.of("OBX.3.1", "OBX.5", "OBX.6.1", "NTE.3", "OBX.8", "OBX.14.1");
        for (String target : targets) {
            rows.add(new FieldMapping(
                    path(top + "." + target),
                    null,
                    List.of(),
                    maybe(random, "exists(OBX-8, ZPI)"),
                    new Origin.From(new Formula(FORMULAS.get(random.nextInt(FORMULAS.size())))),
                    maybe(random, "'otherwise'"),
                    ""));
        }
        return new Mapping(
                "m",
                1,
                ORU,
                Map.of(),
                bundle ? new SchemaRef("fhir", "r4", "Bundle") : ORU,
                !bundle && random.nextInt(3) == 0,
                Map.of(),
                new Formula("OBR-3"),
                null,
                rows);
    }

    private static @Nullable Formula maybe(Random random, String formula) {
        return random.nextBoolean() ? new Formula(formula) : null;
    }

    private static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }

    private static String message(Random random) {
        var out = new StringBuilder("MSH|^~\\&|A|B|C|D|202601021530||ORU^R01^ORU_R01|1|P|2.5.1\r");
        out.append("PID|1||").append(some(random, "1^^^H^MR", "", "\"\"", "1^^^H^PI~2^^^H^MR"));
        out.append("||")
                .append(some(random, "Doe^John", "", "Doe~Roe^Jane", "\"\""))
                .append('\r');
        out.append(some(random, "ZPI|1|own\r", ""));
        for (int order = random.nextInt(3); order >= 0; order--) {
            out.append("OBR|1||F")
                    .append(order)
                    .append("|X^Y^L|||")
                    .append(some(random, "2026", ""))
                    .append('\r');
            for (int i = random.nextInt(4); i > 0; i--) {
                out.append("OBX|").append(some(random, "1", "", "x")).append("|ST|");
                out.append(some(random, "a^A^L", "b", "c&d^e")).append("||");
                out.append(some(random, "1.50", "", "\"\"", "a~b", "x^y", "&c")).append("||");
                out.append(some(random, "3-5", "", "<7", "-")).append('|').append(some(random, "H", "", "\"\""));
                out.append("|||").append(some(random, "F", "X", "")).append("|||20260101\r");
            }
        }
        return out.toString();
    }

    private static String some(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
