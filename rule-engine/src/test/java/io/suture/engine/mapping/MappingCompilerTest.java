package io.suture.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.suture.engine.expression.Environment;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Inputs;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.mapping.Origin.Case;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Problem.Span;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MappingCompilerTest {
    private static final Hl7v2Format HL7 = new Hl7v2Format();
    private static final SchemaRef ORU = new SchemaRef("hl7v2", "2.5.1", "ORU_R01");
    private static final SchemaRef PATIENT = new SchemaRef("fhir", "r4", "Patient");
    private static final SchemaRef BUNDLE = new SchemaRef("fhir", "r4", "Bundle");
    private static final Environment FORMULAS =
            Environment.of(List.of(HL7, new FhirFormat()), List.of(), Map.of("SENDER_ZONE", "UTC"), Set.of());

    @Test
    void every_error_is_listed_at_once_with_its_row_and_its_characters() {
        List<Problem> problems = problems(
                PATIENT,
                row("birthDat", "PID-7"),
                row("birthDate", "PID-7"),
                row("gender", "lowr(PID-8)"),
                row("active", "PID-99 = 'Y'"),
                row("name.family", "PID-5.1 &"),
                row("name.family", "PID-5.1"),
                row("name.text", "NTE-3"),
                row("language", "PID-15 in 'Languages'"));

        assertThat(problems.stream().filter(Problem::isError))
                .extracting(Problem::code, Problem::path)
                .contains(
                        tuple("unknown-target", "fields[0].target"),
                        tuple("type-clash", "fields[1].from"),
                        tuple("unknown-function", "fields[2].from"),
                        tuple("unknown-field", "fields[3].from"),
                        tuple("formula-missing", "fields[4].from"),
                        tuple("duplicate-target", "fields[5].target"),
                        tuple("ambiguous-field", "fields[6].from"),
                        tuple("unknown-table", "fields[7].from"));
        assertThat(message(problems, "unknown-target")).contains("Did you mean birthDate");
        assertThat(message(problems, "type-clash")).contains("date(PID-7)");
        assertThat(message(problems, "unknown-function")).contains("Did you mean low, lower");
        assertThat(message(problems, "ambiguous-field")).contains("PATIENT_RESULT.ORDER_OBSERVATION.NTE");
        assertThat(problems.stream().filter(problem -> problem.code().equals("unknown-field")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.span()).isEqualTo(new Span(4, 6)));
    }

    @Test
    void sub_mappings_that_use_each_other_are_a_circle_and_not_an_endless_compilation() {
        Mapping one = map("one", "two");
        Mapping two = map("two", "one");
        FieldMapping row = new FieldMapping(path("name"), null, List.of(), null, using("one", "PID-5"), null, "");

        List<Problem> problems = MappingCompiler.compile(
                        mapping(PATIENT, row), MappingEnvironment.of(FORMULAS, List.of(one, two)))
                .problems();

        assertThat(message(problems, "circular-map")).contains("one → two → one");
    }

    /// Whoever uses the sub-mapping puts it in its place; a whole output has no such place.
    @Test
    void a_sub_mapping_may_begin_with_what_another_makes_of_it_and_an_output_may_not() {
        Mapping begun = map("begun", "other");
        FieldMapping whole =
                new FieldMapping(FieldPath.ROOT, null, List.of(), null, using("other", "XPN.99"), null, "");
        Mapping mistaken = begun.withFields(List.of(whole));

        assertThat(MappingCompiler.compile(begun, MappingEnvironment.of(FORMULAS, List.of()))
                        .problems())
                .noneMatch(Problem::isError);
        assertThat(MappingCompiler.compile(mistaken, MappingEnvironment.of(FORMULAS, List.of()))
                        .problems())
                .extracting(Problem::code)
                .contains("unknown-field");
        assertThat(problems(PATIENT, whole)).extracting(Problem::code).contains("root-origin");
    }

    @Test
    void cases_that_leave_something_open_are_a_warning() {
        var cases = new Origin.Cases(
                List.of(new Case(new Formula("PID-30 = 'Y'"), "boolean", new Origin.From(new Formula("true")))));
        FieldMapping row = new FieldMapping(path("deceased[x]"), null, List.of(), null, cases, null, "");

        assertThat(problems(PATIENT, row)).extracting(Problem::code).containsExactly("cases-open");
    }

    @Test
    void what_the_target_needs_and_nobody_makes_is_said() {
        List<Problem> problems = problems(PATIENT, row("communication.preferred", "true"));

        assertThat(message(problems, "required-unmapped")).contains("communication.language");
    }

    @Test
    void an_empty_key_is_an_error_and_makes_no_entry() {
        Mapped mapped = run("MSH|^~\\&|A|B|C|D|2026||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1||\r", "PID-3.1");

        assertThat(mapped.problems()).extracting(Problem::code).containsExactly("key-empty");
        assertThat(mapped.problems()).extracting(Problem::path).containsExactly("patient[1]");
        assertThat(mapped.outputs().getFirst().writes()).isEmpty();
    }

    @Test
    void an_ambiguous_key_is_an_error_too() {
        Mapped mapped = run("MSH|^~\\&|A|B|C|D|2026||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1||1~2\r", "PID-3.1");

        assertThat(mapped.problems()).extracting(Problem::code).containsExactly("key-ambiguous");
    }

    @Test
    void what_the_target_needs_and_the_message_lacks_travels_as_a_warning_with_its_place() {
        Mapped mapped = run(
                "MSH|^~\\&|A|B|C|D|2026||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1||1||||||\r",
                "PID-3.1",
                row("patient.communication.preferred", "true"),
                row("patient.communication.language.text", "PID-15"));

        assertThat(mapped.problems())
                .extracting(Problem::code, Problem::path)
                .containsExactly(tuple("required-empty", "patient[1].communication[1].language"));
    }

    private static Mapped run(String message, String key, FieldMapping... more) {
        var entry = new Entry("Patient", new Formula(key), Entry.WriteMode.MERGE, null);
        var rows = new java.util.ArrayList<FieldMapping>();
        rows.add(new FieldMapping(path("patient"), entry, List.of(), null, new Origin.Beneath(), null, ""));
        rows.add(row("patient.active", "true"));
        rows.addAll(List.of(more));
        CompiledMapping compiled = MappingCompiler.compile(
                        mapping(BUNDLE, rows.toArray(FieldMapping[]::new)), MappingEnvironment.of(FORMULAS, List.of()))
                .orThrow();
        Value.Group source = HL7.reader(HL7.schema(ORU).orElseThrow(), Map.of())
                .read(message.getBytes(StandardCharsets.UTF_8), problem -> {});
        return compiled.map(source, Inputs.of(Instant.EPOCH, "seed"), "test", false);
    }

    private static List<Problem> problems(SchemaRef target, FieldMapping... rows) {
        return MappingCompiler.compile(mapping(target, rows), MappingEnvironment.of(FORMULAS, List.of()))
                .problems();
    }

    private static String message(List<Problem> problems, String code) {
        return problems.stream()
                .filter(problem -> problem.code().equals(code))
                .findFirst()
                .orElseThrow()
                .message();
    }

    private static Mapping map(String name, String uses) {
        return new Mapping(
                name,
                1,
                new SchemaRef("hl7v2", "2.5.1", "#XPN"),
                Map.of(),
                new SchemaRef("fhir", "r4", "#HumanName"),
                false,
                Map.of(),
                null,
                null,
                List.of(
                        new FieldMapping(path("period"), null, List.of(), null, new Origin.Beneath(), null, ""),
                        new FieldMapping(FieldPath.ROOT, null, List.of(), null, using(uses, "XPN"), null, "")));
    }

    private static Origin using(String map, String from) {
        return new Origin.Using(map, new Formula(from), Map.of());
    }

    private static FieldMapping row(String target, String formula) {
        return FieldMapping.from(path(target), formula);
    }

    private static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }

    private static Mapping mapping(SchemaRef target, FieldMapping... rows) {
        return new Mapping("m", 1, ORU, Map.of(), target, false, Map.of(), null, null, List.of(rows));
    }
}
