package io.suture.studio.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.suture.runtime.fhirstore.FhirAccess;
import io.suture.studio.security.People;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// A lab result crosses the whole studio: an analyst makes a channel, a second person approves it, the runtime runs
/// it, and whoever may sees why every value came out as it did. Three people, a real MLLP client, the FHIR store over
/// HTTP.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final String RESULT = String.join(
                    "\r",
                    "MSH|^~\\&|LABSYS|NORTHLAB|EHR|NORTH|20261102061402+0100||ORU^R01^ORU_R01|NL-40418823|P|2.5.1",
                    "PID|1||00381642^^^NORTH&2.16.840.1.113883.19.5&ISO^MR||QUILL^NORA^J||19580314|F|||12 ELM ROW^^HARROW^ME^04011",
                    "ORC|RE|PO-77^NORTH|CL-2026-104417^CORELAB",
                    "OBR|1|PO-77^NORTH|CL-2026-104417^CORELAB|24321-2^Basic metabolic panel^LN|||20261102055000+0100|||||||||"
                            + "1234567893^ARCHER^MAUD^^^^^^NPI||||||20261102061402+0100||LAB|F",
                    "OBX|1|NM|2823-3^Potassium^LN||6.80|mmol/L^mmol/L^UCUM|3.5-5.1|HH|||F|||20261102055000+0100",
                    "OBX|2|NM|2951-2^Sodium^LN||140|mmol/L^mmol/L^UCUM|135-145|N|||F|||20261102055000+0100")
            + "\r";

    private final int mllpPort = freePort();
    private final int webPort = freePort();
    private RunningStudio studio;
    private Chromium chromium;
    private Page admin;
    private Page analyst;
    private Hand hand;
    private Page approver;

    @BeforeAll
    void start() {
        studio = RunningStudio.start("server.port=" + webPort);
        chromium = new Chromium();
        admin = chromium.page();
        analyst = chromium.page();
        hand = new Hand(analyst);
        approver = chromium.page();
    }

    @AfterAll
    void stop() {
        chromium.close();
        studio.close();
    }

    @Test
    @Order(1)
    void three_people_come_in() {
        String token = studio.bean(People.class).makeSetUpLink().orElseThrow();
        admin.navigate(studio.address() + "/setup?token=" + token);
        new Hand(admin).field("Name").fill("Yara Finch");
        admin.getByLabel("E-mail address").fill("yara.finch@northside.example");
        new Hand(admin).field("Password").fill(PASSWORD);
        admin.getByLabel("Password again").fill(PASSWORD);
        admin.getByText("Create administrator").click();
        assertThat(admin.getByText("Your password is set.")).isVisible();
        signIn(admin, "yara.finch@northside.example");
        invite(analyst, "Ines Calder", "ines.calder@northside.example", "Analyst");
        invite(approver, "Tomas Brandt", "tomas.brandt@northside.example", "Approver", "Operator");

        assertThat(analyst.locator("#person")).isVisible();
        assertThat(approver.locator("#person")).isVisible();
    }

    @Test
    @Order(2)
    void an_analyst_starts_a_channel_from_a_template() {
        analyst.navigate(studio.address() + "/channels");
        assertThat(analyst.getByText("No channels yet")).isVisible();
        Chromium.shootAll(analyst, "channels-empty");
        analyst.getByText("Choose a template").click();
        assertThat(analyst.getByText("Lab results to FHIR").first()).isVisible();
        Chromium.shootAll(analyst, "templates");
        analyst.getByText("Use this template").first().click();
        hand.field("Name in words").fill("Lab results to EHR");
        hand.field("Short name").fill("lab-results-to-ehr");
        analyst.getByText("Make channel").click();

        assertThat(analyst.locator(".head h1")).containsText("Lab results to EHR");
        assertThat(analyst.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Mapping")))
                .isVisible();
        Chromium.shootAll(analyst, "mapping");
    }

    @Test
    @Order(3)
    void a_field_dragged_on_a_field_is_mapped_with_its_type_and_seen_in_the_output() {
        analyst.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Canvas").setExact(true))
                .click();
        field("source", "MSH").click();
        analyst.keyboard().press("ArrowRight");
        drag(field("source", "MSH-7"), field("target", "timestamp"));
        assertThat(field("target", "timestamp")).containsText("2026-");
        Chromium.shootAll(analyst, "mapping-canvas-dragged");

        undo("Undo");
        assertThat(field("target", "timestamp")).not().containsText("2026-");
        undo("Redo");
        assertThat(field("target", "timestamp")).containsText("2026-");
        analyst.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Output").setExact(true))
                .click();
        assertThat(analyst.locator("[data-test=output-fhir]")).containsText("\"timestamp\": \"2026-");
    }

    @Test
    @Order(4)
    void a_sample_that_differs_blocks_submitting_until_its_output_is_accepted() {
        tab("Tests");
        assertThat(analyst.locator(".bar")).containsText("differ");
        Chromium.shootAll(analyst, "tests-red");
        submit("Timestamps travel along.");
        assertThat(analyst.getByText("Not every sample yields what it must. Nothing was submitted."))
                .isVisible();
        Chromium.shoot(analyst, "submit-red");
        hand.button("Cancel").click();

        analyst.getByText(Pattern.compile("Accept all [0-9]+")).click();
        Chromium.shoot(analyst, "accept-all");
        analyst.getByText(Pattern.compile("Accept all [0-9]+")).last().click();
        assertThat(analyst.locator(".bar")).containsText("0 differ");
    }

    @Test
    @Order(5)
    void the_samples_pass() {
        tab("Tests");

        assertThat(analyst.locator(".bar")).containsText("20 pass, 0 differ");
        assertThat(analyst.getByText("A corrected result").first()).isVisible();
        Chromium.shootAll(analyst, "tests");
    }

    @Test
    @Order(6)
    void the_analyst_writes_a_rule_as_a_sentence_and_undoes_and_redoes_it() {
        tab("Rules");
        int before = analyst.locator(".sentences > li").count();
        analyst.locator(".bar")
                .getByText("Rule", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(analyst.locator(".sentences > li")).hasCount(before + 1);
        hand.field("Name").fill("Ward only");
        hand.field("Name").press("Enter");
        assertThat(analyst.locator(".sentence .name", new Page.LocatorOptions().setHasText("Ward only")))
                .isVisible();
        Locator form = analyst.locator(".rule-form");
        form.getByText("Condition", new Locator.GetByTextOptions().setExact(true))
                .click();
        hand.field("Field").fill("Abnormal");
        hand.field("Field").press("Enter");
        assertThat(analyst.locator(".sentence .words").last()).containsText("OBSERVATION.OBX-8 is P");
        hand.choose("Comparison", "is one of");
        hand.field("Values, separated by commas").fill("HH, LL, \"); System.exit(0); //");
        hand.field("Values, separated by commas").press("Enter");
        assertThat(analyst.locator(".sentence .words").last())
                .containsText("When OBSERVATION.OBX-8 is one of HH, LL, \"); System.exit(0); //, then route to fhir.");
        Chromium.shootAll(analyst, "rules");
        // Values, comparison, field, condition, name.
        for (int step = 0; step < 5; step++) {
            undo("Undo");
        }
        assertThat(analyst.locator(".sentence .name", new Page.LocatorOptions().setHasText("Ward only")))
                .hasCount(0);
        for (int step = 0; step < 5; step++) {
            undo("Redo");
        }

        assertThat(analyst.locator(".sentence .words").last()).containsText("OBX-8 is one of HH, LL");
        assertThat(analyst.locator(".sentence .name", new Page.LocatorOptions().setHasText("Ward only")))
                .isVisible();
    }

    @Test
    @Order(7)
    void the_analyst_says_where_the_channel_listens() {
        tab("Settings");
        Locator port = analyst.getByLabel("Port", new Page.GetByLabelOptions().setExact(true))
                .first();
        port.fill(Integer.toString(mllpPort));
        port.press("Enter");
        Chromium.shootAll(analyst, "settings");

        assertThat(analyst.locator(".saved")).containsText("All changes saved");
    }

    @Test
    @Order(8)
    void the_analyst_submits_the_version_and_cannot_approve_it() {
        submit("Results reach the record by themselves (request 2291).");
        assertThat(analyst.getByText("waits for approval").first()).isVisible();
        Chromium.shootAll(analyst, "versions-waiting");
        analyst.getByText("Review").click();

        assertThat(analyst.getByText("Your decision")).isVisible();
        assertThat(analyst.getByText("Approving needs the role approver or admin."))
                .isVisible();
        assertThat(analyst.getByText("You changed something in this version.")).isVisible();
        Chromium.shootAll(analyst, "approval-author");
    }

    @Test
    @Order(9)
    void somebody_else_approves_and_deploys_it() {
        approver.navigate(studio.address() + "/approvals");
        approver.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Lab results to EHR"))
                .click();
        assertThat(approver.getByText("This is the first version")).isVisible();
        Chromium.shootAll(approver, "approval");
        approver.getByText("Approve", new Page.GetByTextOptions().setExact(true))
                .click();
        assertThat(approver.getByText("Approved").first()).isVisible();
        approver.getByText("To the versions").click();
        approver.getByText("Deploy", new Page.GetByTextOptions().setExact(true)).click();
        approver.locator("vaadin-confirm-dialog-overlay, vaadin-confirm-dialog")
                .getByText("Deploy", new Locator.GetByTextOptions().setExact(true))
                .last()
                .click();
        assertThat(approver.getByText("running").first()).isVisible();

        awaitListener();
        approver.reload();
        assertThat(approver.getByText("running").first()).isVisible();
        Chromium.shootAll(approver, "versions-running");
        approver.navigate(studio.address() + "/channels");
        assertThat(approver.getByText("Lab results to EHR")).isVisible();
        Chromium.shootAll(approver, "channels");
    }

    @Test
    @Order(10)
    void a_result_is_acknowledged_and_reaches_the_fhir_store() throws Exception {
        String answer = send(RESULT);
        assertThat(answer).contains("MSA|AA|NL-40418823");

        String patient = awaitFhir("Patient?identifier=00381642", "QUILL");
        String potassium = awaitFhir("Observation?code=2823-3", "6.80");
        assertThat(patient).containsIgnoringCase("nora");
        assertThat(potassium).contains("\"value\":6.80").contains("final");
    }

    @Test
    @Order(11)
    void what_is_not_hl7_is_refused_and_kept() throws Exception {
        assertThat(send("GET / HTTP/1.1\r\n")).contains("MSA|AR");

        approver.navigate(studio.address() + "/messages");
        assertThat(approver.getByText("Refused").first()).isVisible();
        Chromium.shootAll(approver, "messages");
    }

    @Test
    @Order(12)
    void an_operator_sees_why_a_value_came_out_as_it_did_and_sends_it_once_more() {
        approver.navigate(studio.address() + "/messages");
        approver.getByText("NL-40418823").first().click();
        assertThat(approver.getByText("QUILL").first()).isVisible();
        Chromium.shootAll(approver, "message");
        assertThat(approver.locator("tr[data-target='observation[1].value[x].value']"))
                .containsText("OBX[1]-5");
        approver.getByText("Resend", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        approver.getByText("Resend message").click();
        assertThat(approver.getByText("Done.")).isVisible();
    }

    @Test
    @Order(13)
    void whoever_did_what_stands_in_the_audit_trail() {
        admin.navigate(studio.address() + "/audit");
        for (String action : List.of("sign-in", "approve", "deploy", "resend", "view-payload")) {
            // By the list: what is typed before it is there chooses nothing.
            new Hand(admin).find("Action", action);
            assertThat(admin.locator("vaadin-grid-cell-content:visible")
                            .getByText(action, new Locator.GetByTextOptions().setExact(true))
                            .first())
                    .isVisible();
        }
        assertThat(admin.getByText("00381642").first()).isVisible();
        Chromium.shootAll(admin, "audit-story");
    }

    private void submit(String why) {
        analyst.getByText("Submit for approval").click();
        analyst.getByLabel("Why this change").fill(why);
        Chromium.shoot(analyst, "submit");
        analyst.getByText("Submit", new Page.GetByTextOptions().setExact(true)).click();
    }

    private void undo(String which) {
        analyst.getByLabel(which).first().click();
    }

    private Locator field(String side, String name) {
        return analyst.locator(
                        "mapping-canvas .side." + side + " .row",
                        new Page.LocatorOptions()
                                .setHas(analyst.getByText(name, new Page.GetByTextOptions().setExact(true))))
                .first();
    }

    private void drag(Locator from, Locator to) {
        BoundingBox start = from.boundingBox();
        BoundingBox end = to.boundingBox();
        analyst.mouse().move(start.x + 100, start.y + 13);
        analyst.mouse().down();
        analyst.mouse().move(end.x + 60, end.y + 13, new Mouse.MoveOptions().setSteps(8));
        analyst.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        analyst.mouse().up();
    }

    private void invite(Page person, String name, String email, String... roles) {
        admin.navigate(studio.address() + "/users");
        admin.getByText("Invite a person").click();
        new Hand(admin).field("Name").fill(name);
        admin.getByLabel("E-mail address").fill(email);
        for (String role : roles) {
            admin.getByLabel(role).first().check();
        }
        admin.getByText("Make the invitation").click();
        person.navigate(admin.locator("#invitation-link").innerText());
        new Hand(person).field("Password").fill(PASSWORD);
        person.getByLabel("Password again").fill(PASSWORD);
        person.getByText("Set password").click();
        assertThat(person.getByText("Your password is set.")).isVisible();
        signIn(person, email);
    }

    private void signIn(Page page, String email) {
        page.navigate(studio.address() + "/login");
        page.getByLabel("E-mail address").fill(email);
        new Hand(page).field("Password").fill(PASSWORD);
        page.locator("button[type=submit]").click();
        assertThat(page.locator("#person")).isVisible();
    }

    private void tab(String name) {
        analyst.locator(".tabs")
                .getByText(name, new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(analyst.locator(".tabs [aria-current]")).hasText(name);
    }

    private String send(String message) throws IOException {
        try (var socket = new Socket("127.0.0.1", mllpPort)) {
            socket.setSoTimeout(15_000);
            OutputStream out = socket.getOutputStream();
            out.write(0x0B);
            out.write(message.getBytes(StandardCharsets.UTF_8));
            out.write(new byte[] {0x1C, 0x0D});
            out.flush();
            var answer = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int c = in.read(); c >= 0 && c != 0x1C; c = in.read()) {
                answer.append((char) c);
            }
            return answer.toString();
        }
    }

    private void awaitListener() {
        await("nothing listens on " + mllpPort, () -> {
            try (var socket = new Socket("127.0.0.1", mllpPort)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    private String awaitFhir(String query, String text) {
        var body = new String[] {""};
        await("the FHIR store has nothing for " + query, () -> {
            body[0] = fhir(query);
            return body[0].contains(text);
        });
        return body[0];
    }

    private String fhir(String query) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(studio.address() + "/fhir/" + query))
                                    .header(
                                            "Authorization",
                                            "Bearer "
                                                    + studio.bean(FhirAccess.class)
                                                            .token())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static void await(String otherwise, java.util.function.BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(otherwise);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(100).toNanos());
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
