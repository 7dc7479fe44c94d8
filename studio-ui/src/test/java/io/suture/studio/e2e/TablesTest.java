package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.suture.engine.document.ConceptMapDocument;
import io.suture.engine.document.LookupTableCsv;
import io.suture.engine.lookup.LookupTable;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import io.suture.studio.lookup.Lookups;
import io.suture.studio.lookup.TableUse;
import io.suture.studio.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Lookup tables as an analyst works on them, mostly without a mouse.
@Tag("browser")
class TablesTest extends LabTest {
    private static final String SEX = "Administrative sex";

    private Draft draft;

    @BeforeAll
    void start() {
        draft = lab.draft(ines, "lab-results", Lab.CHANNEL, Map.of());
        lab.as(
                ines,
                () -> lab.bean(Samples.class)
                        .keep(
                                draft.id().value(),
                                "Sex that the table lacks",
                                Lab.RESULT.replace("|F|||", "|Q|||").getBytes(StandardCharsets.UTF_8)));
        BrowserContext context = page.context();
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    }

    @Test
    void a_missing_code_gets_a_row_is_found_and_undone_and_the_table_is_renamed_with_what_uses_it() {
        open();
        choose(SEX);
        assertThat(misses()).containsText("Q");
        assertThat(page.locator("[data-test=uses]")).containsText("patient.gender");
        Chromium.shootAll(page, "tables");

        // The row is added with its code; what it becomes is typed right away.
        misses().getByRole(AriaRole.BUTTON).first().click();
        assertThat(cell(7, 0)).hasText("Q");
        page.keyboard().type("other");
        page.keyboard().press("Enter");
        assertThat(misses()).containsText("Every code that was looked up is in the table.");
        Lab.await(
                "what the code becomes is not saved",
                () -> saved(SEX).row("Q").filter(List.of("other")::equals).isPresent());

        // A burst of typing is one step.
        page.keyboard().press("Control+Home");
        page.keyboard().press("ArrowRight");
        for (String word : List.of("woman", "man", "else")) {
            page.keyboard().type(word);
            page.keyboard().press("Enter");
        }
        assertThat(cell(1, 1)).hasText("woman");
        page.keyboard().press("Control+z");
        assertThat(cell(1, 1)).hasText("female");
        assertThat(cell(2, 1)).hasText("male");
        assertThat(cell(3, 1)).hasText("other");
        page.keyboard().press("Control+Shift+z");
        assertThat(cell(3, 1)).hasText("else");
        page.keyboard().press("Control+z");
        assertThat(cell(1, 1)).hasText("female");

        Locator name = page.getByLabel("Name of the table");
        name.fill("Sex");
        name.press("Enter");
        assertThat(page.locator(".notices")).containsText("The name was changed in");
        assertThat(page.locator("[data-test=uses]")).containsText("in 'Sex'");
        List<TableUse> uses = lab.as(ines, () -> lab.bean(Lookups.class).uses(now().channel(), "Sex"));
        assertThat(uses).isNotEmpty();
        page.locator("[aria-label='Remove the table']").click();
        assertThat(page.locator(".notices")).containsText("stays: it is used by the mapping of patient.gender");
        Chromium.shoot(page, "tables-renamed");
        page.getByLabel("Undo (Ctrl+Z)").click();
        assertThat(name).hasValue(SEX);
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_table_is_made_of_what_a_spreadsheet_copied_edited_by_keys_and_exported() throws IOException {
        open();
        hand.button("New table").click();
        segment("Paste").click();
        page.getByLabel("Rows", new Page.GetByLabelOptions().setExact(true))
                .fill("local\tnpi\tname\nA7\t1234567893\tArcher, Maud\nB1\t=1+1\tBarnes");
        assertThat(page.locator(".table-preview")).containsText("1234567893");
        Chromium.shootAll(page, "tables-new");
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Doctors");
        hand.button("Add table").click();
        assertThat(cell(2, 1)).hasText("=1+1");
        assertThat(page.locator("[data-test=uses]")).containsText("Nothing uses the table yet.");

        // Arrows, Enter, Tab; then a code that is there already is marked and not saved.
        page.keyboard().press("Control+End");
        page.keyboard().press("Home");
        page.keyboard().type("A7");
        page.keyboard().press("Tab");
        page.keyboard().type("99");
        page.keyboard().press("Enter");
        assertThat(page.locator("sheet-grid .cell.unsaved")).hasText("A7");
        assertThat(page.locator(".table-work > .pane-head")).containsText("1 not saved yet");
        page.keyboard().press("F8");
        assertThat(page.locator("sheet-grid .says")).containsText("row 1 already");
        Chromium.shootAll(page, "tables-marked");
        page.keyboard().press("F2");
        page.keyboard().type("C9");
        page.keyboard().press("Enter");
        assertThat(page.locator("sheet-grid .cell.unsaved")).hasCount(0);
        assertThat(page.locator(".table-work > .pane-head")).containsText("3 rows");
        assertThat(saved("Doctors").rows()).containsOnlyKeys("A7", "B1", "C9");

        // What is copied is text to every spreadsheet, and comes back as it was.
        page.keyboard().press("Control+Home");
        page.keyboard().press("Control+a");
        page.keyboard().press("Control+c");
        String copied = (String) page.evaluate("navigator.clipboard.readText()");
        assertThat(copied).contains("A7\t1234567893\tArcher, Maud", "B1\t'=1+1\tBarnes");
        page.keyboard().press("Control+End");
        page.keyboard().press("Home");
        page.evaluate("navigator.clipboard.writeText('D4\\t77\\tDrew\\nE5\\t88\\tEllis')");
        page.keyboard().press("Control+v");
        assertThat(cell(5, 2)).hasText("Ellis");
        assertThat(saved("Doctors").rows()).hasSize(5);
        page.keyboard().press("Control+Delete");
        assertThat(page.locator(".table-work > .pane-head")).containsText("4 rows");
        page.keyboard().press("Alt+ArrowUp");
        assertThat(cell(3, 0)).hasText("E5");
        page.keyboard().press("Escape");
        assertThat(page.getByLabel("Find in table")).isFocused();
        page.keyboard().type("barn");
        page.keyboard().press("Enter");
        assertThat(page.locator("sheet-grid .cell.active")).hasText("Barnes");

        Lab.await(
                "the order of rows is not saved",
                () -> List.copyOf(saved("Doctors").rows().keySet()).equals(List.of("A7", "B1", "E5", "C9")));
        LookupTable now = saved("Doctors");
        assertThat(LookupTableCsv.read(download("CSV"), "x").orThrow().rows()).isEqualTo(now.rows());
        assertThat(ConceptMapDocument.read(download("ConceptMap"), "x").orThrow())
                .isEqualTo(now);
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void tables_come_from_the_guide_and_from_files_and_thousands_of_rows_scroll() {
        open();
        hand.button("New table").click();
        segment("HL7 map").click();
        page.getByLabel("Find an HL7 map").fill("0063");
        assertThat(page.locator(".hl7-maps tr.opens")).hasCount(1);
        page.locator(".hl7-maps tr.opens").click();
        assertThat(page.locator(".table-preview")).containsText("32 rows");
        Chromium.shootAll(page, "tables-hl7");
        hand.button("Add table").click();
        assertThat(page.getByLabel("Name of the table")).hasValue("Relationship");
        assertThat(page.locator("sheet-grid .head")).containsText("meaning");

        hand.button("New table").click();
        segment("CSV or ConceptMap").click();
        String rows = IntStream.rangeClosed(1, 20_000)
                .mapToObj(i -> "C" + i + ",target " + i + ",http://example.org/" + i % 7)
                .collect(Collectors.joining("\n", "from,code,system\n", "\n"));
        page.locator("vaadin-dialog vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload("../many_codes.csv", "text/csv", rows.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator(".table-preview")).containsText("20,000 rows");
        hand.button("Add table").click();
        assertThat(page.getByLabel("Name of the table")).hasValue("many codes");
        assertThat(cell(1, 0)).hasText("C1");
        page.keyboard().press("Control+End");
        page.keyboard().press("ArrowUp");
        assertThat(page.locator("sheet-grid .cell.active")).hasText("http://example.org/" + 20_000 % 7);
        assertThat(page.locator("sheet-grid .row").count()).isLessThan(60);
        page.keyboard().press("Home");
        page.keyboard().type("last");
        page.keyboard().press("Enter");
        assertThat(page.locator(".saved")).containsText(Pattern.compile("saved"));
        Lab.await(
                "the cell of the last row is not saved",
                () -> saved("many codes").rows().containsKey("last"));
        Chromium.shoot(page, "tables-many");

        hand.button("New table").click();
        segment("CSV or ConceptMap").click();
        page.locator("vaadin-dialog vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload("x.csv", "text/csv", new byte[] {'P', 'K', 3, 4}));
        assertThat(page.locator(".table-preview")).containsText("Save it as CSV UTF-8");
        assertThat(hand.button("Add table")).isDisabled();
        assertThat(chromium.errors()).isEmpty();
    }

    private byte[] download(String what) throws IOException {
        Download file =
                page.waitForDownload(() -> page.getByLabel("Export as " + what).click());
        return Files.readAllBytes(file.path());
    }

    private void open() {
        page.navigate(lab.studio().address() + "/channels/" + draft.id() + "/tables");
        assertThat(page.locator("sheet-grid")).isVisible();
    }

    private void choose(String table) {
        page.locator(".table-list button")
                .filter(new Locator.FilterOptions().setHasText(table))
                .first()
                .click();
        assertThat(page.getByLabel("Name of the table")).hasValue(table);
    }

    private Locator misses() {
        return page.locator("[data-test=misses]");
    }

    private Locator segment(String words) {
        return page.locator(".new-table-body .seg button").filter(new Locator.FilterOptions().setHasText(words));
    }

    private Locator cell(int row, int column) {
        return page.locator(
                "sheet-grid .row[aria-rowindex='" + (row + 1) + "'] [aria-colindex='" + (column + 1) + "']");
    }

    private Draft now() {
        return lab.as(ines, () -> lab.bean(Drafts.class).open(draft.id()).orElseThrow());
    }

    private LookupTable saved(String table) {
        return lab.as(
                ines,
                () -> lab.bean(Lookups.class).table(now().channel(), table).orElseThrow());
    }
}
