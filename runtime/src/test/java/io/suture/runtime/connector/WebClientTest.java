package io.suture.runtime.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.suture.engine.channel.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebClientTest {
    private static final int MOST = 1_000;

    private final WebClient client =
            new WebClient(new Endpoint("fhir", Map.of()), HttpClient.Version.HTTP_1_1, Duration.ofMillis(500), MOST);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch done = new CountDownLatch(1);
    private HttpHandler answer = exchange -> {};
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (HttpExchange open = exchange) {
                answer.handle(open);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        done.countDown();
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void an_answer_whose_body_never_ends_is_no_answer_in_time() {
        HttpRequest request = ask(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> client.send(request, Duration.ofMillis(500)))
                .isInstanceOf(HttpTimeoutException.class)
                .hasMessage("No whole answer in time");
    }

    @Test
    void an_answer_beyond_what_is_wanted_is_cut() throws IOException, InterruptedException {
        HttpRequest request = ask(exchange -> {
            exchange.sendResponseHeaders(503, 2 * MOST);
            exchange.getResponseBody().write("x".repeat(2 * MOST).getBytes(StandardCharsets.US_ASCII));
        });

        WebClient.Answer answer = client.send(request, Duration.ofSeconds(30));

        assertThat(answer.body()).hasSize(MOST);
        assertThat(answer.isForLater()).isTrue();
        assertThat(answer.isSuccess()).isFalse();
    }

    @Test
    void a_redirect_is_an_answer_and_not_followed() throws IOException, InterruptedException {
        HttpRequest request = ask(exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
        });

        assertThat(client.send(request, Duration.ofSeconds(30)).status()).isEqualTo(302);
    }

    private HttpRequest ask(HttpHandler answered) {
        answer = answered;
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"))
                .build();
    }
}
