package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import io.suture.studio.gallery.Gallery;
import io.suture.studio.security.Actor;
import io.suture.studio.security.CurrentActor;
import io.suture.studio.security.People;
import io.suture.studio.security.Right;
import io.suture.studio.security.Role;
import io.suture.template.TemplateCatalog;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// From an empty mapping: what is suggested, accepted one by one, as a group and all at once, by mouse and by keys.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SuggestionsTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final double PATIENCE = 30_000;

    private RunningStudio studio;
    private Chromium chromium;
    private Page page;
    private Actor admin;

    @BeforeAll
    void start() {
        studio = RunningStudio.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        chromium = new Chromium();
        page = chromium.page();
        signIn();
    }

    @AfterAll
    void stop() {
        PlaywrightAssertions.setDefaultAssertionTimeout(5_000);
        chromium.close();
        studio.close();
    }

    @Test
    void in_the_table_one_is_accepted_then_the_next_then_a_group_then_all() {
        page.navigate(studio.address() + "/channels/" + emptied("table") + "/mapping");
        suggested();
        assertThat(rows("data-target")).hasCount(0);

        page.locator("[data-test=suggest]").click();
        assertThat(page.locator("[data-test=suggestions]")).containsText("Patient from PID");
        assertThat(page.locator("[data-source-of='patient.gender'] .ghost-row")).containsText("HL7 map PID-8, 98 %");
        Chromium.shootAll(page, "suggestions-table");

        // By mouse in the list; the keyboard goes to the next.
        page.locator("[data-suggestion='patient.gender'] .accept").click();
        assertThat(page.locator("[data-out='patient.gender']")).hasText("female");
        assertThat(page.locator("[data-suggestion='patient.gender']")).hasCount(0);
        assertThat(focused("patient.birthDate")).isFocused();

        // By keys: Enter accepts, Delete dismisses, arrows choose.
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-out='patient.birthDate']")).hasText("1971-03-04");
        assertThat(focused("patient._birthDate")).isFocused();
        page.keyboard().press("Enter");
        assertThat(focused("patient.deceased[x]")).isFocused();
        page.keyboard().press("Delete");
        assertThat(page.locator("[data-suggestion='patient.deceased[x]']")).hasCount(0);
        assertThat(focused("patient.address")).isFocused();
        page.keyboard().press("ArrowDown");
        assertThat(focused("patient.address")).not().isFocused();
        page.keyboard().press("ArrowUp");
        assertThat(focused("patient.address")).isFocused();
        Chromium.shoot(page, "suggestions-keys");

        // In the row itself.
        page.locator("[data-source-of='patient.identifier'] .ghost-row .accept").click();
        assertThat(page.locator("[data-out='patient.identifier']")).containsText("88213407");
        assertThat(page.locator("[data-test=said]")).containsText("Accepted patient.identifier");

        // A group, undone in one step and redone.
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(Pattern.compile("Accept group Patient from PID")))
                .click();
        assertThat(page.locator("[data-suggestion='patient.name']")).hasCount(0);
        assertThat(page.locator("[data-out='patient.name']")).containsText("Brandt");
        page.locator("[data-target='patient.gender']").click();
        page.keyboard().press("Control+z");
        assertThat(page.locator("[data-suggestion='patient.name']")).hasCount(1);
        page.keyboard().press("Control+Shift+z");
        assertThat(page.locator("[data-suggestion='patient.name']")).hasCount(0);
        // What was dismissed stays away.
        assertThat(page.locator("[data-suggestion='patient.deceased[x]']")).hasCount(0);
        suggested();

        // All of a confidence.
        page.locator("[data-test=accept-high]").click();
        assertThat(page.locator("[data-test=accept-high]")).hasCount(0);
        assertThat(page.locator("[data-test=said]")).containsText("of high confidence");
        page.getByLabel("Filter target").fill("observation.status");
        assertThat(page.locator("[data-out='observation.status']")).hasText("corrected");
        assertThat(page.locator(".foot")).containsText(" fields mapped");
        Chromium.shootAll(page, "suggestions-all");
        assertThat(page.locator("[data-test=problems]")).not().containsText("required and not mapped");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void on_the_canvas_ghosts_are_asked_for_and_accepted_and_the_next_is_proposed() {
        page.navigate(studio.address() + "/channels/" + emptied("canvas") + "/mapping");
        suggested();
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Canvas").setExact(true))
                .click();
        assertThat(ghosts()).hasCount(0);

        page.locator("[data-test=suggest]").click();
        assertThat(ghosts()).hasCount(6);
        assertThat(page.locator("mapping-canvas .side.target")).containsText("patient");
        Chromium.shootAll(page, "suggestions-canvas");

        // By mouse, on the ghost.
        Locator entry = ghosts().filter(new Locator.FilterOptions().setHasText(Pattern.compile("HL7 map PID,?98")));
        entry.locator(".accept").click();
        assertThat(page.locator("mapping-canvas .pill.loop:not([hidden])")).containsText("PATIENT_RESULT");
        assertThat(page.locator("mapping-canvas .pill.ghost.chosen")).hasCount(1);
        page.locator("[data-test=suggest]").click();
        assertThat(ghosts()).hasCount(0);

        // By keys: asked for at a field, accepted, and the next is proposed and accepted too.
        Locator birth = page.locator(
                        "mapping-canvas .side.target .row", new Page.LocatorOptions().setHasText("birthDate"))
                .first();
        birth.click();
        page.keyboard().press("Shift+Space");
        assertThat(page.locator("mapping-canvas .pill.ghost.chosen")).containsText("HL7 map PID-7");
        Chromium.shootAll(page, "suggestions-asked");
        page.keyboard().press("Enter");
        assertThat(page.locator("[data-test=said]")).containsText("Accepted patient.birthDate");
        assertThat(page.locator("mapping-canvas .pill.ghost.chosen")).hasCount(1);
        Chromium.shoot(page, "suggestions-next");
        page.keyboard().press("Escape");
        assertThat(ghosts()).hasCount(0);
        page.keyboard().press("Control+z");
        assertThat(page.locator("mapping-canvas #count")).containsText("of 1 lines");
        assertThat(chromium.errors()).isEmpty();
    }

    private Locator rows(String attribute) {
        return page.locator("[data-test=mapping-table] [" + attribute + "]");
    }

    private Locator focused(String target) {
        return page.locator("[data-suggestion='" + target + "'] .pick");
    }

    private Locator ghosts() {
        return page.locator("mapping-canvas .pill.ghost:not([hidden])");
    }

    private void suggested() {
        assertThat(page.locator("[data-test=suggest]")).hasAttribute("data-found", Pattern.compile("\\d+"));
    }

    /// A draft of the laboratory's messages whose mapping is empty.
    private String emptied(String name) {
        var drafts = studio.bean(Drafts.class);
        return CurrentActor.callAs(admin, () -> {
            Draft draft = studio.bean(Gallery.class)
                    .use(TemplateCatalog.template("lab-results").orElseThrow(), name, "Results by " + name)
                    .orElseThrow();
            drafts.apply(draft.id(), draft.revision(), "Emptied", SuggestionsTest::empty);
            return draft.id().toString();
        });
    }

    private static Channel empty(Channel channel) {
        Destination way = channel.destinations().getFirst();
        return new Channel(
                channel.name(),
                channel.title(),
                channel.description(),
                channel.source(),
                channel.rules(),
                List.of(new Destination(
                        way.name(),
                        way.mapping().withFields(List.of()).identifiedBy(null, null),
                        way.endpoint(),
                        way.retry(),
                        way.whenHeld())),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                channel.constants(),
                channel.origin());
    }

    private void signIn() {
        String token = studio.bean(People.class).makeSetUpLink().orElseThrow();
        page.navigate(studio.address() + "/setup?token=" + token);
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Ines Calder");
        page.getByLabel("E-mail address").fill("ines.calder@northside.example");
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.getByLabel("Password again").fill(PASSWORD);
        page.getByText("Create administrator").click();
        assertThat(page.getByText("Your password is set.")).isVisible();
        var people = studio.bean(People.class);
        var system = new Actor(new UUID(0, 0), "set-up", EnumSet.allOf(Right.class));
        var ines = CurrentActor.callAs(system, people::all).getFirst();
        admin = new Actor(ines.id(), "ines", EnumSet.allOf(Right.class));
        CurrentActor.runAs(admin, () -> people.setRoles(ines.id(), EnumSet.of(Role.ANALYST, Role.TESTER, Role.ADMIN)));
        page.navigate(studio.address() + "/login");
        page.getByLabel("E-mail address").fill("ines.calder@northside.example");
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.locator("button[type=submit]").click();
        assertThat(page.locator("#person")).isVisible();
    }
}
