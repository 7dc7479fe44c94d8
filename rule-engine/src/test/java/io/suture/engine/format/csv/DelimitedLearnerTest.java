package io.suture.engine.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.schema.SchemaDefinition.CellType;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Dialect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelimitedLearnerTest {
    private static Delimited learn(String text, String charset) {
        byte[] sample = text.getBytes(Charset.forName(charset));
        return DelimitedLearner.learn(sample, DelimitedLearner.dialect(sample).orElseThrow())
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"',',UTF-8", "';',windows-1252", "'|',UTF-8", "';',UTF-16"})
    void the_separator_and_the_character_set_are_seen(String separator, String charset) {
        String text = "mrn,name,taken\r\n0017,\"Müller, Jana\",2026-01-02\r\n0018,Öz,2026-01-03\r\n"
                .replace(",\"Müller, Jana\",", ",Müller Jana,")
                .replace(",", separator);
        Dialect dialect = learn(text, charset).dialect();
        assertThat(dialect.separator()).isEqualTo(separator);
        assertThat(dialect.charset()).isEqualTo(charset);
        assertThat(dialect.header()).isTrue();
    }

    @Test
    void columns_have_the_names_of_the_header_and_the_types_of_their_cells() {
        Delimited learned = learn(
                "MRN,Name,Taken,At,Value,Abnormal,MRN\n0017,\"Doe, Jane\",2026-01-02,2026-01-02T10:30:00Z,6.80,true,x\n"
                        + "0018,,2026-01-03,,7,false,\n",
                "UTF-8");
        assertThat(learned.columns())
                .extracting(Column::name)
                .containsExactly("MRN", "Name", "Taken", "At", "Value", "Abnormal", "MRN (2)");
        assertThat(learned.columns())
                .extracting(Column::type)
                .containsExactly(
                        CellType.TEXT,
                        CellType.TEXT,
                        CellType.DATE,
                        CellType.DATE_TIME,
                        CellType.NUMBER,
                        CellType.BOOLEAN,
                        CellType.TEXT);
        assertThat(learned.columns()).allMatch(column -> column.example().isEmpty());
    }

    @Test
    void a_file_without_a_header_gets_numbered_columns() {
        Delimited learned = learn("17;2026-01-02\n18;2026-01-03\n", "UTF-8");
        assertThat(learned.dialect().header()).isFalse();
        assertThat(learned.columns()).extracting(Column::name).containsExactly("column 1", "column 2");
    }

    @Test
    void bytes_that_are_no_text_give_nothing() {
        assertThat(DelimitedLearner.dialect(new byte[] {'P', 'K', 3, 4, 0, 0})).isEmpty();
        assertThat(DelimitedLearner.learn("".getBytes(StandardCharsets.UTF_8), Dialect.STANDARD))
                .isEmpty();
    }
}
