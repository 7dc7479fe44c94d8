package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.suture.studio.gallery.Gallery;
import io.suture.studio.security.Actor;
import io.suture.studio.security.CurrentActor;
import io.suture.template.TemplateCatalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A data type map is opened where it is used, changed for one channel, and shared with the others.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MapsTest {
    private RunningStudio studio;
    private Chromium chromium;
    private Page page;
    private Hand hand;
    private Actor admin;

    @BeforeAll
    void start() {
        studio = RunningStudio.start();
        chromium = new Chromium();
        page = chromium.page();
        hand = new Hand(page);
        admin = Analyst.signIn(studio, page);
    }

    @AfterAll
    void stop() {
        chromium.close();
        studio.close();
    }

    @Test
    void an_analyst_changes_a_data_type_map_for_one_channel_and_shares_it_with_the_others() {
        String first = draft("results-one");
        String second = draft("results-two");
        page.navigate(studio.address() + "/channels/" + first + "/mapping");
        page.locator("[data-target='patient.name']").click();
        page.locator(".inspector")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Open the map XPN"))
                .click();

        Locator bar = page.locator("[data-test=map-bar]");
        assertThat(bar).containsText("HL7's, as it ships");
        assertThat(page.locator("[data-out='family']")).hasText("Brandt");
        Chromium.shootAll(page, "map-open");
        page.locator("[data-target='family']").click();
        Locator formula = page.locator(".inspector [data-test=formula-formula] .cm-content");
        formula.click();
        page.keyboard().press("Control+a");
        page.keyboard().type("upper(XPN.1.1)");
        assertThat(page.locator(".inspector [data-test=value-now]")).hasText("BRANDT");
        page.keyboard().press("Tab");
        assertThat(page.locator("[data-out='family']")).hasText("BRANDT");
        assertThat(bar).containsText("This channel changed it");

        hand.button("Share with the team").click();
        page.getByLabel("What is different").fill("Family names in capitals");
        Chromium.shootAll(page, "map-share");
        page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Share").setExact(true))
                .click();
        assertThat(bar).containsText("the team's version 2");
        bar.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Back"))
                .click();
        hand.button("Output").click();
        assertThat(page.locator("[data-test=output-fhir]")).containsText("BRANDT");

        // The other channel keeps what it has until somebody takes the newer version.
        page.navigate(studio.address() + "/channels/" + second + "/mapping");
        page.locator("[data-test=place]").click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName("Map XPN").setExact(true))
                .click();
        assertThat(bar).containsText("the team shared version 2 since");
        assertThat(page.locator("[data-out='family']")).hasText("Brandt");
        Chromium.shootAll(page, "map-older");
        hand.button("Take version 2").click();
        assertThat(page.locator("[data-out='family']")).hasText("BRANDT");
        assertThat(bar).containsText("the team's version 2");
        assertThat(chromium.errors()).isEmpty();
    }

    private String draft(String name) {
        var gallery = studio.bean(Gallery.class);
        return CurrentActor.callAs(
                admin,
                () -> gallery.use(TemplateCatalog.template("lab-results").orElseThrow(), name, name)
                        .orElseThrow()
                        .id()
                        .toString());
    }
}
