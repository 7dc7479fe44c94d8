package io.suture.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.suture.engine.report.Problem;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.table.Cell;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTableDocumentTest {
    private static final String DOCUMENT = """
            {
              "$schema": "/schemas/rules.json",
              "version": 1,
              "policy": "collect",
              "otherwise": ["ehr"],
              "rules": [
                {"name": "All", "when": {"all": []}, "then": [{"label": "seen", "paths": []}]},
                {
                  "name": "Routing",
                  "stop": true,
                  "note": "By ward.",
                  "hits": "rule-order",
                  "columns": [
                    {"title": "Patient class", "field": "PV1-2", "type": "text"},
                    {"repeats": "all", "field": "OBX-5", "type": "number"}
                  ],
                  "outcomes": [
                    {"kind": "route"},
                    {"kind": "alert", "title": "Tell", "detail": "lab"}
                  ],
                  "rows": [
                    {"name": "critical", "when": ["I, E", "> 6.5"], "then": ["ehr", "Come."], "note": "As agreed."},
                    {"when": ["-", ""], "then": ["archive", ""]},
                    {"when": ["not P", "abc"], "then": ["archive"]}
                  ]
                }
              ]
            }
            """;

    @Test
    void a_table_reads_and_writes_as_the_same_bytes_with_its_unfinished_cells() {
        RuleSet rules = read(DOCUMENT).orThrow();

        assertThat(new String(RuleSetDocument.write(rules), StandardCharsets.UTF_8))
                .isEqualTo(DOCUMENT);
        assertThat(RuleSetDocument.read(RuleSetDocument.write(rules)).orThrow()).isEqualTo(rules);
        DecisionTable table = (DecisionTable) rules.parts().get(1);
        assertThat(table.rows().get(1).when().get(1)).isInstanceOf(Cell.Unclear.class);
        assertThat(table.rows().get(2).when().getFirst()).isEqualTo(new Cell.OneOf(List.of("P"), true));
    }

    @Test
    void what_means_nothing_in_a_table_is_refused_at_its_place() {
        String broken = DOCUMENT.replace("\"rule-order\"", "\"random\"")
                .replace("\"kind\": \"route\"", "\"kind\": \"run\"")
                .replace("\"note\": \"As agreed.\"", "\"code\": \"System.exit(0)\"")
                .replace("\"archive\", \"\"", "5")
                .replace("\"type\": \"number\"", "\"type\": \"java\"");

        assertThat(read(broken).problems())
                .extracting(Problem::code, Problem::path)
                .containsExactly(
                        tuple("unknown-choice", "rules[1].hits"),
                        tuple("unknown-choice", "rules[1].columns[1].type"),
                        tuple("unknown-choice", "rules[1].outcomes[0].kind"),
                        tuple("unknown-property", "rules[1].rows[0].code"),
                        tuple("wrong-type", "rules[1].rows[1].then[0]"));
    }

    @Test
    void the_published_schema_takes_a_table_and_refuses_what_reading_refuses() {
        assertThat(DocumentTest.refusals("rules", DOCUMENT)).isEmpty();
        assertThat(DocumentTest.refusals("rules", DOCUMENT.replace("\"route\"", "\"run\"")))
                .isNotEmpty();
        assertThat(DocumentTest.refusals("rules", DOCUMENT.replace("\"hits\"", "\"drl\"")))
                .isNotEmpty();
    }

    private static Read<RuleSet> read(String document) {
        return RuleSetDocument.read(document.getBytes(StandardCharsets.UTF_8));
    }
}
