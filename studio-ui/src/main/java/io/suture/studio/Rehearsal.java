package io.suture.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/// Asks a started studio for its first pages once, so that the JDK's cache also holds what answering them loads.
final class Rehearsal {
    private Rehearsal() {}

    static void lookAround(String port) {
        try (var client = HttpClient.newHttpClient()) {
            for (String path : List.of("/login", "/actuator/health/readiness", "/api/v1/channels")) {
                client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
