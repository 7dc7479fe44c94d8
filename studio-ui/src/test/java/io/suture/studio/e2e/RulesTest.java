package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.suture.engine.rule.DecisionTable;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import io.suture.studio.gallery.Gallery;
import io.suture.studio.security.Actor;
import io.suture.studio.security.CurrentActor;
import io.suture.template.TemplateCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Rules as an analyst writes them: a decision table with a gap and an overlap, which the analysis shows and she mends,
/// and the question why a message does not go where it should.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesTest {
    /// A Channel is compiled when its page opens, which takes its time on a machine that does much else.
    private static final int SLOW = 120_000;

    private RunningStudio studio;
    private Chromium chromium;
    private Page page;
    private Hand hand;
    private Actor admin;
    private Draft draft;

    @BeforeAll
    void start() {
        studio = RunningStudio.start();
        chromium = new Chromium();
        page = chromium.page();
        hand = new Hand(page);
        admin = Analyst.signIn(studio, page);
        draft = CurrentActor.callAs(
                admin,
                () -> studio.bean(Gallery.class)
                        .use(TemplateCatalog.template("lab-results").orElseThrow(), "lab-results", "Lab results")
                        .orElseThrow());
    }

    @AfterAll
    void stop() {
        chromium.close();
        studio.close();
    }

    @Test
    void an_analyst_writes_a_decision_table_and_mends_its_gap_and_overlap() {
        page.navigate(studio.address() + "/channels/" + draft.id() + "/rules");
        hand.button("Decision table").click();
        assertThat(page.locator("sheet-grid")).isVisible();

        // What it compares: numbers of a field that repeats.
        page.locator(".table-columns").getByRole(AriaRole.BUTTON).first().click();
        page.getByLabel("Field", new Page.GetByLabelOptions().setExact(true))
                .last()
                .fill("OBX-5");
        page.keyboard().press("Enter");
        hand.choose("Its cells are", "numbers and ranges");
        page.getByLabel("Heading").fill("Value");
        Chromium.shootAll(page, "rules-column");
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"))
                .click();
        assertThat(page.locator("sheet-grid .head")).containsText("Value");

        // Only one row may hold, but two do between 6.0 and 6.4, and none below 3.
        page.getByLabel("Which rows decide").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Only one row may hold"))
                .click();
        type(0, 1, ">= 6");
        type(1, 1, "3..6.4");
        type(1, 2, "fhir");
        Locator analysis = page.locator("[data-test=analysis]");
        assertThat(analysis).containsText("overlap");
        assertThat(analysis).containsText("gap");
        assertThat(page.locator("sheet-grid .cell.doubtful").first()).isVisible();
        Chromium.shootAll(page, "rules-table");

        type(1, 1, "[3..6)");
        assertThat(analysis).not().containsText("overlap");
        analysis.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add a row for it"))
                .first()
                .click();
        assertThat(page.locator("sheet-grid .row:not(.new)")).hasCount(3);
        type(2, 1, "< 3");
        type(2, 2, "fhir");
        // What is left is a note: messages without a value.
        assertThat(analysis.locator("li")).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(SLOW));
        assertThat(analysis).containsText("No row holds where Value has no value.");
        Chromium.shootAll(page, "rules-mended");

        var saved = CurrentActor.callAs(
                admin, () -> studio.bean(Drafts.class).open(draft.id()).orElseThrow());
        var table = (DecisionTable) saved.channel().rules().parts().getLast();
        assertThat(table.rows()).hasSize(3);
        assertThat(table.rows().get(1).when().getFirst().text()).isEqualTo("[3..6)");

        // Why a message goes where it goes.
        page.locator("[data-test=try]").click();
        Locator why = page.locator("[data-test=why]");
        assertThat(why).containsText("Test patients");
        assertThat(why.locator(".failed").first()).isVisible();
        Chromium.shootAll(page, "rules-why");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void an_analyst_adds_rules_from_a_template_and_brings_a_decision_table_in_as_dmn() throws IOException {
        Draft other = CurrentActor.callAs(
                admin,
                () -> studio.bean(Gallery.class)
                        .use(TemplateCatalog.template("lab-results").orElseThrow(), "lab-results-2", "More results")
                        .orElseThrow());
        page.navigate(studio.address() + "/channels/" + other.id() + "/rules");
        assertThat(hand.button("From a template")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(SLOW));
        hand.button("From a template").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog)
                .containsText(
                        "Say this: Where critical results go.",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(SLOW));
        assertThat(dialog).containsText("“Drug interactions” is not for these messages");
        page.getByLabel("Where critical results go").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("fhir"))
                .click();
        page.getByLabel("Who is told").fill("Lab on call");
        page.keyboard().press("Tab");
        assertThat(dialog).containsText("then route to fhir, label critical, alert Lab on call");
        Chromium.shootAll(page, "rules-template");
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Add").setExact(true))
                .click();
        assertThat(page.locator(".sentences"))
                .containsText("Critical results", new LocatorAssertions.ContainsTextOptions().setTimeout(SLOW));
        assertThat(page.locator(".sentences")).not().containsText("mend");

        // A part of a template that is a table, out as DMN and back with another row.
        hand.button("From a template").click();
        hand.choose("Template", "Split by facility");
        page.getByLabel("Facilities of the first way").fill("NORTH, EAST");
        page.getByLabel("Where theirs go").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("fhir"))
                .click();
        page.keyboard().press("Escape");
        page.getByLabel("Where those of all others go").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("fhir"))
                .click();
        page.keyboard().press("Tab");
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Add").setExact(true))
                .click();
        assertThat(page.locator("sheet-grid")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(SLOW));
        hand.button("Export or import").click();
        byte[] dmn = Files.readAllBytes(page.waitForDownload(
                        () -> page.getByLabel("Export as DMN of Facilities").click())
                .path());
        String edited = new String(dmn, StandardCharsets.UTF_8).replace("\"EAST\"", "\"WEST\"");
        page.locator(".exchange-menu input[type=file]")
                .setInputFiles(
                        new FilePayload("facilities.dmn", "application/xml", edited.getBytes(StandardCharsets.UTF_8)));
        Locator preview = page.locator("vaadin-dialog.import");
        assertThat(preview)
                .containsText(
                        "Facility NORTH, WEST: route to fhir.",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(SLOW));
        Chromium.shootAll(page, "rules-import");
        preview.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Apply the change"))
                .click();
        assertThat(page.locator("sheet-grid"))
                .containsText("NORTH, WEST", new LocatorAssertions.ContainsTextOptions().setTimeout(SLOW));

        // A cell that was forgotten is marked where it stands.
        type(0, 1, "\"never closed");
        assertThat(page.locator("sheet-grid .cell.unsaved").first())
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(SLOW));
        assertThat(page.locator(".sentences")).containsText("mend");
        assertThat(chromium.errors()).isEmpty();
    }

    /// Types into a cell of the grid; the row after the last makes a new one.
    private void type(int row, int column, String text) {
        page.locator("sheet-grid .row[aria-rowindex='" + (row + 2) + "'] [aria-colindex='" + (column + 1) + "']")
                .click();
        page.keyboard().type(text);
        page.keyboard().press("Enter");
        assertThat(page.locator(
                        "sheet-grid .row[aria-rowindex='" + (row + 2) + "'] [aria-colindex='" + (column + 1) + "']"))
                .containsText(text);
    }
}
