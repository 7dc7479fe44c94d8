package io.suture.engine.rule.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTextTest {
    @Test
    void texts_stand_with_commas_between_them() {
        assertThat(Cell.read(ColumnType.TEXT, " I,E ,  \"a, \"\"b\"\"\" "))
                .isEqualTo(new Cell.OneOf(List.of("I", "E", "a, \"b\""), false));
        assertThat(Cell.read(ColumnType.TEXT, "Not P")).isEqualTo(new Cell.OneOf(List.of("P"), true));
        assertThat(Cell.read(ColumnType.PREFIX, "F1, F2")).isEqualTo(new Cell.StartsWith(List.of("F1", "F2"), false));
        assertThat(Cell.read(ColumnType.TABLE, "not Critical tests"))
                .isEqualTo(new Cell.InTable(List.of("Critical tests"), true));
    }

    @Test
    void a_dash_is_any_value_and_in_quotation_marks_a_dash() {
        for (ColumnType type : ColumnType.values()) {
            assertThat(Cell.read(type, "-")).isEqualTo(Cell.ANY);
            assertThat(Cell.read(type, " any ")).isEqualTo(Cell.ANY);
            assertThat(Cell.read(type, "Has no value")).isEqualTo(new Cell.HasNoValue());
            assertThat(Cell.read(type, "has a value")).isEqualTo(new Cell.HasValue());
        }
        assertThat(Cell.read(ColumnType.TEXT, "\"-\"")).isEqualTo(new Cell.OneOf(List.of("-"), false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 | 10",
                "= 10 | 10",
                "<5|< 5",
                "≤ 5 | <= 5",
                ">= 5, < 2 | >= 5, < 2",
                "1..2 | 1..2",
                "[1 .. 2] | 1..2",
                "]1..2] | (1..2]",
                "(1..2) | (1..2)",
                "[1..2[ | [1..2)",
                "-5..-1.50 | -5..-1.50"
            })
    void ranges_are_written_one_way(String typed, String written) {
        Cell cell = Cell.read(ColumnType.NUMBER, typed);

        assertThat(cell).isInstanceOf(Cell.Within.class);
        assertThat(cell.text()).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc", "1e9", "1,5,", "1..", "..2", "(1..2", "1..2]", "1..2..3", "< ", "not 5", "0x10", "１２", "NaN",
                "1 2", "\"5\"", "--5", "<> 5"
            })
    void what_is_no_number_is_kept_and_says_what_is_expected(String typed) {
        assertThat(Cell.read(ColumnType.NUMBER, typed)).isInstanceOfSatisfying(Cell.Unclear.class, unclear -> {
            assertThat(unclear.text()).isEqualTo(typed.trim());
            assertThat(unclear.reason()).contains("is no number");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-13", "2026-02-29", "20260230", "26", "2026-1-1", "2026-01-02T24", "01.02.2026", "now()"})
    void what_is_no_date_is_kept_and_says_what_is_expected(String typed) {
        assertThat(Cell.read(ColumnType.DATE, typed)).isInstanceOf(Cell.Unclear.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026", "2024-02-29", "20260101", "2026-01-02T15:30", "> 2026-01", "2026-01-01..2026-01-31"})
    void dates_are_as_precise_as_they_are_said(String typed) {
        assertThat(Cell.read(ColumnType.DATE, typed).text()).isEqualTo(typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a", "\"a\" b", "a,", ",a", "a,,b", "not ", "not ,"})
    void quotation_marks_and_commas_must_fit(String typed) {
        boolean nothing = typed.equals("not ");

        assertThat(Cell.read(ColumnType.TEXT, typed)).isInstanceOf(nothing ? Cell.OneOf.class : Cell.Unclear.class);
    }

    @Test
    void an_empty_cell_is_unclear_in_every_column() {
        for (ColumnType type : ColumnType.values()) {
            assertThat(Cell.read(type, "  ")).isInstanceOf(Cell.Unclear.class);
        }
    }

    @Test
    void a_cell_of_ten_thousand_characters_is_read_at_once() {
        assertThat(Cell.read(ColumnType.NUMBER, " ".repeat(5000) + "1" + " ".repeat(5000) + "..x"))
                .isInstanceOf(Cell.Unclear.class);
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, 40).boxed();
    }

    /// Whatever texts a cell holds, writing it and reading it again gives the same cell.
    @ParameterizedTest
    @MethodSource("seeds")
    void what_is_written_reads_the_same(int seed) {
        var random = new Random(seed);
        String[] pieces = {
            "a", ",", "\"", " ", "-", "not ", "any", "has a value", "..", "<", "[", "\n", "ß", "\u00a0", "0"
        };
        for (int turn = 0; turn < 200; turn++) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                var text = new StringBuilder();
                for (int p = 0; p < random.nextInt(5); p++) {
                    text.append(pieces[random.nextInt(pieces.length)]);
                }
                texts.add(text.toString());
            }
            boolean not = random.nextBoolean();
            assertThat(texts).allSatisfy(text -> assertThat(text).isNotNull());
            for (Cell cell : List.of(new Cell.OneOf(texts, not), new Cell.StartsWith(texts, not))) {
                ColumnType type = cell instanceof Cell.OneOf ? ColumnType.TEXT : ColumnType.PREFIX;
                assertThat(Cell.read(type, cell.text())).as(cell.text()).isEqualTo(cell);
            }
        }
    }
}
