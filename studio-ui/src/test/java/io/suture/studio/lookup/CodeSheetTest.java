package io.suture.studio.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.lookup.LookupTable.Unknown;
import io.suture.studio.kit.sheet.Sheet;
import io.suture.studio.kit.sheet.Sheet.Cell;
import io.suture.studio.kit.sheet.Sheet.Mark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodeSheetTest {
    private final LookupTable sexes = table(List.of("F", "female"), List.of("M", "male"), List.of("O", "other"));

    @SafeVarargs
    private static LookupTable table(List<String>... rows) {
        var byCode = new LinkedHashMap<String, List<String>>();
        for (List<String> row : rows) {
            byCode.put(row.getFirst(), row.subList(1, row.size()));
        }
        return new LookupTable("Sexes", 1, List.of("code"), byCode, new Unknown.Keep());
    }

    @Test
    void a_row_is_saved_once_its_code_is_its_own() {
        Sheet sheet = CodeSheet.of(sexes).insert(1, 1);
        assertThat(CodeSheet.table(sheet, sexes)).isEqualTo(sexes);
        assertThat(CodeSheet.unsaved(sheet)).isEqualTo(1);

        Sheet nameless = sheet.with(List.of(new Cell(1, 1, "female")));
        assertThat(CodeSheet.marks(nameless)).singleElement().satisfies(mark -> {
            assertThat(mark.row()).isEqualTo(1);
            assertThat(mark.unsaved()).isTrue();
            assertThat(mark.sentence()).contains("without a code");
        });

        Sheet repeated = nameless.with(List.of(new Cell(1, 0, "F")));
        assertThat(CodeSheet.marks(repeated))
                .singleElement()
                .extracting(Mark::sentence)
                .asString()
                .contains("row 1 already");
        assertThat(CodeSheet.table(repeated, sexes)).isEqualTo(sexes);

        Sheet own = repeated.with(List.of(new Cell(1, 0, "W")));
        assertThat(CodeSheet.marks(own)).isEmpty();
        assertThat(CodeSheet.unsaved(own)).isZero();
        assertThat(CodeSheet.table(own, sexes).rows().keySet()).containsExactly("F", "W", "M", "O");
    }

    @Test
    void blanks_around_a_code_and_what_is_no_system_are_marked_and_saved_all_the_same() {
        var table = new LookupTable(
                "T",
                1,
                List.of("code", "system"),
                new LinkedHashMap<>(java.util.Map.of("F ", List.of("female", "loinc"))),
                new Unknown.Keep());

        assertThat(CodeSheet.marks(CodeSheet.of(table)))
                .extracting(Mark::column)
                .containsExactly(0, 2);
        assertThat(CodeSheet.marks(CodeSheet.of(table))).noneMatch(Mark::unsaved);
        assertThat(CodeSheet.table(CodeSheet.of(table), table)).isEqualTo(table);
    }

    @Test
    void cells_are_pasted_over_what_is_there_and_beyond_the_last_row() {
        Sheet sheet = CodeSheet.of(sexes).paste(2, 0, List.of(List.of("X", "unknown"), List.of("Y")));

        assertThat(sheet.rows())
                .containsExactly(
                        List.of("F", "female"), List.of("M", "male"), List.of("X", "unknown"), List.of("Y", ""));
        assertThat(CodeSheet.of(sexes).lacking(1, List.of(List.of("a", "b", "c"))))
                .isEqualTo(2);
        assertThat(CodeSheet.of(sexes).lacking(0, List.of(List.of("a", "b")))).isZero();
    }

    @Test
    void columns_are_added_moved_renamed_and_removed_with_their_cells() {
        Sheet sheet = CodeSheet.of(sexes).addColumn("display").with(List.of(new Cell(0, 2, "Female")));

        assertThat(sheet.moveColumn(2, 1).rows().getFirst()).containsExactly("F", "Female", "female");
        assertThat(sheet.moveColumn(2, 1).columns()).containsExactly("display", "code");
        assertThat(sheet.renameColumn(2, "words").columns()).containsExactly("code", "words");
        assertThat(sheet.removeColumn(1).rows().getFirst()).containsExactly("F", "Female");
        assertThat(sheet.removeColumn(2)).isEqualTo(CodeSheet.of(sexes));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_the_browser_sends_leaves_a_sheet_with_whole_rows_and_a_sound_table(long seed) {
        var random = new Random(seed);
        Sheet sheet = CodeSheet.of(sexes);
        for (int i = 0; i < 40; i++) {
            int row = random.nextInt(-2, 12);
            int column = random.nextInt(-1, 4);
            sheet = switch (random.nextInt(6)) {
                case 0 -> sheet.with(List.of(new Cell(row, column, "c" + random.nextInt(8))));
                case 1 -> sheet.insert(row, random.nextInt(-1, 3));
                case 2 -> sheet.remove(row, random.nextInt(0, 3));
                case 3 -> sheet.move(row, random.nextInt(0, 4), random.nextInt(-2, 12));
                case 4 -> sheet.paste(row, Math.max(0, column), List.of(List.of("p" + i, "q"), List.of("r")));
                default -> sheet.addColumn("column " + i);
            };
            int width = sheet.columns().size() + 1;
            assertThat(sheet.rows()).allMatch(cells -> cells.size() == width);
            LookupTable saved = CodeSheet.table(sheet, sexes);
            assertThat(saved.check()).isEmpty();
            assertThat(saved.rows()).hasSize(sheet.rows().size() - CodeSheet.unsaved(sheet));
            assertThat(CodeSheet.table(CodeSheet.of(saved), saved)).isEqualTo(saved);
        }
    }
}
