package io.suture.studio.lookup.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.document.ConceptMapDocument;
import io.suture.engine.document.LookupTableCsv;
import io.suture.engine.lookup.Hl7TableMaps;
import io.suture.engine.lookup.LookupTable;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables coming from files and going to files.
class TableFilesTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            Sexes.csv, Sexes
            ../../etc/passwd.csv, passwd
            C:\\Users\\me\\order_status.CSV, order status
            .., Imported
            a..b.json, ab
            '', Imported
            """)
    void a_files_name_is_a_proposal_and_never_a_path(String file, String name) {
        assertThat(TableUpload.name(file)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Administrative sex, administrative-sex
            ../../Größe: 3/4, größe-3-4
            ???, table
            """)
    void a_tables_name_is_a_file_name_on_every_system(String table, String file) {
        assertThat(TableExport.fileName(table)).isEqualTo(file);
    }

    @Test
    void a_file_is_known_by_what_is_in_it() {
        LookupTable table =
                Hl7TableMaps.named("AdministrativeSex").orElseThrow().lookupTable("Sexes");

        assertThat(TableUpload.read(ConceptMapDocument.write(table), "x.csv").orThrow())
                .isEqualTo(table);
        assertThat(TableUpload.read(LookupTableCsv.write(table), "Sexes.json").orThrow())
                .isEqualTo(table);
        assertThat(TableUpload.read("PK\u0003\u0004".getBytes(StandardCharsets.UTF_8), "x.csv")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("Save it as CSV UTF-8"));
    }
}
