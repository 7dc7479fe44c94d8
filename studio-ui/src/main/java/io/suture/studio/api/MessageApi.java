package io.suture.studio.api;

import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.runtime.delivery.Attempt;
import io.suture.runtime.delivery.Deliveries;
import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.delivery.DeliveryFilter;
import io.suture.runtime.message.MessageFilter;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.MessageSummary;
import io.suture.runtime.message.Run;
import io.suture.runtime.message.Stats;
import io.suture.studio.monitor.Done;
import io.suture.studio.monitor.MessageLine;
import io.suture.studio.monitor.Monitor;
import io.suture.studio.monitor.OpenedDelivery;
import io.suture.studio.monitor.OpenedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// Messages, Deliveries and counts. Pages hold fifty, the newest first; `page` is the last id of the page before, and
/// the header `Link` (RFC 8288) leads to the next one.
@RestController
@RequestMapping("/api/v1")
class MessageApi {
    private static final int PAGE = 50;

    private final Monitor monitor;

    MessageApi(Monitor monitor) {
        this.monitor = monitor;
    }

    record MessageEntry(
            UUID id,
            String channel,
            Instant receivedAt,
            String type,
            String controlId,
            MessageStatus status,
            String answer,
            String version,
            String problem,
            int sent,
            int open,
            int held) {}

    record AttemptEntry(
            int number,
            Instant at,
            Delivery.State state,
            String code,
            String detail,
            @Nullable String answer) {}

    record DeliveryEntry(
            UUID id,
            UUID message,
            String channel,
            String destination,
            Delivery.State status,
            Delivery.Cause cause,
            Instant createdAt,
            String mediaType,
            int size) {}

    record DeliveryPage(
            DeliveryEntry delivery,
            List<AttemptEntry> attempts,
            @Nullable String output) {}

    /// @param masked whether raw, trace, outputs and answers are left out, since the token may not see payloads
    /// @param same   whether the trace's run made byte for byte what was stored
    record MessagePage(
            MessageEntry message,
            boolean masked,
            @Nullable String raw,
            List<Problem> refusal,
            List<Run> runs,
            @Nullable Trace trace,
            @Nullable Boolean same,
            List<DeliveryPage> deliveries) {}

    record Acted(List<UUID> deliveries) {}

    @GetMapping("/messages")
    ResponseEntity<List<MessageEntry>> messages(
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable MessageStatus status,
            @RequestParam(required = false) @Nullable Instant since,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable UUID page) {
        var filter =
                new MessageFilter(channel, status == null ? Set.of() : Set.of(status), since, null, text.strip(), page);
        List<MessageEntry> found =
                monitor.messages(filter, PAGE).stream().map(MessageApi::entry).toList();
        return paged(found, found.isEmpty() ? null : found.getLast().id());
    }

    @GetMapping("/messages/{id}")
    MessagePage message(@PathVariable UUID id) {
        OpenedMessage opened = monitor.open(id).orElseThrow(() -> ApiProblem.notFound("message"));
        OpenedMessage.Payload payload = opened.payload();
        return new MessagePage(
                entry(opened.line()),
                payload == null,
                payload == null ? null : text(payload.raw()),
                opened.refusal(),
                opened.runs(),
                payload == null ? null : payload.trace(),
                payload == null ? null : payload.same(),
                opened.deliveries().stream().map(MessageApi::page).toList());
    }

    @PostMapping("/messages/{id}/resend")
    Acted resend(@PathVariable UUID id) {
        return acted(monitor.resend(id), "message");
    }

    @PostMapping("/messages/{id}/reprocess")
    Acted reprocess(@PathVariable UUID id) {
        return acted(monitor.reprocess(id), "message");
    }

    @PostMapping("/messages/{id}/cancel")
    Acted cancel(@PathVariable UUID id) {
        return acted(monitor.cancel(id), "message");
    }

    @GetMapping("/deliveries")
    ResponseEntity<List<DeliveryEntry>> deliveries(
            @RequestParam(required = false) @Nullable UUID message,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable String destination,
            @RequestParam(required = false) Delivery.@Nullable State status,
            @RequestParam(required = false) @Nullable Instant since,
            @RequestParam(required = false) @Nullable UUID page) {
        var filter = new DeliveryFilter(
                message, channel, destination, status == null ? Set.of() : Set.of(status), since, page);
        List<DeliveryEntry> found = monitor.deliveries(filter, PAGE).stream()
                .map((Deliveries.Summary one) -> entry(one.delivery(), one.state()))
                .toList();
        return paged(found, found.isEmpty() ? null : found.getLast().id());
    }

    @PostMapping("/deliveries/{id}/retry")
    Acted retry(@PathVariable UUID id) {
        return acted(monitor.retry(id), "delivery");
    }

    @PostMapping("/deliveries/{id}/resend")
    Acted resendDelivery(@PathVariable UUID id) {
        return acted(monitor.resendDelivery(id), "delivery");
    }

    @PostMapping("/deliveries/{id}/cancel")
    Acted cancelDelivery(@PathVariable UUID id) {
        return acted(monitor.cancelDelivery(id), "delivery");
    }

    @GetMapping("/stats")
    Stats stats(@RequestParam(required = false) @Nullable Instant since) {
        return monitor.stats(since);
    }

    private static <T> ResponseEntity<List<T>> paged(List<T> found, @Nullable UUID last) {
        var answer = ResponseEntity.ok();
        if (last != null && found.size() == PAGE) {
            String next = ServletUriComponentsBuilder.fromCurrentRequest()
                    .replaceQueryParam("page", last)
                    .toUriString();
            answer.header("Link", "<" + next + ">; rel=\"next\"");
        }
        return answer.body(found);
    }

    private static Acted acted(Done done, String what) {
        return switch (done) {
            case Done.Yes yes -> new Acted(yes.deliveries());
            case Done.No no -> throw ApiProblem.conflict(List.of(no.why()));
            case Done.Missing missing -> throw ApiProblem.notFound(what);
        };
    }

    private static MessageEntry entry(MessageLine line) {
        MessageSummary summary = line.summary();
        return new MessageEntry(
                summary.id(),
                summary.channel(),
                summary.receivedAt(),
                summary.type(),
                line.controlId(),
                summary.status(),
                summary.answer(),
                summary.version(),
                line.problem(),
                summary.sent(),
                summary.open(),
                summary.held());
    }

    private static DeliveryEntry entry(Delivery delivery, Delivery.State state) {
        return new DeliveryEntry(
                delivery.id(),
                delivery.message(),
                delivery.channel(),
                delivery.destination(),
                state,
                delivery.cause(),
                delivery.createdAt(),
                delivery.mediaType(),
                delivery.size());
    }

    private static DeliveryPage page(OpenedDelivery opened) {
        byte[] output = opened.output();
        return new DeliveryPage(
                entry(opened.delivery(), opened.state()),
                opened.attempts().stream().map(MessageApi::entry).toList(),
                output == null ? null : text(output));
    }

    private static AttemptEntry entry(Attempt attempt) {
        byte[] answer = attempt.answer();
        return new AttemptEntry(
                attempt.number(),
                attempt.at(),
                attempt.state(),
                attempt.code(),
                attempt.detail(),
                answer == null ? null : text(answer));
    }

    /// As UTF-8; what is not that, byte for byte as ISO 8859-1.
    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
