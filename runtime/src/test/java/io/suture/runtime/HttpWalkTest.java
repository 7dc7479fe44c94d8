package io.suture.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.channel.Source.Answer;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Connector.Direction;
import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.delivery.DeliveryFilter;
import io.suture.runtime.message.MessageFilter;
import io.suture.runtime.message.MessageStatus;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is posted, from one socket to the other.
class HttpWalkTest {
    private static final String CSV = "text/csv";

    private TestNode test;
    private HttpSink sink;
    private HttpClient client;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        test = new TestNode(folder, true);
        sink = new HttpSink();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterEach
    void stop() {
        client.close();
        test.close();
        sink.close();
    }

    private int people(Map<String, String> in) {
        return people(Answer.STORED, in, Map.of());
    }

    private int people(Answer answer, Map<String, String> in, Map<String, String> out) {
        return test.deploy(HttpChannels.people(sink.url(), answer, in, out), "1");
    }

    private static HttpRequest.Builder to(int port, String path, String mediaType) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", mediaType);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(int port, String path, String mediaType, String body)
            throws IOException, InterruptedException {
        return send(to(port, path, mediaType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String rows(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(one -> one + ",Quill" + one + "\r\n")
                .collect(Collectors.joining("", "id,family\r\n", ""));
    }

    private long received(MessageStatus status) {
        return test.node.messages().find(MessageFilter.ALL, 2_000).stream()
                .filter(one -> one.status() == status)
                .count();
    }

    private List<Delivery.State> states() {
        return test.node.deliveries().find(DeliveryFilter.ALL, 100).stream()
                .map(one -> one.state())
                .toList();
    }

    @Test
    void each_row_of_a_posted_file_becomes_a_message_and_a_json_post_in_order() throws Exception {
        int port = people(Map.of());

        HttpResponse<String> answer = post(port, "/people", CSV + "; charset=utf-8", rows(200));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).contains("\"messages\":200,\"accepted\":200,\"refused\":0");
        TestNode.until("200 posts", () -> sink.requests().size() == 200);
        assertThat(sink.requests())
                .extracting(HttpSink.Request::body)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 200)
                        .mapToObj(one -> "{\"number\":\"" + one + "\",\"name\":\"QUILL" + one + "\"}")
                        .toList());
        assertThat(sink.requests().getFirst().mediaType()).startsWith("application/json");
        assertThat(sink.requests()).extracting(HttpSink.Request::delivery).doesNotHaveDuplicates();
        TestNode.until("all done", () -> received(MessageStatus.PROCESSED) == 201);
    }

    @Test
    void a_patient_posted_in_fhir_json_becomes_an_adt_over_mllp() throws Exception {
        try (var ward = new MllpSink()) {
            int port = test.deploy(HttpChannels.patients(ward.port(), Map.of()), "1");

            HttpResponse<String> answer = post(
                    port,
                    "/patients",
                    "application/fhir+json",
                    "{\"resourceType\":\"Patient\",\"identifier\":[{\"value\":\"M4711\"}],"
                            + "\"name\":[{\"family\":\"Quill\"}]}");

            assertThat(answer.statusCode()).isEqualTo(202);
            TestNode.until("an ADT", () -> ward.received().size() == 1);
            assertThat(MllpClient.field(ward.received().getFirst(), "MSH", 9)).isEqualTo("ADT^A08^ADT_A01");
            assertThat(MllpClient.field(ward.received().getFirst(), "PID", 3)).startsWith("M4711");
            assertThat(MllpClient.field(ward.received().getFirst(), "PID", 5)).startsWith("Quill");
        }
    }

    @Test
    void what_is_refused_by_its_head_has_a_status_each_and_nothing_of_it_is_kept() throws Exception {
        int port = people(Map.of("maximumBytes", "1024"));

        assertThat(post(port, "/elsewhere", CSV, rows(1)).statusCode()).isEqualTo(404);
        HttpResponse<String> got = send(to(port, "/people", CSV).GET());
        assertThat(got.statusCode()).isEqualTo(405);
        assertThat(got.headers().firstValue("Allow")).hasValue("POST");
        assertThat(post(port, "/people", "text/plain", rows(1)).statusCode()).isEqualTo(415);
        assertThat(post(port, "/people", CSV + ";charset=windows-1252", rows(1)).statusCode())
                .isEqualTo(415);
        HttpResponse<String> zipped = send(to(port, "/people", CSV)
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString(rows(1))));
        assertThat(zipped.statusCode()).isEqualTo(415);
        HttpResponse<String> longHead = send(to(port, "/people", CSV)
                .header("X-Padding", "x".repeat(40_000))
                .POST(HttpRequest.BodyPublishers.ofString(rows(1))));
        assertThat(longHead.statusCode()).isEqualTo(400);
        HttpResponse<String> large = post(port, "/people", CSV, rows(500));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(large.body()).contains("\"title\":\"too-large\",\"status\":413");
        assertThat(post(port, "/people", CSV, "").statusCode()).isEqualTo(400);
        assertThat(test.node.messages().find(MessageFilter.ALL, 10)).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_kept_and_answered_with_places_and_codes_without_values() throws Exception {
        try (var ward = new MllpSink()) {
            int port = test.deploy(HttpChannels.patients(ward.port(), Map.of()), "1");

            HttpResponse<String> answer = post(
                    port, "/patients", "application/fhir+json", "{\"resourceType\":\"Patient\",\"id\":\"Quillfeather");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains("\"title\":\"unreadable\"", "\"problems\":[{\"code\":");
            assertThat(answer.body()).doesNotContain("Quillfeather");
            assertThat(received(MessageStatus.REFUSED)).isEqualTo(1);
        }
    }

