package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A channel without a template: from nothing to a bundle with a patient and observations, all of it by hand.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ByHandTest {
    private static final String MESSAGE = "MSH|^~\\&|LAB|NORTH|EHR|NORTH|20260112101500||ORU^R01^ORU_R01|7|P|2.5.1\n"
            + "PID|1||88213407^^^NORTH^MR||QUILL^MARA||19800214|F\n"
            + "OBR|1||F99120^LAB|24323-8^Panel^LN|||20260112080000\n"
            + "OBX|1|NM|2823-3^Potassium^LN||4.1|mmol/L||||||F\n"
            + "OBX|2|ST|5778-6^Color^LN||yellow||||||F\n";

    private RunningStudio studio;
    private Chromium chromium;
    private Page page;
    private Hand hand;

    @BeforeAll
    void start() {
        studio = RunningStudio.start();
        chromium = new Chromium();
        page = chromium.page();
        hand = new Hand(page);
        Analyst.signIn(studio, page);
    }

    @AfterAll
    void stop() {
        chromium.close();
        studio.close();
    }

    @Test
    void an_analyst_makes_a_channel_without_a_template_and_shapes_its_mapping() {
        page.navigate(studio.address() + "/channels");
        hand.button("New channel").click();
        page.getByLabel("Name in words").fill("Lab by hand");
        page.getByLabel("Name in words").press("Tab");
        hand.find("Messages come in as", "ORU^R01 2.5.1");
        hand.find("Time zone of the sender", "Europe/Vienna");
        hand.find("They go out as", "FHIR R4 Bundle");
        Chromium.shootAll(page, "by-hand-new-channel");
        hand.button("Make channel").click();
        assertThat(page).hasURL(Pattern.compile(".*/mapping"));

        hand.button("Paste a message").click();
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill(MESSAGE);
        hand.button("Use message").click();

        addEntry("Patient");
        type("known-by", "token(identifierSystem(PID-3.4), PID-3.1)");
        addField("patient.birthDate", "date(PID-7)");
        assertThat(page.locator("[data-out='patient.birthDate']")).hasText("1980-02-14");

        addEntry("Observation");
        type("known-by", "token('urn:lab', join('-', OBR-3.1, OBX-3.1))");
        hand.button("Repeat for each").click();
        type("for-each", "OBSERVATION");
        addField("observation.status", "'final'");
        addField("observation.value[x]", "absent");
        hand.button("It depends").click();
        say("when", "OBX-2", "is one of", "NM, SN");
        Locator condition = page.locator(".inspector .case .condition-field").first();
        assertThat(condition.locator(".sentence-line")).hasCount(1);
        condition.getByText("As a formula").click();
        assertThat(condition.locator("[data-test=formula-when]")).containsText("OBX-2 in ('NM', 'SN')");
        condition.getByText("In words").click();
        Chromium.shootAll(page, "by-hand-cases");

        page.locator("[data-target='observation']").click();
        assertThat(page.locator(".inspector [data-test=formula-for-each]")).containsText("OBSERVATION");
        saysTheSameInWordsAndAsAFormula();
        Chromium.shootAll(page, "by-hand-entry");
        page.locator("[data-target='observation']").click();
        page.keyboard().press("Delete");
        assertThat(page.locator(".notices")).containsText("observation was removed with the 2 rows beneath it.");
        page.locator(".notices").getByText("Undo").click();
        assertThat(page.locator("[data-target='observation.status']")).isVisible();

        view("Output");
        assertThat(page.locator("[data-test=output-fhir]")).containsText("1980-02-14");
        Chromium.shootAll(page, "by-hand-output");
        assertThat(chromium.errors()).isEmpty();
    }

    /// Only observations with a value, or those of an order whose other results are abnormal.
    private void saysTheSameInWordsAndAsAFormula() {
        Locator only = page.locator(".inspector .condition-field").first();
        only.scrollIntoViewIfNeeded();
        assertThat(only).containsText("Always");
        only.getByText("As a formula").click();
        type("only-those", "exists(OBX-5) and (OBX-2 = 'NM' or exists(NTE[NTE-3 = 'x' and not exists(NTE-4)]))");
        only.getByText("In words").click();
        assertThat(only.locator(".sentence-line")).hasCount(4);
        Chromium.shootAll(page, "by-hand-condition");
        only.getByLabel("Remove these conditions").first().click();
        only.getByText("As a formula").click();
        assertThat(only.locator("[data-test=formula-only-those]")).hasText("exists(OBX-5)");
        type("only-those", "OBX-1 = OBX-4");
        assertThat(only.getByText("In words")).isHidden();
        page.keyboard().press("Control+z");
        type("only-those", "exists(OBX-5)");
        only.getByText("In words").click();
    }

    /// Says a condition in words: a field, a comparison, a value.
    private void say(String condition, String field, String comparison, String value) {
        Locator words = page.locator(".inspector [data-test=words-" + condition + "]");
        words.locator("[data-test=formula-field] .cm-content").click();
        page.keyboard().type(field);
        page.keyboard().press("Escape");
        words.getByRole(AriaRole.COMBOBOX).click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(comparison).setExact(true))
                .click();
        words.locator("vaadin-text-field input").fill(value);
        words.locator("vaadin-text-field input").press("Tab");
    }

    private void addEntry(String resource) {
        hand.button("Add entry").click();
        hand.find("Resource", resource);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Add").setExact(true))
                .click();
        assertThat(page.locator(".inspector [data-test=formula-known-by]")).isVisible();
    }

    private void addField(String path, String formula) {
        hand.find("Add a field", path);
        Locator editor = page.locator(".inline-editor [data-test=formula-formula] .cm-content");
        editor.waitFor();
        editor.click();
        page.keyboard().type(formula);
        page.keyboard().press("Escape");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("[data-source-of='" + path + "']")).not().containsText("Not mapped");
    }

    /// Types into a formula of the inspector.
    private void type(String name, String formula) {
        page.locator(".inspector [data-test=formula-" + name + "] .cm-content")
                .first()
                .click();
        page.keyboard().press("Control+a");
        page.keyboard().type(formula);
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".inspector [data-test=formula-" + name + "]").first())
                .containsText(formula);
    }

    private void view(String name) {
        hand.button(name).click();
    }
}
