package io.suture.runtime;

import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.runtime.delivery.Deliveries;
import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.delivery.DeliveryDetail;
import io.suture.runtime.delivery.DeliveryFilter;
import io.suture.runtime.deployment.Deployment;
import io.suture.runtime.message.MessageDetail;
import io.suture.runtime.message.MessageFilter;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.MessageSummary;
import io.suture.runtime.message.Run;
import io.suture.runtime.message.Stats;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// What a node tells and does: Channels, Messages, Deliveries, counts. Pages follow each other by `before`, the last id
/// of the page.
@RestController
@RequestMapping("/api/v1")
class NodeApi {
    private static final int PAGE = 50;
    private static final String BY = "node API";

    private final RuntimeNode node;

    NodeApi(RuntimeNode node) {
        this.node = node;
    }

    record ChannelState(
            String name,
            String version,
            String hash,
            boolean approved,
            boolean stopped,
            Instant deployedAt,
            @Nullable Integer port,
            List<NodeState> nodes) {}

    record NodeState(String node, String version, String state, String said) {}

    @GetMapping("/channels")
    List<ChannelState> channels() {
        return node.deployments().current().stream().map(this::state).toList();
    }

    @GetMapping("/channels/{name}")
    ChannelState channel(@PathVariable String name) {
        return node.deployments().current(name).map(this::state).orElseThrow(NodeApi::notFound);
    }

    private ChannelState state(Deployment deployment) {
        return new ChannelState(
                deployment.channel(),
                deployment.version(),
                deployment.hash(),
                deployment.approved(),
                deployment.stopped(),
                deployment.deployedAt(),
                node.channels().port(deployment.channel()).orElse(null),
                node.deployments().nodes().stream()
                        .filter(one -> one.channel().equals(deployment.channel()))
                        .map(one -> new NodeState(
                                one.node(), one.version(), one.state().name(), one.said()))
                        .toList());
    }

    @GetMapping("/messages")
    List<MessageSummary> messages(
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable MessageStatus status,
            @RequestParam(required = false) @Nullable Instant since,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable UUID before) {
        return node.messages()
                .find(
                        new MessageFilter(
                                channel, status == null ? Set.of() : Set.of(status), since, null, text, before),
                        PAGE);
    }

    /// @param rawIsText whether the bytes are UTF-8; otherwise `raw` holds them as ISO 8859-1, byte for byte
    record MessagePage(
            MessageSummary summary,
            String controlId,
            boolean rawIsText,
            String raw,
            List<Problem> refusal,
            List<Run> runs,
            @Nullable Trace trace,
            boolean sameOutputAsStored,
            List<DeliveryPage> deliveries) {}

    @GetMapping("/messages/{id}")
    MessagePage message(@PathVariable UUID id) {
        MessageDetail message = node.messages().open(id).orElseThrow(NodeApi::notFound);
        var explained = node.replay().explain(message, 0);
        Optional<String> text = text(message.payload());
        return new MessagePage(
                message.summary(),
                message.controlId(),
                text.isPresent(),
                text.orElseGet(() -> new String(message.payload(), StandardCharsets.ISO_8859_1)),
                message.refusal(),
                message.runs(),
                explained.map(one -> one.result().trace()).orElse(null),
                explained.map(one -> one.isSame()).orElse(true),
                node.deliveries().find(DeliveryFilter.of(id), 1_000).stream()
                        .map(one ->
                                page(node.deliveries().open(one.delivery().id()).orElseThrow(NodeApi::notFound)))
                        .toList());
    }

    @PostMapping("/messages/{id}/resend")
    List<UUID> resend(@PathVariable UUID id) {
        List<Deliveries.Summary> sent = node.deliveries().find(DeliveryFilter.of(id), 1_000).stream()
                .filter(one -> one.delivery().cause() != Delivery.Cause.RESENT)
                .toList();
        if (sent.isEmpty()) {
            throw notFound();
        }
        return sent.stream()
                .map(one -> node.deliveries().resend(one.delivery().id(), BY).orElseThrow(NodeApi::notFound))
                .map(Delivery::id)
                .toList();
    }

    record DeliverySummary(
            UUID id,
            UUID message,
            String channel,
            String destination,
            String state,
            String cause,
            Instant createdAt,
            String code,
            String detail) {}

    record AttemptPage(
            int number,
            Instant at,
            String state,
            String code,
            String detail,
            @Nullable String answer) {}

    record DeliveryPage(DeliverySummary summary, String output, List<AttemptPage> attempts) {}

    @GetMapping("/deliveries")
    List<DeliverySummary> deliveries(
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable String destination,
            @RequestParam(required = false) Delivery.@Nullable State status,
            @RequestParam(required = false) @Nullable Instant since,
            @RequestParam(required = false) @Nullable UUID message,
            @RequestParam(required = false) @Nullable UUID before) {
        return node
                .deliveries()
                .find(
                        new DeliveryFilter(
                                message,
                                channel,
                                destination,
                                status == null ? Set.of() : Set.of(status),
                                since,
                                before),
                        PAGE)
                .stream()
                .map(one -> summary(one.delivery(), one.state(), one.code(), one.detail()))
                .toList();
    }

    @PostMapping("/deliveries/{id}/retry")
    void retry(@PathVariable UUID id) {
        if (!node.deliveries().retry(id, BY)) {
            throw notFound();
        }
    }

    @PostMapping("/deliveries/{id}/resend")
    UUID resendDelivery(@PathVariable UUID id) {
        return node.deliveries().resend(id, BY).map(Delivery::id).orElseThrow(NodeApi::notFound);
    }

    @PostMapping("/deliveries/{id}/cancel")
    void cancel(@PathVariable UUID id) {
        if (!node.deliveries().cancel(id, BY)) {
            throw notFound();
        }
    }

    @GetMapping("/stats")
    Stats stats(@RequestParam(required = false) @Nullable Instant since) {
        return node.messages().stats(since);
    }

    private static DeliveryPage page(DeliveryDetail detail) {
        return new DeliveryPage(
                summary(
                        detail.delivery(),
                        detail.state(),
                        detail.attempts().isEmpty()
                                ? ""
                                : detail.attempts().getLast().code(),
                        detail.attempts().isEmpty()
                                ? ""
                                : detail.attempts().getLast().detail()),
                new String(detail.output(), StandardCharsets.UTF_8),
                detail.attempts().stream()
                        .map(attempt -> new AttemptPage(
                                attempt.number(),
                                attempt.at(),
                                attempt.state().name(),
                                attempt.code(),
                                attempt.detail(),
                                attempt.answer() == null ? null : new String(attempt.answer(), StandardCharsets.UTF_8)))
                        .toList());
    }

    private static DeliverySummary summary(Delivery delivery, Delivery.State state, String code, String detail) {
        return new DeliverySummary(
                delivery.id(),
                delivery.message(),
                delivery.channel(),
                delivery.destination(),
                state.name(),
                delivery.cause().name(),
                delivery.createdAt(),
                code,
                detail);
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString());
        } catch (java.nio.charset.CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
