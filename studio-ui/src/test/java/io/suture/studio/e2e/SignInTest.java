package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.suture.studio.security.People;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// From the link that the server prints to a second person who is in.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SignInTest {
    private static final String PASSWORD = "correct horse battery staple";

    private RunningStudio studio;
    private Chromium chromium;
    private Page admin;
    private Page analyst;

    @BeforeAll
    void start() {
        studio = RunningStudio.start();
        chromium = new Chromium();
        admin = chromium.page();
        analyst = chromium.page();
    }

    @AfterAll
    void stop() {
        chromium.close();
        studio.close();
    }

    @Test
    @Order(1)
    void nobody_can_sign_in_before_the_set_up() {
        admin.navigate(studio.address());

        assertThat(admin.getByText("Nobody works here yet.")).isVisible();
        Chromium.shoot(admin, "signin-empty");
    }

    @Test
    @Order(2)
    void the_printed_link_makes_the_first_admin_once() {
        String token = studio.bean(People.class).makeSetUpLink().orElseThrow();
        admin.navigate(studio.address() + "/setup?token=" + token);
        admin.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Yara Finch");
        admin.getByLabel("E-mail address").fill("yara.finch@northside.example");
        admin.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                .fill(PASSWORD);
        admin.getByLabel("Password again").fill("something else");
        admin.getByText("Create administrator").click();
        assertThat(admin.getByText("This differs from the password above.")).isVisible();
        Chromium.shootAll(admin, "setup");
        admin.getByLabel("Password again").fill(PASSWORD);
        admin.getByText("Create administrator").click();

        assertThat(admin.getByText("Your password is set.")).isVisible();
        assertThat(studio.bean(People.class).makeSetUpLink()).isEmpty();
        Chromium.shootAll(admin, "signin");
    }

    @Test
    @Order(3)
    void a_wrong_password_is_refused_without_saying_what_was_wrong() {
        signIn(admin, "yara.finch@northside.example", "not the password");

        assertThat(admin.getByText("This address and password do not go together."))
                .isVisible();
        Chromium.shoot(admin, "signin-refused");
    }

    @Test
    @Order(4)
    void the_admin_signs_in_and_invites_an_analyst() {
        signIn(admin, "yara.finch@northside.example", PASSWORD);
        admin.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Users"))
                .click();
        assertThat(admin.getByText("Everybody has followed their invitation")).isVisible();
        Chromium.shootAll(admin, "users");
        admin.getByText("Invite a person").click();
        admin.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Ines Calder");
        admin.getByLabel("E-mail address").fill("ines.calder@northside.example");
        admin.getByLabel("Analyst").check();
        Chromium.shootAll(admin, "users-invite");
        admin.getByText("Make the invitation").click();
        String link = admin.locator("#invitation-link").innerText();
        Chromium.shootAll(admin, "users-link");

        analyst.navigate(link);
        assertThat(analyst.getByText("ines.calder@northside.example")).isVisible();
        analyst.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                .fill(PASSWORD);
        analyst.getByLabel("Password again").fill(PASSWORD);
        Chromium.shoot(analyst, "invitation");
        analyst.getByText("Set password").click();
        assertThat(analyst.getByText("Your password is set.")).isVisible();
        signIn(analyst, "ines.calder@northside.example", PASSWORD);

        assertThat(analyst.locator("#person")).isVisible();
    }

    @Test
    @Order(5)
    void an_analyst_sees_neither_users_nor_the_audit_trail() {
        assertThat(analyst.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Users")))
                .hasCount(0);
        analyst.navigate(studio.address() + "/users");

        assertThat(analyst.getByText("Invite a person")).hasCount(0);
    }

    @Test
    @Order(6)
    void the_trail_tells_of_every_sign_in() {
        admin.navigate(studio.address() + "/audit");

        assertThat(admin.getByText("wrong password")).hasCount(1);
        assertThat(admin.getByText("ines.calder@northside.example").first()).isVisible();
        admin.getByText("Verify the trail").click();
        assertThat(admin.getByText("are as they were written")).isVisible();
        Chromium.shootAll(admin, "audit");
    }

    @Test
    @Order(7)
    void who_signs_out_is_out() {
        admin.locator("#person").click();
        admin.getByText("Sign out").click();
        assertThat(admin.getByText("Sign in to the studio")).isVisible();
        admin.navigate(studio.address() + "/users");

        assertThat(admin.getByText("Sign in to the studio")).isVisible();
        assertThat(chromium.errors()).isEmpty();
    }

    private void signIn(Page page, String email, String password) {
        page.navigate(studio.address() + "/login");
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
        page.locator("button[type=submit]").click();
        page.waitForLoadState();
    }
}
