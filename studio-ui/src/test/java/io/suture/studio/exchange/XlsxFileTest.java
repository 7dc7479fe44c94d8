package io.suture.studio.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.document.Read;
import io.suture.engine.exchange.Workbook;
import io.suture.engine.exchange.Workbook.Cell;
import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Workbooks of somebody else's making.
class XlsxFileTest {
    private static final byte[] SOUND =
            XlsxFile.write(new Workbook(List.of(Workbook.sheet("One", List.of(List.of(Cell.of("a"), Cell.of("b")))))));

    @Test
    void a_sound_file_is_read() {
        assertThat(XlsxFile.read(SOUND).orThrow().sheets()).singleElement().satisfies(sheet -> {
            assertThat(sheet.name()).isEqualTo("One");
            assertThat(sheet.rows()).containsExactly(List.of(Cell.of("a"), Cell.of("b")));
        });
    }

    @Test
    void a_file_that_is_too_large_is_refused() {
        assertThat(refusal(new byte[XlsxParts.MOST_BYTES + 1])).contains("more than 5 MB");
    }

    @Test
    void what_is_no_workbook_is_refused() {
        assertThat(refusal("a,b\n1,2".getBytes(StandardCharsets.UTF_8))).contains("no .xlsx workbook");
        assertThat(refusal(new byte[0])).contains("no .xlsx workbook");
        assertThat(refusal(Parts.pack(Map.of("readme.txt", "hello")))).contains("no .xlsx workbook");
        assertThat(refusal(java.util.Arrays.copyOf(SOUND, SOUND.length / 3))).contains("Nothing was read");
    }

    @Test
    void a_part_that_unpacks_without_end_is_refused_by_its_ratio() {
        assertThat(refusal(with("xl/worksheets/sheet9.xml", " ".repeat(40_000_000))))
                .contains("far more");
    }

    @Test
    void many_parts_that_unpack_to_too_much_in_all_are_refused_although_nobody_reads_them() {
        var parts = Parts.of(SOUND);
        for (int i = 0; i < 12; i++) {
            parts.put("docProps/" + i + ".bin", noise(8_000_000, i));
        }

        assertThat(refusal(Parts.pack(parts))).contains("far more");
    }

    @Test
    void a_part_whose_name_leads_out_of_the_file_is_refused() {
        for (String name :
                List.of("../evil.xml", "xl/../../evil.xml", "/etc/passwd", "C:\\evil.xml", "xl\\..\\x.xml")) {
            assertThat(refusal(with(name, "<a/>"))).contains("leads out");
        }
    }

    @Test
    void xml_entities_are_refused() {
        String sheet = Objects.requireNonNull(Parts.of(SOUND).get("xl/worksheets/sheet1.xml"));
        String evil = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";

        assertThat(refusal(with("xl/worksheets/sheet1.xml", sheet.replaceFirst("<worksheet", evil + "<worksheet"))))
                .contains("XML entities");
        assertThat(refusal(with(
                        "xl/sharedStrings.xml",
                        new String(evil.getBytes(StandardCharsets.UTF_16), StandardCharsets.ISO_8859_1))))
                .contains("no UTF-8");
    }

    @Test
    void macros_and_links_to_other_files_are_left_out_with_a_word() {
        var parts = Parts.of(SOUND);
        parts.put("xl/vbaProject.bin", "macro");
        parts.put("xl/externalLinks/externalLink1.xml", "<!DOCTYPE x><externalLink/>");

        Read<Workbook> read = XlsxFile.read(Parts.pack(parts));

        assertThat(read.problems()).extracting(Problem::code).containsExactly("left-out");
        assertThat(read.orThrow().sheets()).hasSize(1);
        assertThat(Parts.of(safe(Parts.pack(parts))).keySet())
                .noneMatch(name -> name.contains("vba") || name.contains("external"));
    }

    @Test
    void a_formula_or_a_date_in_a_cell_is_not_taken_for_its_text() {
        String sheet = Objects.requireNonNull(Parts.of(SOUND).get("xl/worksheets/sheet1.xml"));
        String formula = sheet.replaceFirst(
                "<c r=\"A1\"[^>]*>.*?</c>", "<c r=\"A1\"><f>WEBSERVICE(\"http://x\")</f><v>1</v></c>");

        Workbook book = XlsxFile.read(with("xl/worksheets/sheet1.xml", formula)).orThrow();

        assertThat(formula).isNotEqualTo(sheet);
        assertThat(book.sheets().getFirst().rows().getFirst().getFirst().strange())
                .isEqualTo("a spreadsheet formula");
    }

    private static byte[] safe(byte[] file) {
        try {
            return XlsxParts.of(file).bytes();
        } catch (XlsxParts.Unsafe unsafe) {
            throw new AssertionError(unsafe);
        }
    }

    private static String refusal(byte[] file) {
        Read<Workbook> read = XlsxFile.read(file);
        assertThat(read.value()).isNull();
        return read.problems().getFirst().message();
    }

    private static byte[] with(String name, String content) {
        var parts = Parts.of(SOUND);
        parts.put(name, content);
        return Parts.pack(parts);
    }

    /// Text that packs to about a twentieth.
    private static String noise(int length, int seed) {
        var random = new java.util.Random(seed);
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append((char) ('a' + random.nextInt(26))).append(" ".repeat(60));
        }
        return text.toString();
    }
}
