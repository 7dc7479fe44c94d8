package io.suture.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Delimited files through `transform` and `check`: several rows are one message, and a file holds many of them.
class DelimitedTransformTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCHEMA = """
            {
              "$schema": "/schemas/schema.json", "version": 1, "name": "results", "format": "csv",
              "message": "key", "key": "order",
              "columns": [
                {"name": "order", "required": true}, {"name": "mrn"}, {"name": "code"},
                {"name": "value", "type": "number"}
              ]
            }
            """;
    private static final String CHANNEL = """
            {
              "$schema": "/schemas/channel.json", "version": 1, "name": "analyser", "title": "Analyser",
              "source": {
                "endpoint": {"connector": "file", "settings": {"zone": "Europe/Berlin"}},
                "schema": "csv:1/results"
              },
              "rules": {"policy": "collect", "otherwise": ["lab"], "rules": []},
              "destinations": [
                {
                  "name": "lab",
                  "endpoint": {"connector": "mllp"},
                  "mapping": {
                    "name": "To HL7", "source": "csv:1/results", "target": "hl7v2:2.5.1/ORU_R01",
                    "fields": [
                      {"target": "MSH-9.1", "from": "'ORU'"},
                      {"target": "MSH-10", "from": "controlId()"},
                      {"target": "PID-3.1", "from": "row[1].mrn"},
                      {"target": "OBR-3.1", "from": "row[1].order"},
                      {"target": "OBSERVATION", "each": [{"as": "one", "in": "row"}]},
                      {"target": "OBSERVATION.OBX-3.1", "from": "one.code"},
                      {"target": "OBSERVATION.OBX-5", "from": "one.value"}
                    ]
                  }
                }
              ],
              "schemas": [{"file": "results.json"}]
            }
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void documents() throws IOException {
        Files.writeString(folder.resolve("results.json"), SCHEMA);
        Files.writeString(folder.resolve("channel.json"), CHANNEL);
    }

    private int run(String... arguments) {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return CommandLine.run(List.of(arguments), Map.of(), out, out);
    }

    private int transform(String csv, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("day.csv"), csv);
        return more.length == 0
                ? run("transform", "--channel", channel(), file.toString())
                : run("transform", "--channel", channel(), "--out", more[0], file.toString());
    }

    private String channel() {
        return folder.resolve("channel.json").toString();
    }

    private List<JsonNode> reports() {
        return said.toString(StandardCharsets.UTF_8).lines().map(JSON::readTree).toList();
    }

    @Test
    void the_rows_of_an_order_are_one_message_with_its_place_in_the_file() throws IOException {
        Path out = folder.resolve("out");

        int exit = transform("order,mrn,code,value\nA,M1,GLU,112\nA,M1,K,6.80\nB,M2,GLU,99\n", out.toString());

        assertThat(exit).isZero();
        assertThat(out.resolve("day.1.lab.hl7")).content().contains("OBX|||GLU||112\rOBX|||K||6.80\r");
        assertThat(out.resolve("day.2.lab.hl7")).content().contains("PID|||M2\r");
        JsonNode report = JSON.readTree(Files.readAllBytes(out.resolve("day.2.report.json")));
        assertThat(report.path("place").stringValue()).isEqualTo("line 4");
        assertThat(report.path("accepted").booleanValue()).isTrue();
        assertThat(report.path("ack").stringValue()).isEmpty();
    }

    @Test
    void one_bad_record_leaves_the_others_alone() throws IOException {
        int exit = transform("order,mrn,code,value\nA,M1,GLU,112\nB,\"M2\"x,GLU,99\nC,M3,GLU,98\n");

        assertThat(exit).isEqualTo(1);
        assertThat(reports())
                .extracting(one -> one.path("accepted").booleanValue())
                .containsExactly(true, false, true);
        JsonNode problem = reports().get(1).path("problems").path(0);
        assertThat(problem.path("code").stringValue()).isEqualTo("quote-broken");
    }

    @Test
    void what_is_no_such_file_is_refused_with_a_reason() throws IOException {
        assertThat(transform("MSH|^~\\&|A|B\rPID|1\r")).isEqualTo(1);
        assertThat(reports()).singleElement().satisfies(report -> {
            assertThat(report.path("accepted").booleanValue()).isFalse();
            assertThat(report.path("problems").toString()).contains("other-columns");
        });
    }

    @Test
    void check_reads_the_channel_with_its_schema_and_names_what_is_wrong_in_it() throws IOException {
        assertThat(run("check", folder.toString())).isZero();

        Files.writeString(folder.resolve("results.json"), SCHEMA.replace("\"number\"", "\"count\""));
        assertThat(run("check", folder.toString())).isEqualTo(1);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("results.json:columns[3].type");
    }
}
