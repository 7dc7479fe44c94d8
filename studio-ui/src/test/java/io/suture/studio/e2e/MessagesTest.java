package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.suture.runtime.message.MessageStatus;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Role;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// Messages as an operator watches them: live in the list, one on its page, and what somebody sees of it who may not
/// see payloads.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MessagesTest {
    private static final String WARD = "lab-results-to-ward";

    private Lab lab;
    private Ward ward;
    private Chromium chromium;
    private Page page;
    private Hand hand;
    private Actor analyst;
    private Actor approver;

    @BeforeAll
    void start() throws Exception {
        lab = Lab.open();
        ward = new Ward();
        analyst = lab.member("Ines Calder", Role.ANALYST);
        approver = lab.member("Tomas Brandt", Role.APPROVER);
        lab.member("Hanne Dovrik", Role.OPERATOR);
        chromium = new Chromium();
        page = signedIn("hanne@northside.example");
        hand = new Hand(page);
    }

    @AfterAll
    void stop() throws Exception {
        chromium.close();
        ward.close();
        lab.close();
    }

    private Page signedIn(String email) {
        Page fresh = chromium.page();
        lab.signIn(fresh, email);
        return fresh;
    }

    private void open(Page by, String path) {
        by.navigate(lab.studio().address() + path);
    }

    private Locator row(String controlId) {
        return page.locator("tr.opens", new Page.LocatorOptions().setHasText(controlId));
    }

    private void choose(String status) {
        page.getByLabel("Status").click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(status).setExact(true))
                .click();
    }

    private static Locator value(Page on, String target) {
        return on.locator("tr[data-target='" + target + "']");
    }

    @Test
    @Order(1)
    void an_empty_list_says_how_messages_come() {
        open(page, "/messages");

        assertThat(page.getByText("No messages yet")).isVisible();
        Chromium.shootAll(page, "messages-empty");
    }

    @Test
    @Order(2)
    void messages_appear_in_the_open_list_by_themselves() {
        lab.run(analyst, approver, "lab-results", Lab.CHANNEL, Map.of());
        lab.run(
                analyst,
                approver,
                "lab-results-forward",
                WARD,
                Map.of("host", "127.0.0.1", "port", Integer.toString(ward.port())));

        assertThat(lab.send(Lab.CHANNEL, Lab.RESULT)).contains("MSA|AA");

        assertThat(row("NL-40418823")).containsText("Processed");
        // The first delivery of all waits for the FHIR store to load.
        assertThat(row("NL-40418823"))
                .containsText("1 sent", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        assertThat(page.locator(".live")).hasText("Live");
    }

    @Test
    @Order(3)
    void what_was_refused_and_what_is_held_stands_there_with_its_reason() {
        for (int i = 1; i <= 12; i++) {
            lab.send(Lab.CHANNEL, Lab.result("NL-4041883" + i));
        }
        lab.send(Lab.CHANNEL, "GET / HTTP/1.1\r\n");
        lab.send(Lab.CHANNEL, Lab.result("NL-50000001").replace("|P|2.5.1", "|T|2.5.1"));
        ward.answer("AR");
        lab.send(WARD, Lab.result("NL-60000001"));

        assertThat(row("NL-60000001")).containsText("1 held");
        assertThat(row("NL-60000001")).containsText("The target rejected it.");
        assertThat(row("Refused")).containsText("This is no HL7 v2 message");
        Chromium.shootAll(page, "messages-list");
    }

    @Test
    @Order(4)
    void a_filter_leaves_the_messages_of_one_status_and_can_be_cleared() {
        choose("Refused");
        assertThat(page.locator("tr.opens")).hasCount(1);
        assertThat(page.locator("tr.opens")).containsText("Refused");

        choose("Error");
        assertThat(page.getByText("No message matches these filters.")).isVisible();
        Chromium.shootAll(page, "messages-none");
        hand.button("Clear filters").click();

        assertThat(row("NL-40418823")).isVisible();
    }

    @Test
    @Order(5)
    void a_search_finds_a_patient_and_the_list_stands_still_meanwhile() {
        page.getByLabel("Search messages").fill("NL-40418823");
        page.keyboard().press("Enter");
        assertThat(page.locator("tr.opens")).hasCount(1);
        assertThat(page.locator(".live")).hasText("Standing still");
        Chromium.shoot(page, "messages-search");

        page.getByLabel("Search messages").fill("");
        page.keyboard().press("Enter");
        assertThat(page.locator(".live")).hasText("Live");
    }

    @Test
    @Order(6)
    void the_keyboard_leads_through_the_list_into_a_message() {
        page.locator("tr.opens").first().focus();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("j");
        assertThat(page.locator("tr.opens").nth(2)).isFocused();
        Chromium.shoot(page, "messages-focus");
        row("NL-40418823").focus();
        page.keyboard().press("Enter");

        assertThat(page.locator(".head h1")).containsText("NL-40418823");
    }

    @Test
    @Order(7)
    void a_message_shows_its_journey_its_bytes_and_where_each_value_came_from() {
        assertThat(page.locator(".journey")).containsText("AA, after it was stored");
        assertThat(page.locator(".journey")).containsText("Send to fhir");
        assertThat(page.locator(".journey")).containsText("1 of 1 sent");
        assertThat(page.locator(".received code-view")).containsText("QUILL");
        Chromium.shootAll(page, "message-trace");

        value(page, "patient[1].gender").click();

        assertThat(page.locator(".steps-of-value")).containsText("PID-8");
        assertThat(page.locator(".steps-of-value")).containsText("female");
        assertThat(page.locator(".received .cm-marked")).hasText("F");
        Chromium.shootAll(page, "message-lineage");
        value(page, "patient[1].gender").click();
        assertThat(page.locator(".steps-of-value")).hasCount(0);
    }

    @Test
    @Order(8)
    void fields_are_decoded_by_name() {
        hand.button("Fields").click();

        assertThat(page.locator(".fields-of")).containsText("Patient Name");
        assertThat(page.locator(".fields-of")).containsText("QUILL");
        Chromium.shootAll(page, "message-fields");
        hand.button("Raw").click();
    }

    @Test
    @Order(9)
    void the_rule_that_decided_stands_with_what_its_conditions_saw() {
        hand.button("Rules").click();

        assertThat(page.locator(".work-pane")).containsText("Send to fhir");
        assertThat(page.locator(".work-pane")).containsText("Condition");
        Chromium.shootAll(page, "message-rules");
    }

    @Test
    @Order(10)
    void a_delivery_shows_its_output_and_what_the_target_answered() {
        hand.button("Show output").first().click();
        assertThat(page.locator(".work-pane code-view")).containsText("\"resourceType\": \"Bundle\"");
        page.locator(".attempts tr.opens").first().click();

        assertThat(page.locator(".answer")).containsText("transaction-response");
        Chromium.shootAll(page, "message-output");
    }

    @Test
    @Order(11)
    void a_resend_and_a_reprocess_are_seen_to_arrive() {
        hand.button("Resend").click();
        Chromium.shoot(page, "message-resend");
        hand.button("Resend message").click();
        assertThat(page.locator(".delivery")).hasCount(2);
        assertThat(page.locator(".journey")).containsText("2 of 2 sent");
        assertThat(page.locator(".delivery").first()).containsText("resent by Hanne Dovrik");

        hand.button("Reprocess").click();
        hand.button("Reprocess message").click();
        assertThat(page.locator(".delivery")).hasCount(3);
        assertThat(page.locator(".journey")).containsText("3 of 3 sent");
        Chromium.shootAll(page, "message-resent");
    }

    @Test
    @Order(12)
    void a_refused_message_says_why_and_keeps_its_bytes() {
        open(page, "/messages");
        row("Refused").click();

        assertThat(page.locator(".journey")).containsText("AR, not accepted");
        assertThat(page.getByText("This is no HL7 v2 message").first()).isVisible();
        assertThat(page.locator(".received code-view")).containsText("GET / HTTP/1.1");
        assertThat(hand.button("Resend")).isDisabled();
        Chromium.shootAll(page, "message-refused");
    }

    @Test
    @Order(13)
    void somebody_without_the_right_sees_masks_and_no_patient() {
        Page admin = signedIn("yara@northside.example");
        open(admin, "/messages");
        assertThat(admin.getByLabel("Search messages")).isHidden();
        admin.locator("tr.opens", new Page.LocatorOptions().setHasText("NL-60000001"))
                .click();

        assertThat(admin.locator(".masked").first()).isVisible();
        assertThat(admin.locator(".foot")).containsText("masked");
        assertThat(admin.locator(".journey")).containsText("0 of 1 sent, 1 held");
        assertThat(admin.content()).doesNotContain(Lab.PATIENT.toArray(String[]::new));
        Chromium.shootAll(admin, "message-masked");
        admin.context().close();
    }

    @Test
    @Order(14)
    void a_held_delivery_shows_the_answer_and_goes_on_when_released() {
        open(page, "/messages");
        row("NL-60000001").click();
        assertThat(page.locator(".answer")).containsText("MSA|AR");
        Chromium.shootAll(page, "message-held");
        ward.answer("AA");
        hand.button("Release").click();

        assertThat(page.locator(".journey")).containsText("1 of 1 sent");
        assertThat(lab.newest(one -> one.held() == 0).status()).isEqualTo(MessageStatus.PROCESSED);
    }

    @Test
    @Order(15)
    void the_browser_had_nothing_to_complain_of() {
        assertThat(chromium.errors()).isEmpty();
    }
}