    @Test
    void a_body_without_a_length_that_grows_too_large_is_refused_and_its_beginning_kept() throws Exception {
        int port = people(Map.of("maximumBytes", "1024"));
        byte[] body = rows(500).getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer = send(to(port, "/people", CSV)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(received(MessageStatus.REFUSED)).isEqualTo(1);
        assertThat(test.node.messages().find(MessageFilter.ALL, 10).getFirst().size())
                .isEqualTo(1_024);
    }

    @Test
    void only_who_shows_the_token_is_heard() throws Exception {
        int port = people(Map.of("token", "s3cret"));

        HttpResponse<String> silent = post(port, "/people", CSV, rows(1));
        assertThat(silent.statusCode()).isEqualTo(401);
        assertThat(silent.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        for (String wrong : List.of("Bearer s3cre", "Bearer s3cret2", "Basic s3cret", "Bearer ")) {
            assertThat(send(to(port, "/people", CSV)
                                    .header("Authorization", wrong)
                                    .POST(HttpRequest.BodyPublishers.ofString(rows(1))))
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(send(to(port, "/people", CSV)
                                .header("Authorization", "bearer s3cret")
                                .POST(HttpRequest.BodyPublishers.ofString(rows(1))))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void a_body_that_stalls_is_answered_and_let_go_and_further_ones_are_told_to_come_again() throws Exception {
        int port = people(Map.of("stallTimeout", "3", "requests", "1"));
        assertThat(post(port, "/people", CSV, rows(1)).statusCode()).isEqualTo(202);
        try (var slow = new Socket("127.0.0.1", port)) {
            slow.getOutputStream()
                    .write(
                            ("POST /people HTTP/1.1\r\nHost: h\r\nContent-Type: text/csv\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            // Who is told to go on has the only place.
            String goOn = "HTTP/1.1 100 \r\n\r\n";
            assertThat(new String(slow.getInputStream().readNBytes(goOn.length()), StandardCharsets.US_ASCII))
                    .isEqualTo(goOn);
            slow.getOutputStream().write("id".getBytes(StandardCharsets.US_ASCII));
            HttpResponse<String> busy = post(port, "/people", CSV, rows(1));
            assertThat(busy.statusCode()).isEqualTo(503);
            assertThat(busy.headers().firstValue("Retry-After")).isPresent();
            String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 408").contains("too-slow");
        }
        assertThat(post(port, "/people", CSV, rows(1)).statusCode()).isEqualTo(202);
    }

    @Test
    void a_channel_of_which_as_much_waits_as_may_tells_its_senders_to_come_again_and_takes_more_by_itself()
            throws Exception {
        sink.answer(number -> 503);
        int port = people(Map.of("backlogLimit", "5"));
        TestNode.until("it is full", () -> full(port));
        sink.answer(number -> 200);
        TestNode.until("it takes more", () -> !full(port));
    }

    private boolean full(int port) {
        try {
            HttpResponse<String> answer = post(port, "/people", CSV, rows(1));
            assertThat(answer.statusCode()).isIn(202, 503);
            assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(answer.statusCode() == 503);
            return answer.statusCode() == 503;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_end_that_fails_at_first_is_tried_again_and_gets_the_same_by_the_same_id() throws Exception {
        sink.answer(number -> number == 1 ? 500 : 200);
        int port = people(Answer.STORED, Map.of(), Map.of("method", "PUT", "token", "t0ken"));

        post(port, "/people", CSV, rows(1));

        TestNode.until("sent", () -> states().equals(List.of(Delivery.State.SENT)));
        assertThat(sink.requests()).hasSize(2);
        assertThat(sink.requests().getLast()).isEqualTo(sink.requests().getFirst());
        assertThat(sink.requests().getFirst().method()).isEqualTo("PUT");
        assertThat(sink.requests().getFirst().token()).isEqualTo("Bearer t0ken");
    }

    @Test
    void an_end_that_knows_no_such_address_holds_the_delivery_for_a_person() throws Exception {
        sink.answer(number -> 404);
        int port = people(Map.of());

        post(port, "/people", CSV, rows(1));

        TestNode.until("held", () -> states().equals(List.of(Delivery.State.HELD)));
        assertThat(sink.requests()).hasSize(1);
    }

    @Test
    void a_channel_that_answers_after_mapping_says_that_it_is_done() throws Exception {
        int port = people(Answer.PROCESSED, Map.of(), Map.of());

        assertThat(post(port, "/people", CSV, rows(1)).statusCode()).isEqualTo(200);
    }

    @Test
    void settings_that_the_connector_does_not_know_or_cannot_use_are_named() {
        var connectors = RuntimeConfiguration.connectors();
        var in = new io.suture.engine.channel.Endpoint("http", Map.of("port", "0", "tokn", "x", "path", "orders"));
        var out = new io.suture.engine.channel.Endpoint("http", Map.of("url", "ftp://h/x", "method", "GET"));

        assertThat(connectors.check(in, Direction.IN))
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactlyInAnyOrder("setting-wrong path", "setting-unknown tokn");
        assertThat(connectors.check(out, Direction.OUT))
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactlyInAnyOrder("setting-wrong url", "setting-wrong method");
    }

    @Test
    void a_misspelt_lock_is_no_lock_whatever_the_protocol() {
        var listener = new io.suture.engine.channel.Endpoint("mllp", Map.of("port", "0", "tsl", "true"));
        var server = new io.suture.engine.channel.Endpoint("fhir", Map.of("url", "https://h/fhir", "tokn", "x"));

        assertThat(RuntimeConfiguration.connectors().check(listener, Direction.IN))
                .extracting(Problem::message)
                .containsExactly("The mllp connector knows no setting tsl. Is it misspelt?");
        assertThat(RuntimeConfiguration.connectors().check(server, Direction.OUT))
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactly("setting-unknown tokn");
    }
}
