package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.suture.studio.gallery.Gallery;
import io.suture.studio.security.Actor;
import io.suture.studio.security.CurrentActor;
import io.suture.template.TemplateCatalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Mapping as an analyst does it: in the table, on the canvas, with a message at hand.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MappingTest {
    private RunningStudio studio;
    private Chromium chromium;
    private Page page;
    private Actor admin;

    @BeforeAll
    void start() {
        studio = RunningStudio.start();
        chromium = new Chromium();
        page = chromium.page();
        signIn();
    }

    @AfterAll
    void stop() {
        chromium.close();
        studio.close();
    }

    @Test
    void a_change_of_a_formula_shows_at_once_what_the_sample_becomes() {
        page.navigate(studio.address() + "/channels/" + draft("lab-results-to-ehr") + "/mapping");
        assertThat(page.locator("[data-out='patient.gender']")).hasText("female");
        Chromium.shootAll(page, "mapping-table");

        page.locator("[data-out='patient.gender']").click();
        assertThat(page.locator("[data-test=lineage]")).containsText("PID-8");
        Chromium.shootAll(page, "mapping-lineage");

        Locator formula = page.locator(".inspector [data-test=formula-formula] .cm-content");
        formula.click();
        page.keyboard().press("Control+a");
        page.keyboard().type("lower(PID-8)");
        assertThat(page.locator(".inspector [data-test=value-now]")).hasText("f");
        // Leaving the field right after the last key loses none of it.
        page.keyboard().press("Tab");
        assertThat(page.locator("[data-out='patient.gender']")).hasText("f");
        Chromium.shoot(page, "mapping-changed");

        page.locator("[data-target='patient.gender']").click();
        page.keyboard().press("Control+z");
        assertThat(page.locator("[data-out='patient.gender']")).hasText("female");

        page.locator("[data-target='patient.gender']").click();
        page.keyboard().press("F2");
        assertThat(page.locator(".inline-editor [data-test=formula-formula]")).isVisible();
        Chromium.shootAll(page, "mapping-inline");
        page.keyboard().press("Escape");
        assertThat(page.locator(".inline-editor [data-test=formula-formula]")).isHidden();

        // Keys act where the keyboard is, which goes back to the row; not where the selection is.
        page.waitForFunction("document.activeElement?.localName === 'vaadin-grid'");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("F2");
        assertThat(page.locator(".inspector .pane-head").first()).containsText("patient.birthDate");
        assertThat(page.locator(".inline-editor [data-test=formula-formula]")).containsText("date(PID-7)");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".inline-editor [data-test=formula-formula]")).isHidden();

        // Delete in the filter empties the filter, not the mapping of the row that is chosen.
        page.getByLabel("Filter target").fill("observation.status");
        page.locator("[data-target='observation.status']").click();
        page.getByLabel("Filter target").fill("");
        assertThat(page.locator(".foot")).containsText(" fields mapped");
        view("Canvas");
        assertThat(page.locator("mapping-canvas .side.target .row[aria-selected=true]"))
                .containsText("status");
        assertThat(page.locator("mapping-canvas .side.source .row[aria-selected=true]"))
                .containsText("OBX-11");
        Chromium.shootAll(page, "mapping-canvas");
        view("Output");
        assertThat(page.locator("[data-test=output-fhir]")).isVisible();
        // A click on a value shows how it came about, beside the text that it stands in.
        Locator line = page.locator(
                        "[data-test=output-fhir] .cm-line",
                        new Page.LocatorOptions().setHasText("\"value\": \"88213407\""))
                .first();
        line.scrollIntoViewIfNeeded();
        BoundingBox name = line.locator("span").first().boundingBox();
        page.mouse().click(name.x + name.width + 40, name.y + name.height / 2);
        assertThat(page.locator(".inspector .pane-head").first()).containsText("patient.identifier");
        assertThat(page.locator("[data-test=lineage]")).containsText("PID-3");
        Chromium.shootAll(page, "mapping-output");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void the_table_is_filtered_sorted_and_narrowed_to_what_somebody_works_on() {
        page.navigate(studio.address() + "/channels/" + draft("narrowed") + "/mapping");
        assertThat(page.locator("[data-out='patient.gender']")).hasText("female");

        show("Not mapped");
        page.getByLabel("Filter target").fill("patient.ac");
        assertThat(page.locator("[data-target='patient.active']")).isVisible();
        assertThat(page.locator("[data-target='patient.gender']")).isHidden();
        Chromium.shootAll(page, "mapping-not-mapped");
        page.getByLabel("Filter target").fill("patient.a");
        show("Mapped");
        assertThat(page.locator("[data-target='patient.address']")).isVisible();
        assertThat(page.locator("[data-target='patient.active']")).isHidden();
        show("All");
        page.getByLabel("Filter target").fill("");

        // Sorted, each row stands by itself, under its whole path.
        page.locator("vaadin-grid-sorter", new Page.LocatorOptions().setHasText("Target field"))
                .click();
        assertThat(page.locator("[data-target^='encounter.'] .name").first()).containsText("encounter.");
        Chromium.shootAll(page, "mapping-sorted");
        page.locator("vaadin-grid-sorter", new Page.LocatorOptions().setHasText("Target field"))
                .click();
        page.locator("vaadin-grid-sorter", new Page.LocatorOptions().setHasText("Target field"))
                .click();
        assertThat(page.locator("[data-target='patient']")).isVisible();

        page.locator("[data-test=focus]").click();
        assertThat(page.getByText("Choose a target field first")).isVisible();
        page.locator("[data-target='patient.gender']").click();
        page.locator("[data-test=focus]").click();
        assertThat(page.locator("[data-test=focus]")).containsText("patient");
        assertThat(page.getByText("Choose a target field first")).isHidden();
        assertThat(page.locator("[data-target='patient.birthDate']")).isVisible();
        assertThat(page.locator("[data-target='observation']")).isHidden();
        view("Canvas");
        assertThat(page.locator("mapping-canvas .side.target .active")).containsText("gender");
        assertThat(page.locator("mapping-canvas .side.target .row[id='target-observation']"))
                .isHidden();
        assertThat(page.locator(
                        "mapping-canvas .side.source .row", new Page.LocatorOptions().setHasText("OBSERVATION")))
                .isHidden();
        page.locator("[data-test=show-problems]").click();
        assertThat(page.locator("[data-test=unused]")).isVisible();
        Chromium.shootAll(page, "mapping-focus");
        page.locator("[data-test=focus]").click();
        assertThat(page.locator("mapping-canvas .side.source .row", new Page.LocatorOptions().setHasText("MSH"))
                        .first())
                .isVisible();
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void a_row_that_was_edited_in_the_table_leaves_no_gap_behind() {
        page.navigate(studio.address() + "/channels/" + draft("no-gap") + "/mapping");
        assertThat(page.locator("[data-out='patient.gender']")).hasText("female");
        Object before = page.evaluate(HEIGHTS);

        page.locator("[data-target='patient.gender']").click();
        page.keyboard().press("F2");
        page.locator(".inline-editor .cm-content").click();
        page.keyboard().press("Control+a");
        page.keyboard().type("lower(PID-8)");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("[data-out='patient.gender']")).hasText("f");

        assertThat(page.locator(".inline-editor [data-test=formula-formula]")).isHidden();
        page.waitForFunction("before => (" + HEIGHTS + ")() === before", before);
    }

    /// How high the rows around the top of the table are.
    private static final String HEIGHTS = "() => [...document.querySelector('[data-test=mapping-table]').shadowRoot"
            + ".querySelectorAll('#items > tr:not([hidden])')].sort((a, b) => a.index - b.index).slice(0, 20)"
            + ".map(row => row.offsetHeight).join()";

    private void show(String rows) {
        page.locator("[data-test=mapping-table] vaadin-select").click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(rows).setExact(true))
                .click();
    }

    @Test
    void a_query_is_declared_in_the_settings_and_answered_beside_the_sample() {
        String channel = studio.address() + "/channels/" + draft("asks-a-directory");
        page.navigate(channel + "/settings");
        Locator queries = page.locator("[data-test=queries]");
        assertThat(queries).containsText("This channel asks nobody.");
        queries.getByText("Query", new Locator.GetByTextOptions().setExact(true))
                .click();
        Locator form = page.locator("[data-test=query-form]");
        assertThat(form).isVisible();
        assertThat(form.getByLabel("Address of the FHIR server")).not().hasValue("");
        change("Name", "npi");
        assertThat(queries.locator("td").first()).hasText("npi");
        change("What it is for", "the number that payers know a doctor by");
        formula("value", "token('urn:id:HOSP', kay)");
        assertThat(form.locator("[data-test=query-value]")).containsText("named kay");
        Chromium.shootAll(page, "settings-query-wrong");
        formula("value", "token('urn:id:HOSP', key)");
        formula("keys", "MSH-10");
        formula("take", "identifier[system = 'npi'].value");
        assertThat(queries)
                .containsText("For each of MSH-10, finds the Practitioner whose identifier is"
                        + " token('urn:id:HOSP', key) and takes identifier[system = 'npi'].value.");
        assertThat(form.locator("[data-test=query-value]")).not().containsText("named kay");
        Chromium.shootAll(page, "settings-query");

        page.navigate(channel + "/mapping");
        page.locator("[data-target='patient.gender']").click();
        Locator gender = page.locator(".inspector [data-test=formula-formula] .cm-content");
        gender.click();
        page.keyboard().press("Control+a");
        page.keyboard().type("coalesce(query('npi'), 'nobody')");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("[data-out='patient.gender']")).hasText("nobody");
        assertThat(page.locator("[data-test=problems]")).containsText("There is no answer to the query “npi”");
        Locator answer = page.locator("[data-test=answers] input");
        answer.fill("1112223338");
        answer.press("Enter");
        assertThat(page.locator("[data-out='patient.gender']")).hasText("1112223338");
        assertThat(page.locator("[data-test=problems]")).not().containsText("There is no answer to the query");
        Chromium.shootAll(page, "mapping-answers");

        page.navigate(channel + "/tests");
        assertThat(page.locator(".answers").first()).isVisible();
        Chromium.shootAll(page, "tests-answers");

        page.navigate(channel + "/settings");
        queries.getByText("Remove").click();
        assertThat(queries).containsText("This channel asks nobody.");
        page.keyboard().press("Control+z");
        assertThat(queries).containsText("npi");
        assertThat(chromium.errors()).isEmpty();
    }

    private void change(String label, String value) {
        Locator field = page.locator("[data-test=query-form]")
                .getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
        field.fill(value);
        field.press("Enter");
    }

    private void formula(String place, String typed) {
        page.locator("[data-test=query-" + place + "] .cm-content").click();
        page.keyboard().press("Control+a");
        page.keyboard().type(typed);
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("[data-test=queries] td").nth(1)).containsText(typed);
    }

    private void view(String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private void signIn() {
        admin = Analyst.signIn(studio, page);
    }

    private String draft(String name) {
        var gallery = studio.bean(Gallery.class);
        return CurrentActor.callAs(
                admin,
                () -> gallery.use(TemplateCatalog.template("lab-results").orElseThrow(), name, "Lab results to EHR")
                        .orElseThrow()
                        .id()
                        .toString());
    }
}
