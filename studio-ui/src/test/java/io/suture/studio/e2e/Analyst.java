package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.suture.studio.security.Actor;
import io.suture.studio.security.CurrentActor;
import io.suture.studio.security.People;
import io.suture.studio.security.Right;
import io.suture.studio.security.Role;
import java.util.EnumSet;
import java.util.UUID;

/// The first person of an empty studio, who may do all that an analyst and a tester do.
final class Analyst {
    private static final String PASSWORD = "correct horse battery staple";
    private static final String ADDRESS = "ines.calder@northside.example";

    private Analyst() {}

    /// Sets the studio up and signs in on that page.
    ///
    /// @return who that is, for calls of services
    static Actor signIn(RunningStudio studio, Page page) {
        String token = studio.bean(People.class).makeSetUpLink().orElseThrow();
        page.navigate(studio.address() + "/setup?token=" + token);
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Ines Calder");
        page.getByLabel("E-mail address").fill(ADDRESS);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.getByLabel("Password again").fill(PASSWORD);
        page.getByText("Create administrator").click();
        assertThat(page.getByText("Your password is set.")).isVisible();
        var people = studio.bean(People.class);
        var system = new Actor(new UUID(0, 0), "set-up", EnumSet.allOf(Right.class));
        var ines = CurrentActor.callAs(system, people::all).getFirst();
        var admin = new Actor(ines.id(), "ines", EnumSet.allOf(Right.class));
        CurrentActor.runAs(admin, () -> people.setRoles(ines.id(), EnumSet.of(Role.ANALYST, Role.TESTER, Role.ADMIN)));
        page.navigate(studio.address() + "/login");
        page.getByLabel("E-mail address").fill(ADDRESS);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.locator("button[type=submit]").click();
        assertThat(page.locator("#person")).isVisible();
        return admin;
    }
}
