package io.suture.runtime.connector.http;

import io.suture.engine.channel.Endpoint;
import io.suture.runtime.connector.Connector;
import io.suture.runtime.connector.Consignment;
import io.suture.runtime.connector.Receipt;
import io.suture.runtime.connector.WebClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;

/// Posts or puts outputs, over connections that stay open. Each attempt names its Delivery in `Idempotency-Key`, by
/// which an end that looks at it knows a repeat.
final class HttpSender implements Connector.Outbound {
    private static final int MOST_ANSWER_BYTES = 1024 * 1024;

    private final SendSettings settings;
    private final WebClient client;

    HttpSender(Endpoint endpoint, SendSettings settings) {
        this.settings = settings;
        this.client = new WebClient(endpoint, HttpClient.Version.HTTP_1_1, settings.connect(), MOST_ANSWER_BYTES);
    }

    @Override
    public int parallel() {
        return settings.connections();
    }

    @Override
    public Receipt send(Consignment consignment) {
        try {
            return Receipt.of(client.send(request(consignment), settings.answer()));
        } catch (IOException e) {
            return Receipt.ofTrouble(e, settings.host(), settings.answer());
        } catch (InterruptedException e) {
            return Receipt.ofInterrupted();
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

    @Override
    public void close() {
        client.close();
    }
}
