package io.suture.runtime.connector.http;

import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Judgement;
import io.suture.runtime.connector.Reply;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/// What a sender is answered: what became of its body, or problem details (RFC 9457). Places and codes, never values.
record Answer(int status, String mediaType, byte[] body, Map<String, String> headers) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROBLEM = "application/problem+json";
    private static final int MOST_IDS = 1_000;
    private static final int MOST_PROBLEMS = 50;
    private static final String AGAIN_SECONDS = "5";

    static final Answer NOT_FOUND = problem(404, "not-found", "Nothing is taken at this path.");
    static final Answer NOT_ALLOWED =
            problem(405, "method-not-allowed", "Messages are posted here.").with("Allow", "POST");
    static final Answer NOT_AUTHORIZED = problem(401, "not-authorized", "This channel asks for a bearer token.")
            .with("WWW-Authenticate", "Bearer");
    static final Answer WRONG_TYPE =
            problem(415, "unsupported-media-type", "This channel does not take this media type or character set.");
    static final Answer ENCODED = problem(415, "unsupported-encoding", "Bodies are taken as they are, not compressed.");
    static final Answer TOO_LARGE =
            problem(413, "too-large", "The body is larger than this channel takes. It was not read.");
    static final Answer EMPTY = problem(400, "empty-body", "The request has no body.");
    static final Answer TOO_SLOW = problem(408, "too-slow", "The body did not come in time.");
    static final Answer BUSY = problem(503, "busy", "Too much is under way. Nothing was kept; send it again.")
            .with("Retry-After", AGAIN_SECONDS);
    static final Answer NOT_KEPT =
            problem(503, "not-kept", "Nothing can be kept now. Send it again.").with("Retry-After", AGAIN_SECONDS);

    /// Where a Problem is, and what it is called.
    private record Place(String code, String path) {}

    private record Taken(UUID id, int messages, int accepted, int refused, List<UUID> ids, List<Place> problems) {}

    static Answer badHead(int status) {
        return problem(status, "bad-request", "The head of the request is too large, or not as HTTP has it.");
    }

    static Answer of(Reply reply, String mediaType) {
        if (!reply.isNone()) {
            // In its own format it says itself what became of the message: MSA-1.
            return new Answer(200, mediaType, reply.bytes(), Map.of());
        }
        Judgement judgement = reply.judgement();
        if (judgement == null) {
            return new Answer(202, "", new byte[0], Map.of());
        }
        return switch (judgement.outcome()) {
            case STORED -> taken(202, judgement);
            case DONE -> taken(200, judgement);
            case UNREADABLE ->
                problem(400, "unreadable", "The body cannot be read as this channel's schema.", judgement);
            case TOO_LARGE -> problem(413, "too-large", "The body is more than this channel takes at once.", judgement);
            case REJECTED -> problem(422, "rejected", "A rule of this channel refuses the message.", judgement);
            case ERRED -> problem(500, "not-done", "The message is kept, but was not done with.", judgement);
        };
    }

    private static Answer taken(int status, Judgement judgement) {
        List<UUID> ids = judgement.messages();
        var taken = new Taken(
                judgement.id(),
                ids.size(),
                ids.size() - judgement.refused(),
                judgement.refused(),
                ids.size() > MOST_IDS ? ids.subList(0, MOST_IDS) : ids,
                places(judgement.problems()));
        return new Answer(status, "application/json", JSON.writeValueAsBytes(taken), Map.of());
    }

    private static List<Place> places(List<Problem> problems) {
        return problems.stream()
                .limit(MOST_PROBLEMS)
                .map(problem -> new Place(problem.code(), problem.path()))
                .toList();
    }

    private static Answer problem(int status, String code, String detail) {
        return problem(status, details(status, code, detail));
    }

    private static Answer problem(int status, String code, String detail, Judgement judgement) {
        Map<String, Object> details = details(status, code, detail);
        details.put("id", judgement.id());
        details.put("messages", judgement.messages().size());
        details.put("refused", judgement.refused());
        details.put("problems", places(judgement.problems()));
        return problem(status, details);
    }

    private static Map<String, Object> details(int status, String code, String detail) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("type", "about:blank");
        details.put("title", code);
        details.put("status", status);
        details.put("detail", detail);
        return details;
    }

    private static Answer problem(int status, Map<String, Object> details) {
        return new Answer(status, PROBLEM, JSON.writeValueAsString(details).getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private Answer with(String header, String value) {
        return new Answer(status, mediaType, body, Map.of(header, value));
    }
}
