package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Settings;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Decision;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What must hold of pharmacy orders whatever a sender does.
class PharmacyOrdersTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Channel SHIPPED =
            TemplateCatalog.channel("pharmacy-orders").orElseThrow();
    private static final CompiledChannel CHANNEL = ChannelCompiler.standard()
            .compile(Settings.fill(SHIPPED, Map.of()).channel(), "test")
            .orThrow();

    private static Result run(String allergy, String control, String status, String... drugs) {
        var message =
                new StringBuilder("MSH|^~\\&|APP|CLINIC|||20260310||RDE^O11|1|P|2.5.1\rPID|1||7^^^CLINIC^MR||Doe^Jane\r"
                        + (allergy.isEmpty() ? "" : "AL1|1|DA|" + allergy + "\r"));
        for (int i = 0; i < drugs.length; i++) {
            message.append("ORC|" + control + "|N" + i + "|||" + status + "\rRXE||" + drugs[i]
                    + "|1||TAB\rTQ1|1||BID\rRXR|PO\r");
        }
        return Engine.run(
                CHANNEL,
                new Message(message.toString().getBytes(StandardCharsets.UTF_8), ""),
                Context.of(Instant.EPOCH, "seed"),
                Tracing.OFF);
    }

    private static List<JsonNode> resources(Result result, String type) {
        assertThat(result.problems()).noneMatch(Problem::isError);
        List<JsonNode> found = new ArrayList<>();
        JSON.readTree(result.outputs().getFirst().bytes()).path("entry").forEach(entry -> {
            if (entry.path("resource").path("resourceType").stringValue().equals(type)) {
                found.add(entry.path("resource"));
            }
        });
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "NW, '', active",
        "XO, '', active",
        "SC, CM, completed",
        "NW, HD, on-hold",
        "CA, A, cancelled",
        "OC, IP, cancelled",
        "DC, A, stopped",
        "HD, A, on-hold",
        "SC, '', unknown",
        "'', '', unknown",
        "QQ, QQ, unknown"
    })
    void an_order_is_active_only_where_somebody_says_so(String control, String status, String expected) {
        assertThat(resources(run("", control, status, "1^Aspirin 81 MG"), "MedicationRequest")
                        .getFirst()
                        .path("status")
                        .stringValue())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "^Penicillin, 1^Amoxicillin 500 MG, true",
        "^SULFA DRUGS, 1^Sulfamethoxazole / Trimethoprim, true",
        "^Penicillin V, 1^Cephalexin 250 MG, true",
        "^Penicillin, 1^Acetaminophen 325 MG, false",
        "^Latex, 1^Amoxicillin 500 MG, false"
    })
    void an_allergy_to_a_drug_of_the_group_is_told(String allergy, String drug, boolean told) {
        Result result = run(allergy, "NW", "", drug);

        assertThat(resources(result, "DetectedIssue").isEmpty()).isEqualTo(!told);
        assertThat(result.decisions().stream().anyMatch(one -> one.decision() instanceof Decision.Alert))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "Simvastatin 40 MG, CLARITHROMYCIN 500 MG, true",
        "Clarithromycin 500 MG, Simvastatin 40 MG, true",
        "Tizanidine 4 MG, Ciprofloxacin 500 MG, true",
        "Haloperidol 5 MG, Methadone 10 MG, true",
        "Haloperidol 5 MG, Haloperidol 10 MG, false",
        "Simvastatin 40 MG, Aspirin 81 MG, false"
    })
    void two_drugs_of_the_list_are_told_whichever_comes_first(String one, String other, boolean told) {
        Result result = run("", "NW", "", "1^" + one, "2^" + other);

        assertThat(resources(result, "DetectedIssue").isEmpty()).isEqualTo(!told);
        assertThat(result.decisions().stream().anyMatch(made -> made.decision() instanceof Decision.Alert))
                .isEqualTo(told);
        assertThat(result.outputs()).as("a warning does not stop an order").hasSize(2);
    }

    @Test
    void whatever_warns_says_that_it_is_no_complete_screen() {
        Result result = run("^Penicillin", "NW", "", "1^Amoxicillin", "2^Haloperidol", "3^Methadone");

        assertThat(resources(result, "DetectedIssue")).hasSize(3).allSatisfy(issue -> {
            assertThat(issue.path("code").path("text").stringValue()).contains("not a complete screen");
            assertThat(issue.path("reference").stringValue()).startsWith("https://");
            assertThat(issue.path("status").stringValue()).isEqualTo("preliminary");
        });
        assertThat(result.decisions().stream().map(made -> made.decision()).filter(Decision.Alert.class::isInstance))
                .hasSize(2)
                .allSatisfy(alert -> assertThat(((Decision.Alert) alert).text()).contains("Not a complete screen"));
        assertThat(new String(result.outputs().getLast().bytes(), StandardCharsets.UTF_8).split("\r"))
                .filteredOn(segment -> segment.startsWith("NTE"))
                .hasSize(3)
                .allSatisfy(note -> assertThat(note).contains("Not a complete screen"));
    }

    @Test
    void every_row_of_the_warning_tables_says_where_it_comes_from_and_every_pair_is_of_groups_that_there_are() {
        List<String> groups = new ArrayList<>();
        for (LookupTable table : SHIPPED.tables()) {
            if (table.columns().contains("source")) {
                int source = table.columns().indexOf("source");
                assertThat(table.rows())
                        .as(table.name())
                        .isNotEmpty()
                        .allSatisfy((key, row) ->
                                assertThat(row.get(source)).as(key).isNotBlank());
            }
            if (table.name().equals("Drug groups") || table.name().equals("Allergen groups")) {
                table.rows()
                        .values()
                        .forEach(row ->
                                groups.addAll(Arrays.asList(row.getFirst().split(" "))));
            }
        }
        for (LookupTable table : SHIPPED.tables()) {
            if (table.name().equals("Drug interactions") || table.name().equals("Allergy warnings")) {
                assertThat(table.rows().keySet())
                        .allSatisfy(pair -> assertThat(groups).contains(pair.split("\\+")));
            }
        }
    }
}
