package io.suture.runtime.connector;

import io.suture.engine.channel.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Requests over HTTP on connections that stay open, each with a limit for its whole answer: the JDK's own limit ends
/// with the answer's head. Redirects are not followed. Used by many threads.
public final class WebClient implements AutoCloseable {
    private final Endpoint endpoint;
    private final HttpClient.Version version;
    private final Duration connect;
    private final int mostAnswerBytes;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable HttpClient client;

    /// @param endpoint        whose TLS settings count
    /// @param version         what is offered; HTTP/2 is agreed on within TLS
    /// @param connect         how long a connection may take
    /// @param mostAnswerBytes beyond which an answer is cut
    public WebClient(Endpoint endpoint, HttpClient.Version version, Duration connect, int mostAnswerBytes) {
        this.endpoint = endpoint;
        this.version = version;
        this.connect = connect;
        this.mostAnswerBytes = mostAnswerBytes;
    }

    /// What came back.
    public record Answer(int status, byte[] body) {
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /// Whether the same may be taken later.
        public boolean isForLater() {
            return status == 408 || status == 429 || status >= 500;
        }
    }

    /// Waits for the whole answer, whatever it is.
    ///
    /// @param within for the answer, after the time that a connection may take
    /// @throws HttpTimeoutException where it took longer
    /// @throws IOException          where there is no connection, or it broke
    public Answer send(HttpRequest request, Duration within) throws IOException, InterruptedException {
        Future<Answer> exchange = threads.submit(() -> exchange(request));
        try {
            return exchange.get(connect.plus(within).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw (HttpTimeoutException) new HttpTimeoutException("No whole answer in time").initCause(e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException trouble) {
                throw trouble;
            }
            throw new IllegalStateException("A request failed", e.getCause());
        }
    }

    private Answer exchange(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return new Answer(response.statusCode(), body.readNBytes(mostAnswerBytes));
        }
    }

    /// Made at the first request: certificates that cannot be read are then trouble like any other on the way.
    private synchronized HttpClient client() throws IOException {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(connect)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(version)
                    .executor(threads)
                    .sslContext(Tls.context(new EndpointSettings(endpoint)))
                    .build();
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
