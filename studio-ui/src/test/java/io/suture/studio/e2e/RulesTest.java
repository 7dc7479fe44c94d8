package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.suture.engine.rule.DecisionTable;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import io.suture.studio.gallery.Gallery;
import io.suture.studio.security.Actor;
import io.suture.studio.security.CurrentActor;
import io.suture.template.TemplateCatalog;
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
    private RunningStudio studio;
    private Chromium chromium;
    private Page page;
    private Actor admin;
    private Draft draft;

    @BeforeAll
    void start() {
        studio = RunningStudio.start();
        chromium = new Chromium();
        page = chromium.page();
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
        button("Decision table").click();
        assertThat(page.locator("sheet-grid")).isVisible();

        // What it compares: numbers of a field that repeats.
        page.locator(".table-columns").getByRole(AriaRole.BUTTON).first().click();
        page.getByLabel("Field", new Page.GetByLabelOptions().setExact(true))
                .last()
                .fill("OBX-5");
        page.keyboard().press("Enter");
        choose("Its cells are", "numbers and ranges");
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
        assertThat(analysis).not().containsText("1 gap");
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

    private void choose(String label, String option) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true))
                .last()
                .click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(option).setExact(true))
                .click();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
