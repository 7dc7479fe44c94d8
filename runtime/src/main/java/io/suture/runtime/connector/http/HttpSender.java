package io.suture.runtime.connector.http;

import io.suture.engine.channel.Endpoint;
import io.suture.runtime.connector.Connector;
import io.suture.runtime.connector.Consignment;
import io.suture.runtime.connector.EndpointSettings;
import io.suture.runtime.connector.Receipt;
import io.suture.runtime.connector.Receipt.Outcome;
import io.suture.runtime.connector.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Posts or puts outputs, over connections that stay open. Each attempt names its Delivery in `Idempotency-Key`, by
/// which an end that looks at it knows a repeat.
final class HttpSender implements Connector.Outbound {
    private static final int MOST_ANSWER_BYTES = 1024 * 1024;

    private final Endpoint endpoint;
    private final SendSettings settings;
    private final java.util.concurrent.ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable HttpClient client;

    HttpSender(Endpoint endpoint, SendSettings settings) {
        this.endpoint = endpoint;
        this.settings = settings;
    }

    @Override
    public int parallel() {
        return settings.connections();
    }

    @Override
    public Receipt send(Consignment consignment) {
        // The client's own limit ends with the answer's head; this one counts the answer's body too.
        Future<Receipt> exchange = threads.submit(() -> exchange(consignment));
        try {
            return exchange.get(settings.connect().plus(settings.answer()).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return late();
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return Receipt.of(Outcome.TRY_AGAIN, "interrupted", "Stopped while sending.");
        }
    }

    private Receipt failed(@Nullable Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException e ->
                Receipt.of(Outcome.TRY_AGAIN, "no-connection", "No connection to " + settings.host() + " in time.");
            case HttpTimeoutException e -> late();
            case IOException e ->
                Receipt.of(Outcome.TRY_AGAIN, "no-connection", "No connection to " + settings.host() + ".");
            case null, default -> throw new IllegalStateException("Sending to " + settings + " failed", cause);
        };
    }

    private Receipt late() {
        return Receipt.of(
                Outcome.TRY_AGAIN,
                "timeout",
                "No answer within " + settings.answer().toSeconds() + " s.");
    }

    private Receipt exchange(Consignment consignment) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client().send(request(consignment), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return receipt(response.statusCode(), body.readNBytes(MOST_ANSWER_BYTES));
        }
    }

    private HttpRequest request(Consignment consignment) {
        var request = HttpRequest.newBuilder(settings.url())
                .timeout(settings.answer())
                .header("Content-Type", consignment.mediaType())
                .header("Idempotency-Key", consignment.id())
                .method(settings.method(), HttpRequest.BodyPublishers.ofByteArray(consignment.bytes()));
        if (!settings.token().isEmpty()) {
            request.header("Authorization", "Bearer " + settings.token());
        }
        return request.build();
    }

    private static Receipt receipt(int status, byte[] answer) {
        String code = "HTTP " + status;
        if (status >= 200 && status < 300) {
            return new Receipt(Outcome.ACCEPTED, code, "Taken.", answer);
        }
        return status == 408 || status == 429 || status >= 500
                ? new Receipt(Outcome.TRY_AGAIN, code, "The server could not take it now.", answer)
                : new Receipt(Outcome.REFUSED, code, "The server refused it.", answer);
    }

    /// Made at the first Delivery: certificates that cannot be read are then a Receipt like other trouble on the way.
    private synchronized HttpClient client() throws IOException {
        if (client == null) {
            var builder = HttpClient.newBuilder()
                    .connectTimeout(settings.connect())
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(threads);
            if ("https".equals(settings.url().getScheme())) {
                builder.sslContext(Tls.context(new EndpointSettings(endpoint)));
            }
            client = builder.build();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
        threads.shutdown();
    }
}
