package io.suture.runtime.connector.fhir;

import io.suture.engine.channel.Endpoint;
import io.suture.runtime.connector.WebClient;
import io.suture.runtime.connector.WebClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// The few things that are asked of a FHIR server. An answer beyond 8 MB is cut.
final class FhirServer implements AutoCloseable {
    /// Decimals keep their digits.
    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String MEDIA_TYPE = "application/fhir+json";
    private static final int MOST_ANSWER_BYTES = 8 * 1024 * 1024;

    private final WebClient client;
    private final FhirSettings settings;

    FhirServer(Endpoint endpoint, FhirSettings settings) {
        this.settings = settings;
        // Without TLS there is nothing to agree on HTTP/2 by but an upgrade, which no FHIR server offers.
        this.client = new WebClient(
                endpoint,
                "https".equals(settings.base().getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1,
                settings.connect(),
                MOST_ANSWER_BYTES);
    }

    /// Posts a Bundle to the base, another resource to its type.
    Answer post(byte[] resource) throws IOException, InterruptedException {
        String type = typeOf(resource);
        String place = type.equals("Bundle") ? "" : "/" + type;
        return send(request(place)
                .header("Content-Type", MEDIA_TYPE + ";charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(resource))
                .build());
    }

    /// What answers to a search such as `Patient?identifier=…`.
    JsonNode search(String query) throws IOException, InterruptedException {
        Answer answer = send(
                request("/" + query).header("Cache-Control", "no-cache").GET().build());
        if (!answer.isSuccess()) {
            throw new FhirSender.Unexpected(answer);
        }
        return JSON.readTree(answer.body());
    }

    private HttpRequest.Builder request(String place) throws IOException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.base() + escaped(place)))
                    .timeout(settings.answer())
                    .header("Accept", MEDIA_TYPE);
            return settings.token().isEmpty() ? request : request.header("Authorization", "Bearer " + settings.token());
        } catch (IllegalArgumentException e) {
            throw new IOException("The server's address cannot be used", e);
        }
    }

    /// A search may hold `|`, which a URI may not.
    private static String escaped(String place) {
        return place.replace("|", "%7C").replace(" ", "%20");
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, settings.answer());
    }

    private static String typeOf(byte[] resource) {
        try (var parser = JSON.createParser(resource)) {
            parser.nextToken();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                if (name.equals("resourceType")) {
                    return parser.getString();
                }
                parser.skipChildren();
            }
        }
        return "Bundle";
    }

    @Override
    public void close() {
        client.close();
    }
}
