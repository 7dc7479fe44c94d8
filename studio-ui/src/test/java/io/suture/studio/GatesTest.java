package io.suture.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.studio.e2e.RunningStudio;
import io.suture.studio.security.Actor;
import io.suture.studio.security.ApiTokens;
import io.suture.studio.security.CurrentActor;
import io.suture.studio.security.People;
import io.suture.studio.security.Person;
import io.suture.studio.security.Right;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Who gets in by HTTP, and what everybody is told.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatesTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private RunningStudio studio;
    private Actor admin;

    @BeforeAll
    void start() {
        studio = RunningStudio.start();
        People people = studio.bean(People.class);
        people.setUp(people.makeSetUpLink().orElseThrow(), "Yara Finch", "yara@northside.example", "a long sentence");
        var looking = new Actor(new UUID(0, 0), "test", Set.of(Right.ADMINISTER));
        Person first = CurrentActor.callAs(looking, people::all).getFirst();
        admin = new Actor(first.id(), first.name(), first.rights());
    }

    @AfterAll
    void stop() {
        client.close();
        studio.close();
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(studio.address() + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String token(Right... rights) {
        return CurrentActor.callAs(
                        admin, () -> studio.bean(ApiTokens.class).make("test", Set.of(rights), Duration.ofDays(1)))
                .secret();
    }

    @Test
    void the_api_wants_a_token_and_says_so_as_a_problem() throws Exception {
        for (String wrong : new String[] {"", "nonsense"}) {
            var answer = get("/api/v1/whatever", wrong);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(answer.body()).contains("\"status\":401");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void with_a_token_what_is_not_there_is_not_found() throws Exception {
        assertThat(get("/api/v1/whatever", token(Right.READ_CHANNELS)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void health_is_open_and_metrics_are_not() throws Exception {
        assertThat(get("/actuator/health/readiness", "").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/prometheus", "").statusCode()).isEqualTo(401);
        assertThat(get("/actuator/prometheus", token(Right.READ_CHANNELS)).statusCode())
                .isEqualTo(403);
        var metrics = get("/actuator/prometheus", token(Right.OPERATE));
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("jvm_memory");
        assertThat(get("/actuator/env", token(Right.OPERATE)).statusCode()).isEqualTo(403);
    }

    @Test
    void pages_forbid_what_they_do_not_need() throws Exception {
        var page = get("/login", "");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Set-Cookie").orElse(""))
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Strict");
    }

    @Test
    void the_schemas_of_documents_are_open_to_everybody() throws Exception {
        assertThat(get("/schemas/", "").body()).contains("/schemas/mapping.json");
        for (String name : List.of("channel", "mapping", "rules", "lookup", "template")) {
            var schema = get("/schemas/" + name + ".json", "");
            assertThat(schema.statusCode()).isEqualTo(200);
            assertThat(schema.body()).contains("\"$id\": \"/schemas/" + name + ".json\"");
        }
        assertThat(get("/schemas/people.json", "").statusCode()).isEqualTo(404);
    }

    @Test
    void the_screens_lead_strangers_to_the_sign_in() throws Exception {
        var answer = get("/users", "");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login");
    }
}
