package io.suture.studio.mapping.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Real gestures in a real browser, on trees of 10,000 rows a side with 500 lines.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MappingCanvasTest {
    private CanvasTrial trial;
    private Playwright playwright;
    private Browser browser;
    private Page page;

    @BeforeAll
    void start() {
        boolean bundled = CanvasTrial.isBundled();
        assertThat(bundled || !"true".equals(System.getenv("CI")))
                .as("the front-end bundle holds the canvas")
                .isTrue();
        assumeTrue(bundled, "left out: no front-end bundle with the canvas; ./studio makes it");
        trial = CanvasTrial.start();
        var environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(environment.getOrDefault("STUDIO_CHROMIUM", "/usr/bin/chromium")))
                        .setArgs(List.of("--no-sandbox", "--disable-background-networking", "--no-first-run")));
    }

    @AfterAll
    void stop() {
        if (trial != null) {
            browser.close();
            playwright.close();
            trial.close();
        }
    }

    @BeforeEach
    void open() {
        page = open(1280, 720, ColorScheme.LIGHT);
    }

    @AfterEach
    void leave() {
        if (page != null) {
            page.context().close();
        }
    }

    private Page open(int width, int height, ColorScheme scheme) {
        var opened = browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme))
                .newPage();
        opened.navigate(trial.address());
        assertThat(opened.locator("mapping-canvas #count")).containsText("of 500 lines in view");
        return opened;
    }

    @Test
    void dragging_a_source_field_onto_a_target_field_connects_them() {
        drag(row("source", "OBR-22"), row("target", "issued"));

        said("FieldDropped[source=ORDER.OBR-22, target=report.issued]");
        assertThat(page.locator("#count")).containsText("of 501 lines");
        assertThat(row("source", "OBR-22")).hasAttribute("aria-selected", "true");
        assertThat(row("target", "issued")).hasAttribute("aria-label", "issued, instant, no value, mapped");
    }

    @Test
    void dragging_back_from_the_target_connects_too() {
        drag(row("target", "issued"), row("source", "OBR-22"));

        said("FieldDropped[source=ORDER.OBR-22, target=report.issued]");
        assertThat(page.locator("#count")).containsText("of 501 lines");
    }

    @Test
    void escape_in_the_middle_of_a_drag_connects_nothing() {
        BoundingBox from = row("source", "OBR-22").boundingBox();
        BoundingBox to = row("target", "issued").boundingBox();
        page.mouse().move(from.x + 100, from.y + 13);
        page.mouse().down();
        page.mouse().move(to.x + 60, to.y + 13, new Mouse.MoveOptions().setSteps(5));
        page.keyboard().press("Escape");
        page.mouse().up();

        assertThat(page.locator("mapping-canvas .live")).hasText("Line cancelled.");
        assertThat(page.locator("#count")).containsText("of 500 lines");
    }

    @Test
    void what_the_server_refuses_is_taken_back_and_the_reason_stands_in_the_lane() {
        drag(row("source", "OBX-18"), row("target", "result"));

        assertThat(page.locator("mapping-canvas .pill.note:not([hidden]) span"))
                .hasText("report.result refers to Observations. Nothing was changed.");
        assertThat(page.locator("#count")).containsText("of 500 lines");
    }

    @Test
    void a_selected_line_dims_the_others_delete_removes_it_and_undo_brings_it_back() {
        row("source", "OBX-8").click();

        assertThat(page.locator("mapping-canvas .pill.sel:not([hidden]) span")).hasText("Abnormal flags");
        assertThat(page.locator("mapping-canvas svg")).hasClass("dim");
        assertThat(row("target", "interpretation")).hasAttribute("aria-selected", "true");

        page.keyboard().press("Delete");
        assertThat(page.locator("#count")).containsText("of 499 lines");
        page.keyboard().press("Control+z");
        assertThat(page.locator("#count")).containsText("of 500 lines");
        page.keyboard().press("Control+Shift+z");
        assertThat(page.locator("#count")).containsText("of 499 lines");
    }

    @Test
    void a_whole_line_is_made_and_removed_without_the_mouse() {
        page.locator("mapping-canvas .side.source").focus();
        page.keyboard().type("obr-22");
        assertThat(row("source", "OBR-22")).hasClass(Pattern.compile("active"));
        page.keyboard().press("Enter");
        assertThat(page.locator("mapping-canvas .live")).containsText("OBR-22 picked");
        page.keyboard().press("Tab");
        page.keyboard().type("issued");
        assertThat(row("target", "issued")).hasClass(Pattern.compile("active"));
        page.keyboard().press("Enter");

        said("FieldDropped[source=ORDER.OBR-22, target=report.issued]");
        assertThat(page.locator("#count")).containsText("of 501 lines");

        page.keyboard().press("Delete");
        said("LinkRemoved[id=ORDER.OBR-22>report.issued]");
        assertThat(page.locator("#count")).containsText("of 500 lines");
    }

    @Test
    void arrows_walk_the_tree_and_the_tree_says_where_it_is() {
        Locator tree = page.locator("mapping-canvas .side.source");
        tree.focus();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        assertThat(tree).hasAttribute("aria-activedescendant", "source-PID-5");
        page.keyboard().press("ArrowLeft");
        assertThat(tree).hasAttribute("aria-activedescendant", "source-PID");
        assertThat(row("source", "Patient identification")).hasAttribute("aria-expanded", "true");
        page.keyboard().press("ArrowLeft");
        assertThat(row("source", "Patient identification")).hasAttribute("aria-expanded", "false");
        page.keyboard().press("End");
        page.keyboard().press("Home");
        assertThat(tree).hasAttribute("aria-activedescendant", "source-PID");
    }

    @Test
    void the_lines_of_a_closed_group_dock_at_it_and_are_counted() {
        row("source", "Patient identification").locator(".twist").click();

        assertThat(row("source", "Patient identification").locator(".badge")).hasText("6");
        assertThat(end("PID-5>patient.name", "s")).isEqualTo("0,true,0");
        assertThat(end("PID-5>patient.name", "t")).isEqualTo("2,false,2");
        assertThat(page.locator("mapping-canvas path.local").getAttribute("d")).contains("M0 13C");
    }

    @Test
    void a_line_that_leaves_the_view_ends_at_a_marker_that_scrolls_there() {
        Locator marker = page.locator("mapping-canvas .pill.edge:not([hidden])").first();
        page.evaluate("document.querySelector('mapping-canvas').trees.target.scrollTo(780)");
        assertThat(marker).containsText("above");

        marker.click();

        page.waitForFunction("document.querySelector('mapping-canvas').trees.target.top < 700");
    }

    @Test
    void a_filter_lists_what_matches_with_what_stands_above_it() {
        page.locator("mapping-canvas input[data-side=source]").fill("obx-6");
        assertThat(page.locator("mapping-canvas .side.source .row:visible")).hasCount(5);
        assertThat(row("source", "OBX-6.3")).isVisible();
        assertThat(row("source", "OBR-22")).isHidden();

        page.locator("mapping-canvas input[data-side=source]").fill("");
        page.locator("mapping-canvas select[data-side=target]").selectOption("PROBLEM");
        assertThat(page.locator("mapping-canvas .side.target .row:visible")).hasCount(2);
        assertThat(row("target", "subject")).containsText("required, empty");
    }

    @Test
    void suggestions_are_asked_for_chosen_and_accepted_by_keys() {
        row("source", "OBR-22").click();
        page.keyboard().press("Shift+Space");
        assertThat(page.locator("mapping-canvas .pill.ghost.chosen")).containsText("HL7 map 22");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator("mapping-canvas .pill.ghost.chosen")).containsText("Same name and type");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Enter");

        said("SuggestionAccepted[id=1]");
        assertThat(page.locator("#count")).containsText("of 501 lines");
        assertThat(page.locator("mapping-canvas .pill.ghost:not([hidden])")).hasCount(0);
    }

    @Test
    void f8_goes_to_the_next_field_to_mend_and_f2_opens_its_formula() {
        page.locator("mapping-canvas .side.target").focus();
        page.keyboard().press("F8");
        assertThat(page.locator("mapping-canvas .live")).containsText("required, empty");
        assertThat(page.locator("mapping-canvas .side.target"))
                .hasAttribute("aria-activedescendant", "target-observation.subject");

        page.keyboard().press("F2");
        said("FormulaRequested[target=observation.subject, adding=false]");
        assertThat(page.locator("formula-editor .cm-content")).isFocused();
    }

    @Test
    void ten_thousand_rows_scroll_with_few_elements_and_none_is_left_blank() {
        page.evaluate("document.querySelector('mapping-canvas').trees.source.scrollTo(200000)");

        assertThat(row("source", "Field 3")).isVisible();
        assertThat(page.locator("mapping-canvas .side.source .row.wait:visible"))
                .hasCount(0);
        assertThat(page.locator("mapping-canvas .row").count()).isLessThan(120);
    }

    @Test
    void values_change_in_place_and_other_trees_take_the_place_of_these() {
        row("source", "OBX-8").click();
        assertThat(row("target", "interpretation")).containsText("seen");

        page.locator("button", new Page.LocatorOptions().setHasText("Other trees"))
                .click();

        assertThat(page.locator("mapping-canvas .side.target .row:visible").first())
                .containsText("PID");
        assertThat(page.locator("#count")).hasText("No lines yet: drag a field on a field");
    }

    @Test
    void a_formula_is_completed_marked_and_done() {
        page.locator("formula-editor .cm-content").click();
        page.keyboard().type("@pid");
        page.locator("formula-editor .cm-tooltip-autocomplete li").first().waitFor();
        page.waitForTimeout(100); // CodeMirror takes no key for a list that has just come
        page.keyboard().press("Enter");
        said("formula PID-5.1");

        page.keyboard().press("Home");
        page.keyboard().type("uper(");
        assertThat(page.locator("formula-editor .cm-lintRange-error")).hasText("uper");
        assertThat(page.locator("formula-editor #problem")).hasText("There is no function uper.");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("#log")).containsText("done uper(");
    }

    @Test
    void a_click_on_a_message_names_the_character_as_it_stands_in_the_bytes() {
        page.locator("code-view .cm-marked").click();

        assertThat(page.locator("#log")).hasText(Pattern.compile("picked [012]"));
        page.locator("code-view .cm-marked").hover();
        assertThat(page.locator("code-view .hint")).hasText("OBX-8 Abnormal flags");
    }

    @Test
    void it_can_be_looked_at_in_every_size_and_both_colours() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int[] size : new int[][] {{1280, 720}, {1920, 1080}}) {
                Page shown = open(size[0], size[1], scheme);
                shown.locator("mapping-canvas .side.source .row", new Page.LocatorOptions().setHasText("OBX-8"))
                        .click();
                assertThat(shown.locator("mapping-canvas .pill.sel:not([hidden])"))
                        .isVisible();
                shown.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target/screens/canvas-" + scheme + "-" + size[0] + ".png")));
                shown.context().close();
            }
        }
    }

    private Locator row(String side, String text) {
        return page.locator("mapping-canvas .side." + side + " .row", new Page.LocatorOptions().setHasText(text))
                .first();
    }

    private void drag(Locator from, Locator to) {
        BoundingBox start = from.boundingBox();
        BoundingBox end = to.boundingBox();
        page.mouse().move(start.x + 100, start.y + 13);
        page.mouse().down();
        page.mouse().move(end.x + 60, end.y + 13, new Mouse.MoveOptions().setSteps(8));
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        page.mouse().up();
    }

    private void said(String words) {
        assertThat(page.locator("#log")).hasText(words);
    }

    /// Where the canvas draws an end of a line: row, docked, last row beneath.
    private String end(String link, String end) {
        return page.evaluate(
                        "([id, end]) => document.querySelector('mapping-canvas').links.find(l => l.id === id)[end]"
                                + ".join()",
                        List.of(link, end))
                .toString();
    }
}
