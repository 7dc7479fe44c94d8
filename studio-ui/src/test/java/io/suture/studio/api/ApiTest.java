package io.suture.studio.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.MessageSummary;
import io.suture.studio.audit.AuditEvent;
import io.suture.studio.audit.AuditEvents;
import io.suture.studio.audit.AuditFilter;
import io.suture.studio.channel.Draft;
import io.suture.studio.e2e.Lab;
import io.suture.studio.e2e.Ward;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Right;
import io.suture.studio.security.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// The REST API as a program meets it: over HTTP, with tokens of several scopes, on channels that run.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    /// Keeps the digits of decimals, as what is checked must.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String WARD = "lab-results-to-ward";

    private final HttpClient client = HttpClient.newHttpClient();
    private Lab lab;
    private Ward ward;
    private Actor author;
    private String all;
    private String looking;
    private String authors;
    private String approvers;

    @BeforeAll
    void start() throws Exception {
        lab = Lab.open();
        ward = new Ward();
        author = lab.member("Ines Calder", Role.ANALYST, Role.OPERATOR, Role.ADMIN);
        Actor approver = lab.member("Tomas Brandt", Role.APPROVER, Role.ADMIN);
        all = lab.token(author, Right.READ_CHANNELS, Right.OPERATE, Right.VIEW_PAYLOADS, Right.RESEND);
        looking = lab.token(author, Right.OPERATE);
        authors = lab.token(author, Right.READ_CHANNELS, Right.APPROVE, Right.DEPLOY);
        approvers = lab.token(approver, Right.READ_CHANNELS, Right.APPROVE, Right.DEPLOY);
        lab.run(author, approver, "lab-results", Lab.CHANNEL, Map.of());
        lab.run(
                author,
                approver,
                "lab-results-forward",
                WARD,
                Map.of("host", "127.0.0.1", "port", Integer.toString(ward.port())));
    }

    @AfterAll
    void stop() throws Exception {
        client.close();
        ward.close();
        lab.close();
    }

    private record Answer(int status, String type, String link, JsonNode body) {
        /// A refusal as RFC 9457 has it.
        void isProblem(int expected) {
            assertThat(status).as(body.toString()).isEqualTo(expected);
            assertThat(type).startsWith("application/problem+json");
            assertThat(body.path("status").asInt()).isEqualTo(expected);
            assertThat(body.path("title").asString("")).isNotBlank();
            assertThat(body.path("detail").asString("")).isNotBlank();
        }

        JsonNode ok() {
            assertThat(status).as(body.toString()).isEqualTo(200);
            return body;
        }
    }

    private Answer get(String token, String path) {
        return call(token, "GET", path, HttpRequest.BodyPublishers.noBody());
    }

    private Answer post(String token, String path) {
        return call(token, "POST", path, HttpRequest.BodyPublishers.noBody());
    }

    private Answer call(String token, String method, String path, HttpRequest.BodyPublisher body) {
        String address = path.startsWith("http") ? path : lab.studio().address() + "/api/v1" + path;
        var request = HttpRequest.newBuilder(URI.create(address)).method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.headers().firstValue("Link").orElse(""),
                    JSON.readTree(answer.body()));
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private Answer preview(String token, String channel, String message) {
        return call(token, "POST", "/channels/" + channel + "/preview", HttpRequest.BodyPublishers.ofString(message));
    }

    private MessageSummary sent(String controlId) {
        assertThat(lab.send(Lab.CHANNEL, Lab.result(controlId))).contains("MSA|AA");
        return lab.newest(one -> one.channel().equals(Lab.CHANNEL) && one.sent() == 1);
    }

    private static String path(String template, UUID id) {
        return template.replace("{id}", id.toString());
    }

    @Test
    void every_path_wants_a_token_and_the_right_for_it() {
        String nothing = lab.token(lab.admin(), Right.READ_AUDIT);
        UUID id = UUID.randomUUID();
        for (String template : List.of(
                "GET /channels",
                "GET /channels/" + Lab.CHANNEL,
                "GET /channels/" + Lab.CHANNEL + "/versions",
                "POST /channels/" + Lab.CHANNEL + "/preview",
                "POST /channels/" + Lab.CHANNEL + "/versions/1/approve",
                "POST /channels/" + Lab.CHANNEL + "/versions/1/deploy",
                "GET /messages",
                "GET /messages/{id}",
                "POST /messages/{id}/resend",
                "POST /messages/{id}/reprocess",
                "POST /messages/{id}/cancel",
                "GET /deliveries",
                "POST /deliveries/{id}/retry",
                "POST /deliveries/{id}/resend",
                "POST /deliveries/{id}/cancel",
                "GET /stats")) {
            String[] call = path(template, id).split(" ");
            var body = HttpRequest.BodyPublishers.noBody();

            call("", call[0], call[1], body).isProblem(401);
            call("suture_nobody", call[0], call[1], body).isProblem(401);
            call(nothing, call[0], call[1], body).isProblem(403);
        }
        for (String template :
                List.of("/messages/{id}/resend", "/messages/{id}/reprocess", "/deliveries/{id}/resend")) {
            post(looking, path(template, id)).isProblem(403);
        }
        post(looking, "/channels/" + Lab.CHANNEL + "/versions/1/deploy").isProblem(403);
    }

    @Test
    void what_is_not_there_is_not_found_and_what_cannot_be_meant_is_refused() {
        for (String wrong :
                List.of("/channels/nobody", "/channels/nobody/versions", "/messages/" + UUID.randomUUID())) {
            get(all, wrong).isProblem(404);
        }
        post(all, "/messages/" + UUID.randomUUID() + "/resend").isProblem(404);
        post(all, "/deliveries/" + UUID.randomUUID() + "/retry").isProblem(404);
        post(approvers, "/channels/" + Lab.CHANNEL + "/versions/99/deploy").isProblem(404);
        preview(all, "nobody", Lab.RESULT).isProblem(404);
        for (String wrong : List.of(
                "/messages/NL-40418823",
                "/messages?status=LOST",
                "/messages?since=yesterday",
                "/messages?page=2",
                "/deliveries?message=7")) {
            get(all, wrong).isProblem(400);
        }
        get(all, "/nothing/here").isProblem(404);
        post(all, "/messages").isProblem(404);
    }

    @Test
    void a_channel_says_what_it_is_and_what_runs() {
        JsonNode line = get(all, "/channels")
                .ok()
                .valueStream()
                .filter(one -> one.path("name").asString().equals(Lab.CHANNEL))
                .findFirst()
                .orElseThrow();
        JsonNode channel = get(all, "/channels/" + Lab.CHANNEL).ok();
        JsonNode versions = get(all, "/channels/" + Lab.CHANNEL + "/versions").ok();

        assertThat(line.path("running").asInt()).isEqualTo(1);
        assertThat(line.path("state").asString()).isEqualTo("v1 running");
        assertThat(channel.path("source").asString()).isEqualTo("hl7v2:2.5.1/ORU_R01");
        assertThat(channel.path("destinations").path(0).path("kind").asString()).isEqualTo("fhir");
        assertThat(channel.path("destinations").path(0).path("rows").asInt()).isGreaterThan(10);
        assertThat(versions.size()).isEqualTo(1);
        assertThat(versions.path(0).path("state").asString()).isEqualTo("APPROVED");
        assertThat(versions.path(0).path("hash").asString()).isNotBlank();
    }

    @Test
    void a_preview_is_the_report_of_transform_with_the_outputs_in_it_and_keeps_nothing() {
        long before = get(looking, "/messages").ok().size();

        JsonNode report = preview(all, Lab.CHANNEL, Lab.RESULT).ok();

        assertThat(report.propertyNames())
                .contains("input", "accepted", "ack", "decisions", "problems", "unmapped", "lookupMisses", "micros");
        assertThat(report.path("accepted").asBoolean()).isTrue();
        assertThat(report.path("ack").asString()).isEqualTo("AA");
        assertThat(report.path("decisions").toString()).contains("\"kind\":\"route\"");
        assertThat(report.path("outputs").toString()).contains("QUILL", "2823-3", "6.80");
        assertThat(get(looking, "/messages").ok().size()).isEqualTo(before);
    }

    @Test
    void a_preview_of_nothing_is_refused_and_of_no_hl7_is_reported() {
        preview(all, Lab.CHANNEL, "").isProblem(400);

        JsonNode report = preview(all, Lab.CHANNEL, "hello").ok();

        assertThat(report.path("accepted").asBoolean()).isFalse();
        assertThat(report.path("problems").size()).isPositive();
    }

    @Test
    void an_author_cannot_approve_by_the_api_and_somebody_else_can() {
        Draft draft = lab.draft(author, "lab-results", "second-lab", Map.of());
        int number = lab.submit(author, draft.id());
        String version = "/channels/second-lab/versions/" + number;

        post(authors, version + "/deploy").isProblem(409);
        Answer refused = post(authors, version + "/approve");
        refused.isProblem(403);
        assertThat(refused.body().path("detail").asString()).contains("You changed something in this version");
        assertThat(lab.as(
                        lab.admin(),
                        () -> lab.bean(AuditEvents.class).find(new AuditFilter("", "", "approve", null, null), 0, 50)))
                .anySatisfy(one -> {
                    assertThat(one.actor()).startsWith("Ines Calder");
                    assertThat(one.event().outcome()).isEqualTo(AuditEvent.Outcome.REFUSED);
                    assertThat(one.event().entity()).isEqualTo("channel second-lab v" + number);
                });

        JsonNode approved = call(approvers, "POST", version + "/approve", HttpRequest.BodyPublishers.ofString(""))
                .ok();
        assertThat(approved.path("state").asString()).isEqualTo("APPROVED");
        post(approvers, version + "/approve").isProblem(409);
        assertThat(post(authors, version + "/deploy").ok().path("running").asBoolean())
                .isTrue();
        lab.awaitListener("second-lab");
        assertThat(lab.send("second-lab", Lab.result("NL-900"))).contains("MSA|AA|NL-900");
    }

    @Test
    void a_message_is_shown_whole_or_masked_by_what_the_token_may() {
        UUID id = sent("NL-20").id();

        JsonNode whole = get(all, "/messages/" + id).ok();
        JsonNode masked = get(looking, "/messages/" + id).ok();

        assertThat(whole.path("masked").asBoolean()).isFalse();
        assertThat(whole.path("raw").asString()).isEqualTo(Lab.result("NL-20"));
        assertThat(whole.path("same").asBoolean()).isTrue();
        assertThat(whole.path("trace").path("fields").size()).isGreaterThan(20);
        JsonNode delivery = whole.path("deliveries").path(0);
        assertThat(delivery.path("delivery").path("status").asString()).isEqualTo("SENT");
        assertThat(delivery.path("output").asString()).contains("QUILL");
        assertThat(delivery.path("attempts").path(0).path("code").asString()).isEqualTo("HTTP 200");
        assertThat(delivery.path("attempts").path(0).path("answer").asString()).contains("transaction-response");

        assertThat(masked.path("masked").asBoolean()).isTrue();
        assertThat(masked.path("message")).isEqualTo(whole.path("message"));
        for (String left : List.of("raw", "trace", "same")) {
            assertThat(masked.path(left).isNull()).as(left).isTrue();
        }
        assertThat(masked.toString()).doesNotContain(Lab.PATIENT.toArray(String[]::new));
        assertThat(get(looking, "/messages").body().toString()).doesNotContain(Lab.PATIENT.toArray(String[]::new));
        assertThat(get(looking, "/deliveries").body().toString()).doesNotContain(Lab.PATIENT.toArray(String[]::new));
        get(looking, "/messages?text=QUILL").isProblem(403);
        Lab.await(
                "the message is not found",
                () -> !get(all, "/messages?text=NL-20").ok().isEmpty());
    }

    @Test
    void a_refused_message_is_listed_with_its_reason() {
        lab.send(Lab.CHANNEL, "this is no message\r");
        lab.newest(one -> one.status() == MessageStatus.REFUSED);

        JsonNode refused =
                get(looking, "/messages?status=REFUSED&channel=" + Lab.CHANNEL).ok();

        assertThat(refused.path(0).path("answer").asString()).isEqualTo("AR");
        assertThat(refused.path(0).path("problem").asString()).contains("no HL7");
        post(all, "/messages/" + refused.path(0).path("id").asString() + "/resend")
                .isProblem(409);
    }

    @Test
    void resending_and_reprocessing_give_the_new_deliveries() {
        UUID id = sent("NL-21").id();

        JsonNode resent = post(all, "/messages/" + id + "/resend").ok().path("deliveries");
        JsonNode again = post(all, "/messages/" + id + "/reprocess").ok().path("deliveries");
        JsonNode once = post(all, "/deliveries/" + resent.path(0).asString() + "/resend")
                .ok()
                .path("deliveries");

        assertThat(resent.size()).isEqualTo(1);
        assertThat(again.size()).isEqualTo(1);
        assertThat(once.size()).isEqualTo(1);
        lab.newest(one -> one.id().equals(id) && one.sent() == 4);
        assertThat(get(all, "/deliveries?message=" + id)
                        .ok()
                        .valueStream()
                        .map(one -> one.path("cause").asString()))
                .containsExactlyInAnyOrder("RESENT", "REPROCESSED", "RESENT", "PROCESSED");
        post(all, "/deliveries/" + once.path(0).asString() + "/cancel").isProblem(409);
    }

    @Test
    void a_held_delivery_is_found_retried_and_given_up() {
        ward.answer("AR");
        lab.send(WARD, Lab.result("NL-30"));
        lab.newest(one -> one.held() == 1);
        JsonNode held =
                get(looking, "/deliveries?status=HELD&destination=forward").ok();
        String id = held.path(0).path("id").asString();
        assertThat(held.path(0).path("status").asString()).isEqualTo("HELD");

        ward.answer("AA");
        post(looking, "/deliveries/" + id + "/retry").ok();
        lab.newest(one -> one.sent() == 1);
        post(looking, "/deliveries/" + id + "/retry").isProblem(409);

        ward.answer("AR");
        lab.send(WARD, Lab.result("NL-31"));
        lab.newest(one -> one.held() == 1);
        String second =
                get(looking, "/deliveries?status=HELD").ok().path(0).path("id").asString();
        post(looking, "/deliveries/" + second + "/cancel").ok();
        assertThat(get(looking, "/deliveries?status=CANCELLED")
                        .ok()
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo(second);
    }

    @Test
    void pages_lead_to_one_another_by_link_without_gap_or_repeat() {
        for (int i = 0; i < 60; i++) {
            lab.send(Lab.CHANNEL, "refused " + i + "\r");
        }
        String filter = "/messages?status=REFUSED&channel=" + Lab.CHANNEL;
        List<String> ids = new ArrayList<>();
        Answer page = get(looking, filter);
        for (int pages = 0; pages < 10; pages++) {
            page.ok().forEach(one -> ids.add(one.path("id").asString()));
            Matcher next = NEXT.matcher(page.link());
            if (!next.matches()) {
                break;
            }
            assertThat(page.body().size()).isEqualTo(50);
            assertThat(next.group(1)).contains("status=REFUSED").contains("page=");
            page = get(looking, next.group(1));
        }

        assertThat(ids).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
        assertThat(page.link()).isEmpty();
    }

    @Test
    void the_counts_are_those_of_the_lists() {
        sent("NL-22");

        JsonNode stats = get(looking, "/stats").ok();
        JsonNode none = get(looking, "/stats?since=2999-01-01T00:00:00Z").ok();

        assertThat(stats.path("messages").valueStream()).anySatisfy(one -> {
            assertThat(one.path("channel").asString()).isEqualTo(Lab.CHANNEL);
            assertThat(one.path("status").asString()).isEqualTo(MessageStatus.PROCESSED.name());
            assertThat(one.path("count").asInt()).isPositive();
        });
        assertThat(stats.path("deliveries").valueStream()).anySatisfy(one -> {
            assertThat(one.path("destination").asString()).isEqualTo("fhir");
            assertThat(one.path("state").asString()).isEqualTo(Delivery.State.SENT.name());
        });
        assertThat(none.path("messages").isEmpty()).isTrue();
    }

    @Test
    void the_description_names_every_path_of_the_controllers_and_no_other() {
        JsonNode description = get("", "/openapi.json").ok();
        var described = new TreeSet<String>();
        description
                .path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
                    if (!method.equals("parameters")) {
                        described.add(method.toUpperCase(java.util.Locale.ROOT) + " /api/v1" + path);
                    }
                }));
        var served = new TreeSet<String>();
        for (RequestMappingInfo mapping : lab.studio()
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()) {
            mapping.getPatternValues().stream()
                    .filter(path -> path.startsWith("/api/v1/"))
                    .forEach(path -> mapping.getMethodsCondition()
                            .getMethods()
                            .forEach(method -> served.add(method + " " + path)));
        }

        assertThat(served).hasSizeGreaterThan(15).isEqualTo(described);
    }
}
