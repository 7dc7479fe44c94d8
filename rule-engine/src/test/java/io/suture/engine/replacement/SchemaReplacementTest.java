package io.suture.engine.replacement;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Source;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.document.MappingDocument;
import io.suture.engine.expression.Environment;
import io.suture.engine.expression.Formula;
import io.suture.engine.format.Format;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingCompiler;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.mapping.Origin;
import io.suture.engine.replacement.PathChange.Kind;
import io.suture.engine.replacement.SchemaReplacement.Side;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Condition.Operator;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Batch;
import io.suture.engine.schema.SchemaDefinition.CellType;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Dialect;
import io.suture.engine.schema.SchemaDefinition.Json;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaReplacementTest {
    private static final List<Format> FORMATS = List.of(new Hl7v2Format(), new FhirFormat());

    private static SchemaDefinition orders(int revision, String... columns) {
        var all = new ArrayList<Column>();
        for (String column : columns) {
            String[] parts = column.split("/");
            all.add(new Column(
                    parts[0],
                    parts.length > 1 ? parts[1] : "",
                    column.endsWith("date") ? CellType.DATE : CellType.TEXT,
                    false,
                    ""));
        }
        return new SchemaDefinition("orders", revision, "Orders", new Delimited(all, Dialect.STANDARD, Batch.FILE, ""));
    }

    private static Channel channel(Mapping mapping, List<SchemaDefinition> schemas, Rule... rules) {
        return new Channel(
                "moved",
                "Moved",
                "",
                new Source(
                        new Endpoint("mllp", Map.of("zone", "UTC")),
                        mapping.source(),
                        Source.Answer.STORED,
                        Source.Acceptance.ANY,
                        Source.Order.CHANNEL),
                new RuleSet(List.of(rules), RuleSet.HitPolicy.COLLECT, List.of("out")),
                List.of(new Destination(
                        "out",
                        mapping,
                        new Endpoint("mllp", Map.of()),
                        Destination.Retry.DEFAULT,
                        Destination.WhenHeld.WAIT)),
                List.of(),
                List.of(),
                schemas,
                List.of(),
                Map.of(),
                "");
    }

    private static Mapping mapping(SchemaRef source, SchemaRef target, FieldMapping... rows) {
        return new Mapping("m", 1, source, Map.of(), target, false, Map.of(), null, null, List.of(rows));
    }

    private static FieldMapping row(String target, String formula) {
        return FieldMapping.from(FieldPath.parse(target).orElseThrow(), formula);
    }

    private static SchemaRef ref(String text) {
        return SchemaRef.parse(text).orElseThrow();
    }

    private static Schema schema(SchemaRef ref, SchemaDefinition... definitions) {
        return ChannelCompiler.with(FORMATS, List.of(definitions)).stream()
                .filter(format -> format.id().equals(ref.format()))
                .flatMap(format -> format.schema(ref).stream())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> said(List<PathChange> changes) {
        return changes.stream()
                .map(change -> change.kind() + " " + change.subject() + ": " + change.was()
                        + (change.kind() == Kind.MOVED ? " -> " + change.now() : ""))
                .toList();
    }

    @Test
    void a_file_with_other_columns_keeps_moves_and_breaks_paths_of_rows_rules_and_loops() {
        SchemaDefinition before = orders(1, "mrn/Patient number", "family", "born-date", "ward", "fax");
        SchemaDefinition after = orders(2, "patient_id/Patient number", "family", "date of birth-date", "Ward Name");
        FieldMapping patient = FieldMapping.from(FieldPath.of("PID"), "row")
                .withOrigin(new Origin.Beneath())
                .withLoops(List.of(Loop.over("line", "row")));
        Channel channel = channel(
                mapping(
                        before.ref(),
                        ref("hl7v2:2.5.1/ORU_R01"),
                        patient,
                        row("PID-3", "line.mrn & '-' & line.ward"),
                        row("PID-5", "upper(family)"),
                        row("PID-7", "line.`born-date`"),
                        row("PID-13", "line.fax")),
                List.of(before, after),
                new Rule(
                        "wards",
                        new Condition.Test(Quantifier.ANY, new Formula("row.ward"), Operator.IS, List.of("7")),
                        List.<Decision>of(new Decision.Drop("not ours")),
                        false,
                        true,
                        ""));
        var replacement = new SchemaReplacement(
                channel, new Side.Source(), schema(before.ref(), before), schema(after.ref(), after));
        List<PathChange> changes = replacement.changes();
        assertThat(said(changes))
                .containsExactlyInAnyOrder(
                        "MOVED wards: row.ward -> row.`Ward Name`",
                        "KEPT PID: row",
                        "MOVED PID-3: line.ward -> line.`Ward Name`",
                        "MOVED PID-3: line.mrn -> line.patient_id",
                        "KEPT PID-5: family",
                        "MOVED PID-7: line.`born-date` -> line.`date of birth-date`",
                        "BROKEN PID-13: line.fax");

        Channel moved = replacement.replaced(changes);
        assertThat(moved.source().schema()).isEqualTo(after.ref());
        Mapping mapping = moved.destinations().getFirst().mapping();
        assertThat(mapping.source()).isEqualTo(after.ref());
        assertThat(mapping.fields())
                .extracting(FieldMapping::origin)
                .contains(
                        new Origin.From(new Formula("line.patient_id & '-' & line.`Ward Name`")),
                        new Origin.From(new Formula("line.fax")));
        assertThat(((Rule) moved.rules().parts().getFirst()).when())
                .isEqualTo(
                        new Condition.Test(Quantifier.ANY, new Formula("row.`Ward Name`"), Operator.IS, List.of("7")));
        assertThat(ChannelDocument.read(ChannelDocument.write(moved)).orThrow()).isEqualTo(moved);
    }

    @Test
    void only_what_was_accepted_moves() {
        SchemaDefinition before = orders(1, "mrn/Patient number", "ward");
        SchemaDefinition after = orders(2, "patient_id/Patient number", "ward name");
        Channel channel = channel(
                mapping(before.ref(), ref("hl7v2:2.5.1/ORU_R01"), row("PID-3", "row.mrn"), row("PID-4", "row.ward")),
                List.of(before, after));
        var replacement = new SchemaReplacement(
                channel, new Side.Source(), schema(before.ref(), before), schema(after.ref(), after));
        Channel moved = replacement.replaced(replacement.changes().subList(0, 1));
        assertThat(moved.destinations().getFirst().mapping().fields())
                .containsExactly(row("PID-3", "row.patient_id"), row("PID-4", "row.ward"));
    }

    @Test
    void a_target_moves_its_rows_and_loses_none() {
        var before = new SchemaDefinition(
                "visit",
                1,
                "",
                new Json(
                        "{\"type\":\"object\",\"properties\":{\"patient\":{\"type\":\"object\",\"properties\":"
                                + "{\"mrn\":{\"type\":\"string\"},\"family\":{\"type\":\"string\"},\"pet\":{\"type\":\"string\"}}}}}"));
        var after = new SchemaDefinition(
                "visit",
                2,
                "",
                new Json("{\"type\":\"object\",\"properties\":{\"person\":{\"type\":\"object\",\"properties\":"
                        + "{\"mrn\":{\"type\":\"string\"},\"familyName\":{\"type\":\"string\"}}}}}"));
        Channel channel = channel(
                mapping(
                        ref("hl7v2:2.5.1/ADT_A01"),
                        before.ref(),
                        row("patient.mrn", "PID-3.1"),
                        row("patient.family", "PID-5.1"),
                        row("patient.pet", "PID-35")),
                List.of(before, after));
        var replacement = new SchemaReplacement(
                channel, new Side.Target("out"), schema(before.ref(), before), schema(after.ref(), after));
        List<PathChange> changes = replacement.changes();
        assertThat(said(changes))
                .containsExactly(
                        "MOVED patient.mrn: patient.mrn -> person.mrn",
                        "MOVED patient.family: patient.family -> person.familyName",
                        "BROKEN patient.pet: patient.pet");
        Mapping mapping =
                replacement.replaced(changes).destinations().getFirst().mapping();
        assertThat(mapping.target()).isEqualTo(after.ref());
        assertThat(mapping.fields())
                .extracting(row -> row.target().toString())
                .containsExactly("person.mrn", "person.familyName", "patient.pet");
    }

    @Test
    void an_older_hl7_version_has_other_groups_and_the_same_segments() throws IOException {
        try (var document = Objects.requireNonNull(
                getClass().getResourceAsStream("/golden/model-05-for-each-inside-each/mapping.json"))) {
            Mapping mapping = MappingDocument.read(document.readAllBytes()).orThrow();
            SchemaRef older = ref("hl7v2:2.3/ORU_R01");
            Channel channel = channel(mapping, List.of());
            var replacement =
                    new SchemaReplacement(channel, new Side.Source(), schema(mapping.source()), schema(older));
            List<PathChange> changes = replacement.changes();
            assertThat(changes).isNotEmpty().noneMatch(change -> change.kind() == Kind.BROKEN);
            assertThat(said(changes))
                    .contains(
                            "MOVED report: PATIENT_RESULT.ORDER_OBSERVATION -> RESPONSE.ORDER_OBSERVATION",
                            "KEPT observation: order.OBSERVATION",
                            "KEPT report.code.text: OBR-4.2");

            Mapping moved =
                    replacement.replaced(changes).destinations().getFirst().mapping();
            var environment = MappingEnvironment.of(
                    Environment.of(FORMATS, List.of(), Map.of("SENDER_ZONE", "UTC"), Set.of()), List.of());
            assertThat(MappingCompiler.compile(moved, environment).problems()).noneMatch(Problem::isError);
        }
    }

    @Test
    void a_profile_on_the_same_structure_keeps_everything() {
        var profile =
                new SchemaDefinition("north", 1, "North", new Hl7Profile("2.5.1", "ADT_A01", List.of(), Map.of()));
        SchemaRef standard = ref("hl7v2:2.5.1/ADT_A01");
        Channel channel = channel(
                mapping(standard, ref("hl7v2:2.3/ADT_A01"), row("PID-3", "PID-3[5 = 'MR'].1")), List.of(profile));
        var replacement =
                new SchemaReplacement(channel, new Side.Source(), schema(standard), schema(profile.ref(), profile));
        assertThat(replacement.changes()).hasSize(1).allMatch(change -> change.kind() == Kind.KEPT);
        assertThat(replacement.replaced(List.of()).source().schema()).isEqualTo(profile.ref());
    }
}
