package io.suture.engine.format.hl7v2;

import static io.suture.engine.format.hl7v2.Messages.at;
import static io.suture.engine.format.hl7v2.Messages.message;
import static io.suture.engine.format.hl7v2.Messages.outline;
import static io.suture.engine.format.hl7v2.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.Fixtures;
import io.suture.engine.format.Format;
import io.suture.engine.format.FormatContract;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.Hl7Profile.Part;
import io.suture.engine.schema.Hl7Profile.Segment;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest extends FormatContract {
    private static final String MSH = "MSH|^~\\&|LAB|NORTH|EHR|SOUTH|20260102103000||ORU^R01^ORU_R01|M1|P|2.5.1";
    private static final SchemaRef ORU = new SchemaRef("hl7v2", "2.5.1", "ORU_R01@north");

    private static final Hl7Profile NORTH = new Hl7Profile(
            "2.5.1",
            "ORU_R01",
            List.of(
                    new Segment(
                            "ZPI",
                            "Insurance at North",
                            "PATIENT_RESULT.PATIENT",
                            "PID",
                            Cardinality.OPTIONAL,
                            List.of(
                                    part(1, "Plan", "ST", Cardinality.REQUIRED),
                                    part(3, "Valid until", "DT", null),
                                    new Part(
                                            4,
                                            "Case worker",
                                            "",
                                            null,
                                            "",
                                            List.of(
                                                    part(1, "Number", "ST", null),
                                                    part(2, "Name", "ST", Cardinality.REQUIRED))))),
                    new Segment(
                            "PID",
                            "",
                            "",
                            "",
                            null,
                            List.of(
                                    new Part(
                                            3,
                                            "Patient numbers",
                                            "",
                                            new Cardinality(1, 2),
                                            "",
                                            List.of(part(11, "Ward list", "ST", null))),
                                    part(8, "", "", Cardinality.REQUIRED),
                                    part(41, "Bed side", "ST", null)))),
            Map.of("0001", List.of("F", "M")));

    private static final Hl7Format NORTHERN = new Hl7Format(format(NORTH));

    private record Hl7Format(Hl7v2Format format) {
        Schema schema() {
            return format.schema(ORU).orElseThrow();
        }
    }

    private static Part part(int number, String label, String type, @Nullable Cardinality often) {
        return new Part(number, label, type, often, "", List.of());
    }

    private static Hl7v2Format format(Hl7Profile profile) {
        return Messages.FORMAT.with(List.of(new SchemaDefinition("north", 1, "North", profile)));
    }

    @Override
    protected Format format() {
        return NORTHERN.format();
    }

    @Override
    protected Stream<Sample> samples() {
        return Stream.of(
                sample("its own segment", "PID|1||A^^^B&1.2&ISO^MR||Doe^Jane|||F", "ZPI|P7|x|20271231|17^Lee", "OBR|1"),
                sample("nowhere", "PID|1||A||Doe^Jane|||F", "OBR|1", "OBX|1|ST|||a", "ZPI|P7", "ZXX|1"),
                sample("further parts", "PID|1||A^^^^^^^^^^W3^beyond|||||Q||||||||||||||||||||||||||||||||||left^b"));
    }

    @Override
    protected Stream<Unknown> unknowns() {
        return Stream.of(
                unknown("a field that nobody named", "ZPI|P7|x|20271231|17^Lee|beyond"),
                unknown("a component that nobody named", "ZPI|P7|x|20271231|17^Lee^beyond"),
                unknown("another segment", "ZZZ|beyond"));
    }

    private static Unknown unknown(String name, String segment) {
        return new Unknown(sample(name, "PID|1|||||||F", segment), "beyond", StandardCharsets.UTF_8);
    }

    @Override
    protected Stream<Sample> broken() {
        return Stream.of(
                sample("two messages", "PID|1", MSH, "PID|2"), Sample.of("empty", ORU.toString(), new byte[0]));
    }

    private static Sample sample(String name, String... segments) {
        return Sample.of(
                name,
                ORU.toString(),
                message(Stream.concat(Stream.of(MSH), Stream.of(segments)).toArray(String[]::new)));
    }

    private static Value.Group read(List<Problem> problems, String... segments) {
        return NORTHERN.format()
                .reader(NORTHERN.schema(), Map.of())
                .read(
                        message(Stream.concat(Stream.of(MSH), Stream.of(segments))
                                .toArray(String[]::new)),
                        problems::add);
    }

    private static Field field(String path) {
        return NORTHERN.schema().find(FieldPath.parse(path).orElseThrow()).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "PATIENT_RESULT.PATIENT.ZPI, Insurance at North, ZPI, 0..1",
        "PATIENT_RESULT.PATIENT.ZPI-1, Plan, ST, 1..1",
        "PATIENT_RESULT.PATIENT.ZPI-2, Field 2, varies, 0..*",
        "PATIENT_RESULT.PATIENT.ZPI-3, Valid until, DT, 0..1",
        "PATIENT_RESULT.PATIENT.ZPI-4.2, Name, ST, 1..1",
        "PATIENT_RESULT.PATIENT.PID-3, Patient numbers, CX, 1..2",
        "PATIENT_RESULT.PATIENT.PID-3.4, Assigning Authority, HD, 0..1",
        "PATIENT_RESULT.PATIENT.PID-3.11, Ward list, ST, 0..1",
        "PATIENT_RESULT.PATIENT.PID-8, Administrative Sex, IS, 1..1",
        "PATIENT_RESULT.PATIENT.PID-41, Bed side, ST, 0..1"
    })
    void the_tree_has_what_the_profile_names_and_the_standard_beside_it(
            String path, String label, String type, String often) {
        Field field = field(path);
        assertThat(field.label()).isEqualTo(label);
        assertThat(field.type().name()).isEqualTo(type);
        assertThat(field.cardinality()).hasToString(often);
    }

    @Test
    void the_standard_stays_what_it_was() {
        Schema standard = NORTHERN.format()
                .schema(new SchemaRef("hl7v2", "2.5.1", "ORU_R01"))
                .orElseThrow();
        assertThat(standard).isSameAs(Messages.schema("hl7v2:2.5.1/ORU_R01"));
        assertThat(standard.find(FieldPath.parse("PATIENT_RESULT.PATIENT.ZPI").orElseThrow()))
                .isEmpty();
        assertThat(NORTHERN.format().schemas()).startsWith(ORU);
    }

    @Test
    void its_segment_is_read_in_its_group_and_what_follows_is_not_disturbed() {
        Value.Group message =
                read(new ArrayList<>(), "PID|1||A|||||F", "ZPI|P7|x", "PV1|1|I", "ORC|RE", "OBR|1", "OBX|1|ST|||a");
        assertThat(outline(message))
                .isEqualTo(
                        "MSH PATIENT_RESULT{PATIENT{PID ZPI VISIT{PV1}} ORDER_OBSERVATION{ORC OBR OBSERVATION{OBX}}}");
        assertThat(at(message, "PATIENT_RESULT.PATIENT.ZPI-1")).isEqualTo(new Value.Text("P7"));
    }

    @Test
    void where_it_comes_late_it_is_read_all_the_same_and_written_where_it_came() {
        String[] segments = {"PID|1||A|||||F", "PV1|1|I", "ZPI|P7", "OBR|1", "OBX|1|ST|||a"};
        Value.Group message = read(new ArrayList<>(), segments);
        assertThat(at(message, "PATIENT_RESULT.PATIENT.ZPI-1")).isEqualTo(new Value.Text("P7"));
        assertThat(text(NORTHERN.format().writer(NORTHERN.schema(), Map.of()).write(message, problem -> {})))
                .isEqualTo(MSH + "\n" + String.join("\n", segments) + "\n");
    }

    @Test
    void a_built_segment_is_written_where_the_profile_has_it() {
        Value.Group patient = Fields.builder()
                .add(
                        "ZPI",
                        Fields.builder()
                                .add("1", new Value.Text("P7"))
                                .add("4", parts("17", "Lee"))
                                .build())
                .add(
                        "PID",
                        Fields.builder()
                                .add("8", new Value.Text("F"))
                                .add("3", new Value.Text("A"))
                                .build())
                .build();
        Value.Group message = Fields.builder()
                .add("MSH", Fields.builder().add("9", parts("ORU", "R01")).build())
                .add("PATIENT_RESULT", Fields.builder().add("PATIENT", patient).build())
                .build();
        var problems = new ArrayList<Problem>();
        byte[] bytes = NORTHERN.format().writer(NORTHERN.schema(), Map.of()).write(message, problems::add);
        assertThat(text(bytes)).isEqualTo("MSH|^~\\&|||||||ORU^R01\nPID|||A|||||F\nZPI|P7|||17^Lee\n");
        assertThat(problems).isEmpty();
    }

    private static Value.Group parts(String one, String two) {
        return Fields.builder()
                .add("1", new Value.Text(one))
                .add("2", new Value.Text(two))
                .build();
    }

    @Test
    void what_breaks_the_profile_is_a_warning_with_its_place_and_stays() {
        var problems = new ArrayList<Problem>();
        Value.Group message = read(problems, "PID|1||A~B~C|||||D", "ZPI||||17", "OBR|1", "OBX|1|ST|||a");
        assertThat(problems).noneMatch(Problem::isError);
        assertThat(problems)
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactly(
                        "profile-repeats PID-3",
                        "profile-code PID-8",
                        "profile-required ZPI-1",
                        "profile-required ZPI-4.2");
        assertThat(problems.get(1).message())
                .isEqualTo("“D” is none of the codes that this site has in table 0001. It is kept.");
        assertThat(at(message, "PATIENT_RESULT.PATIENT.PID-8")).isEqualTo(new Value.Text("D"));
    }

    @Test
    void what_keeps_to_the_profile_gives_no_problem() {
        var problems = new ArrayList<Problem>();
        read(problems, "PID|1||A~B|||||F", "ZPI|P7", "OBR|1", "OBX|1|ST|||a");
        assertThat(problems).isEmpty();
    }

    @Test
    void what_means_nothing_is_said_with_its_place_in_the_profile() {
        var profile = new Hl7Profile(
                "2.5.1",
                "ORU_R01",
                List.of(
                        new Segment("ZAA", "", "", "PID", null, List.of()),
                        new Segment("ZBB", "", "", "", null, List.of()),
                        new Segment("PID", "", "", "", null, List.of(part(3, "", "QQ", null))),
                        new Segment("PV1", "", "PATIENT_RESULT.PATIENT.VISIT", "PV2", null, List.of())),
                Map.of());
        assertThat(Messages.FORMAT.check(profile))
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactlyInAnyOrder(
                        "unknown-place segments[0].after",
                        "unknown-place segments[1].after",
                        "unknown-datatype segments[2].fields[0].type",
                        "segment-twice segments[3].code");
        assertThat(Messages.FORMAT.check(new Hl7Profile("2.5.1", "ORU_X99", List.of(), Map.of())))
                .extracting(Problem::code)
                .containsExactly("unknown-structure");
    }

    @Test
    void a_profile_is_proposed_from_what_real_messages_hold_beyond_the_standard() {
        byte[] vendor = Fixtures.bytes(Fixtures.path("hl7v2/rethinkhealth-hl7v2/edge-z-segments.hl7"));
        byte[] kit = Fixtures.bytes(Fixtures.path("hl7v2/cosyte-hl7/examples/profile-starter-kit/sample.hl7"));
        Hl7Profile found = Messages.FORMAT.learn(new SchemaRef("hl7v2", "2.5", "ADT_A01"), List.of(vendor, kit));
        assertThat(found.segments())
                .extracting(segment -> segment.code() + " after " + segment.after())
                .containsExactly("ZVN after PID", "ZPD after PID", "ZAL after PV1");
        assertThat(found.segment("ZVN").orElseThrow().field(3).orElseThrow().parts())
                .hasSize(3);
        assertThat(found.segment("ZAL").orElseThrow().field(3).orElseThrow().type())
                .isEqualTo("DTM");
        assertThat(Messages.FORMAT.check(found)).isEmpty();

        Hl7v2Format learned = format(found);
        Schema schema = learned.schema(found.ref("north")).orElseThrow();
        Value.Group message = learned.reader(schema, Map.of()).read(vendor, problem -> {});
        assertThat(outline(message)).isEqualTo("MSH PID ZVN ZPD");
        assertThat(schema.find(FieldPath.parse("ZVN-3.2").orElseThrow())).isPresent();
    }

    @Test
    void further_fields_and_components_are_found_and_headers_are_left_alone() {
        byte[] sample = message(
                MSH + "||||||||||||||||x",
                "PID|1||A^^^^^^^^^^W3||||^^|F^x" + "|".repeat(33) + "left",
                "OBR|1",
                "OBX|1|CE|||a^b^c^d^e^f^g^h");
        Hl7Profile found =
                Messages.FORMAT.learn(ORU, List.of(sample, "no message".getBytes(StandardCharsets.US_ASCII)));
        assertThat(found.segments()).hasSize(1);
        Segment patient = found.segments().getFirst();
        assertThat(patient.isAdded()).isFalse();
        assertThat(patient.field(3).orElseThrow().parts())
                .extracting(Part::number)
                .containsExactly(11);
        assertThat(patient.field(41).orElseThrow().type()).isEqualTo("ST");
    }

    @Test
    void what_is_found_later_changes_nothing_that_somebody_named() {
        Hl7Profile found = new Hl7Profile(
                "2.5.1",
                "ORU_R01",
                List.of(
                        new Segment(
                                "ZPI", "", "", "MSH", null, List.of(part(1, "", "DT", null), part(9, "", "ST", null))),
                        new Segment("ZNW", "", "", "MSH", null, List.of())),
                Map.of());
        Hl7Profile both = NORTH.and(found);
        assertThat(both.segments()).extracting(Segment::code).containsExactly("ZPI", "PID", "ZNW");
        Segment insurance = both.segment("ZPI").orElseThrow();
        assertThat(insurance.after()).isEqualTo("PID");
        assertThat(insurance.fields()).extracting(Part::number).containsExactly(1, 3, 4, 9);
        assertThat(insurance.field(1).orElseThrow().label()).isEqualTo("Plan");
    }
}
