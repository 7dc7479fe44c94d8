package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.suture.studio.channel.Draft;
import io.suture.studio.security.Role;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two analysts at one draft, and one who has no mouse.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TogetherTest {
    private Lab lab;
    private Draft draft;
    private Chromium chromium;

    @BeforeAll
    void start() {
        lab = Lab.open();
        var ines = lab.member("Ines Calder", Role.ANALYST, Role.TESTER);
        lab.member("Maud Archer", Role.ANALYST);
        draft = lab.draft(ines, "lab-results", Lab.CHANNEL, Map.of());
        chromium = new Chromium();
    }

    @AfterAll
    void stop() {
        chromium.close();
        lab.close();
    }

    @Test
    void a_second_analyst_sees_who_edits_and_takes_over_and_nothing_is_overwritten() {
        Page ines = signIn("ines");
        Page maud = signIn("maud");
        open(ines);
        open(maud);
        assertThat(ines.locator(".head .avatar")).hasAttribute("title", "Maud Archer");

        remove(ines, "patient.telecom:work");
        assertThat(maud.locator(".head")).containsText("Ines Calder is editing");
        assertThat(maud.locator(".notices")).containsText("Ines Calder changed this draft: Removed the mapping");
        Chromium.shootAll(maud, "together-changed");
        maud.locator(".notices").getByText("Show it").click();
        assertThat(maud.locator("[data-source-of='patient.telecom:work'] .chip"))
                .hasCount(0);

        remove(maud, "patient.telecom:other");
        assertThat(maud.locator(".notices"))
                .containsText("Ines Calder is editing this draft. Your change is not made yet.");
        Chromium.shootAll(maud, "together-take-over");
        assertThat(maud.locator("[data-source-of='patient.telecom:other'] .chip"))
                .hasCount(1);
        maud.locator(".notices").getByText("Take over and make it").click();
        assertThat(maud.locator("[data-source-of='patient.telecom:other'] .chip"))
                .hasCount(0);

        assertThat(ines.locator(".head")).containsText("Maud Archer is editing");
        remove(ines, "patient.gender");
        assertThat(ines.locator(".notices")).containsText("Maud Archer is editing this draft.");
        // Ines has not seen Maud's change: taking over does not overwrite it.
        ines.locator(".notices").getByText("Take over and make it").click();
        assertThat(ines.locator(".notices")).containsText("Nothing was overwritten");
        assertThat(ines.locator("[data-source-of='patient.telecom:other'] .chip"))
                .hasCount(0);
        assertThat(ines.locator("[data-source-of='patient.gender'] .chip")).hasCount(1);
        assertThat(maud.locator(".head")).containsText("Ines Calder is editing");
        maud.close();
        assertThat(ines.locator(".head .avatar")).hasCount(0);
        ines.close();
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void without_a_mouse_a_channel_is_made_and_mapped() {
        Page page = signIn("ines");
        page.keyboard().press("?");
        assertThat(page.getByText("Mapping on the canvas")).isVisible();
        Chromium.shootAll(page, "keys");
        page.keyboard().press("Escape");
        assertThat(page.getByText("Mapping on the canvas")).isHidden();

        find(page, "zzzz");
        assertThat(page.getByText("Nothing here is called that.")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByText("Nothing here is called that.")).isHidden();
        find(page, "channels");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/channels"));

        press(page, "New channel");
        tabTo(page, "Name in words");
        page.keyboard().type("Keyed");
        choose(page, "Messages come in as", "ORU^R01 2.5.1");
        choose(page, "Time zone of the sender", "Europe/Vienna");
        choose(page, "They go out as", "FHIR R4 Bundle");
        press(page, "Make channel");
        assertThat(page).hasURL(Pattern.compile(".*/mapping"));

        press(page, "Paste a message");
        tabTo(page, "Message");
        page.keyboard().insertText(Lab.RESULT.replace('\r', '\n'));
        press(page, "Use message");
        assertThat(page.getByText("pasted")).isVisible();

        press(page, "Add entry");
        choose(page, "Resource", "Patient");
        press(page, "Add");
        awaitFocus(page, "Known by");
        page.keyboard().type("token(identifierSystem(PID-3.4), PID-3.1)");
        page.keyboard().press("Control+Enter");
        focusByPanes(page, ".bar");
        choose(page, "Add a field", "patient.birthDate");
        awaitFocus(page, "Formula");
        page.keyboard().type("date(PID-7)");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("[data-out='patient.birthDate']")).hasText("1958-03-14");

        focusByPanes(page, ".bar");
        press(page, "Canvas");
        focusByPanes(page, "mapping-canvas");
        page.keyboard().type("pid-8");
        assertThat(active(page, "source")).containsText("PID-8");
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().type("gender");
        assertThat(active(page, "target")).containsText(Pattern.compile("^\\s*gender"));
        page.keyboard().press("Enter");
        focusByPanes(page, ".bar");
        press(page, "Table");
        assertThat(page.locator("[data-source-of='patient.gender']")).containsText("PID-8");

        find(page, "patient.birth");
        assertThat(page.locator("[data-test=found] button").first()).containsText("date(PID-7)");
        Chromium.shootAll(page, "find-anything");
        page.keyboard().press("Enter");
        assertThat(page.locator(".inspector .pane-head").first()).containsText("patient.birthDate");
        page.keyboard().press("Control+z");
        assertThat(page.locator("[data-source-of='patient.gender']")).isHidden();
        page.close();
        assertThat(chromium.errors()).isEmpty();
    }

    /// Opens 'Find anything' and types into it.
    private static void find(Page page, String typed) {
        page.keyboard().press("Control+k");
        assertThat(page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Find anything")))
                .isFocused();
        page.keyboard().type(typed);
        assertThat(page.getByText(Pattern.compile("found$|^The first|^Nothing here")))
                .isVisible();
    }

    /// Goes on with Tab, as often as it takes, until what has the focus is called that.
    private static void tabTo(Page page, String name) {
        for (int step = 0; step < 120; step++) {
            if (focused(page).equals(name)) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("Tab never leads to " + name);
    }

    private static void press(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first()
                .waitFor();
        tabTo(page, name);
        page.keyboard().press("Enter");
    }

    private static void choose(Page page, String box, String item) {
        page.getByLabel(box).first().waitFor();
        tabTo(page, box);
        page.keyboard().type(item);
        assertThat(page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(item).setExact(true)))
                .isVisible();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
    }

    private static void awaitFocus(Page page, String name) {
        Lab.await("the focus is not at " + name, () -> focused(page).equals(name));
    }

    private static void focusByPanes(Page page, String within) {
        page.locator(within).first().waitFor();
        for (int step = 0; step < 40; step++) {
            if ((boolean) page.evaluate("within => !!document.activeElement?.closest(within)", within)) {
                return;
            }
            page.keyboard().press("F6");
        }
        throw new AssertionError("F6 never leads to " + within);
    }

    /// The row of the canvas that keys act on.
    private static Locator active(Page page, String side) {
        return page.locator("mapping-canvas .side." + side + " .active").first();
    }

    /// What assistive technology calls what has the focus.
    private static String focused(Page page) {
        return (String) page.evaluate("""
                () => {
                  let at = document.activeElement;
                  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                  if (!at) return '';
                  const by = at.getAttribute('aria-labelledby')?.split(' ')
                      .map(id => at.getRootNode().getElementById(id)?.textContent ?? '').join(' ');
                  return (at.ariaLabel || by || at.labels?.[0]?.textContent || at.textContent || '').trim();
                }""");
    }

    private void open(Page page) {
        page.navigate(lab.studio().address() + "/channels/" + draft.id() + "/mapping");
        assertThat(page.locator("[data-target='patient']")).isVisible();
    }

    private static void remove(Page page, String target) {
        page.locator("[data-target='" + target + "']").click();
        assertThat(page.locator(".inspector .pane-head").first()).containsText(target);
        page.locator(".inspector")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Remove").setExact(true))
                .first()
                .click();
    }

    private Page signIn(String name) {
        Page page = chromium.page();
        lab.signIn(page, name.toLowerCase(Locale.ROOT) + "@northside.example");
        return page;
    }
}
