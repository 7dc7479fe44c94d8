package io.suture.studio.monitor;

import io.suture.engine.report.Problem;
import io.suture.runtime.delivery.Attempt;
import io.suture.runtime.delivery.Deliveries;
import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.delivery.Delivery.State;
import io.suture.runtime.delivery.DeliveryDetail;
import io.suture.runtime.delivery.DeliveryFilter;
import io.suture.runtime.message.Done.Why;
import io.suture.runtime.message.MessageDetail;
import io.suture.runtime.message.MessageFilter;
import io.suture.runtime.message.MessageHead;
import io.suture.runtime.message.MessageStatus;
import io.suture.runtime.message.MessageSummary;
import io.suture.runtime.message.Messages;
import io.suture.runtime.message.RecordedDecision;
import io.suture.runtime.message.Run;
import io.suture.runtime.message.Stats;
import io.suture.runtime.replay.Replay;
import io.suture.studio.audit.AuditEvent;
import io.suture.studio.audit.AuditEvent.Outcome;
import io.suture.studio.audit.AuditTrail;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What came in and what went out, for people: each call checks a right, each view of a payload and each act is in the
/// audit trail before it happens, with the patient's identifier.
public final class Monitor {
    private static final int KEPT = 2_000;
    private static final int ALL = 1_000;

    private final Messages messages;
    private final Deliveries deliveries;
    private final Replay replay;
    private final Rights rights;
    private final AuditTrail audit;
    /// By all that a line depends on, so that a live list opens each Message once.
    private final Map<MessageSummary, MessageLine> lines =
            Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<MessageSummary, MessageLine> eldest) {
                    return size() > KEPT;
                }
            });

    public Monitor(Messages messages, Deliveries deliveries, Replay replay, Rights rights, AuditTrail audit) {
        this.messages = messages;
        this.deliveries = deliveries;
        this.replay = replay;
        this.rights = rights;
        this.audit = audit;
    }

    /// A page of Messages, the newest first; the next page begins before the last of this one. Searching by words asks
    /// what payloads hold, so it takes the right to see them and is audited.
    public List<MessageLine> messages(MessageFilter filter, int most) {
        mayLook();
        if (!filter.text().isBlank()) {
            rights.require(Right.VIEW_PAYLOADS);
            audit.record(AuditEvent.success("search-messages", "messages", "").about(filter.text()));
        }
        List<MessageSummary> found = messages.find(filter, most);
        Map<UUID, MessageHead> heads = messages.heads(
                found.stream().filter(one -> !lines.containsKey(one)).toList());
        return found.stream().map(one -> line(one, heads.get(one.id()))).toList();
    }

    private MessageLine line(MessageSummary summary, @Nullable MessageHead fresh) {
        MessageLine known = lines.get(summary);
        if (known != null) {
            return known;
        }
        MessageHead head = fresh != null
                ? fresh
                : Objects.requireNonNull(messages.heads(List.of(summary)).get(summary.id()));
        var line = new MessageLine(summary, head.controlId(), problem(summary, head));
        lines.put(summary, line);
        return line;
    }

    /// The one sentence that says what stands in a Message's way.
    private String problem(MessageSummary summary, MessageHead head) {
        Stream<Run> last = head.last().stream();
        return switch (summary.status()) {
            case REFUSED -> sentence(head.refusal().stream());
            case ERROR -> sentence(last.flatMap(run -> run.problems().stream()));
            case DROPPED, REJECTED, HELD ->
                last.flatMap(run -> run.decisions().stream())
                        .map(RecordedDecision::text)
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse("");
            case WAITING -> waits(summary.waits());
            case RECEIVED, PROCESSED, CANCELLED -> summary.held() > 0 ? held(summary.id()) : "";
        };
    }

    private static String waits(@Nullable Why why) {
        return switch (why) {
            case UNANSWERED -> "Waits for the answer to a query, which is asked again and again.";
            case BEHIND -> "Waits behind an earlier message of the same order.";
            case NOT_DEPLOYED -> "Waits for its channel to run.";
            case ERROR -> "Waits for a person.";
            case null -> "";
        };
    }

    /// Why the first of its held Deliveries is held.
    private String held(UUID message) {
        return deliveries
                .find(new DeliveryFilter(message, null, null, Set.of(Delivery.State.HELD), null, null), 1)
                .stream()
                .flatMap(one -> deliveries.open(one.delivery().id()).stream())
                .map(one -> one.delivery().destination() + ": "
                        + one.attempts().getLast().detail())
                .findFirst()
                .orElse("");
    }

    private static String sentence(Stream<Problem> problems) {
        return problems.filter(Problem::isError)
                .map(Problem::message)
                .findFirst()
                .orElse("");
    }

    /// A number that changes whenever a list of Messages or Deliveries would.
    public long pulse() {
        mayLook();
        return messages.pulse();
    }

    public Stats stats(@Nullable Instant since) {
        mayLook();
        return messages.stats(since);
    }

    /// A page of Deliveries, the newest first.
    public List<Deliveries.Summary> deliveries(DeliveryFilter filter, int most) {
        mayLook();
        return deliveries.find(filter, most);
    }

    /// A Message with all that this actor may see of it. With the right to see payloads, this is a view of one.
    public Optional<OpenedMessage> open(UUID id) {
        boolean payloads = mayLook().may(Right.VIEW_PAYLOADS);
        return messages.open(id).map(detail -> {
            if (payloads) {
                record("view-payload", entity(detail.summary()), detail);
            }
            return opened(detail, payloads, null);
        });
    }

    /// The same page as it stands now, for one that stays open: part of the view that opened it, so it is not recorded
    /// once more. It shows no payload where that one showed none.
    public Optional<OpenedMessage> follow(OpenedMessage seen) {
        boolean payloads = mayLook().may(Right.VIEW_PAYLOADS) && seen.payload() != null;
        return messages.open(seen.summary().id())
                .map(detail -> opened(
                        detail,
                        payloads,
                        payloads && detail.runs().size() == seen.runs().size() ? seen.payload() : null));
    }

    /// @param known what was found out before of the same run, or null
    private OpenedMessage opened(MessageDetail detail, boolean payloads, OpenedMessage.@Nullable Payload known) {
        List<OpenedDelivery> out = deliveries
                .find(DeliveryFilter.of(detail.summary().id()), ALL)
                .stream()
                .flatMap(one -> deliveries.open(one.delivery().id()).stream())
                .map(one -> opened(one, payloads))
                .toList();
        OpenedMessage.Payload payload = known;
        if (payloads && payload == null) {
            Optional<Replay.Replayed> again = replay.explain(detail, 0);
            payload = new OpenedMessage.Payload(
                    detail.payload(),
                    again.map(one -> one.result().trace()).orElse(null),
                    again.map(Replay.Replayed::isSame).orElse(true));
        }
        return new OpenedMessage(
                line(
                        detail.summary(),
                        new MessageHead(
                                detail.controlId(),
                                detail.refusal(),
                                detail.runs().stream().findFirst())),
                detail.refusal(),
                detail.runs(),
                out,
                payload);
    }

    private static OpenedDelivery opened(DeliveryDetail detail, boolean payloads) {
        return new OpenedDelivery(
                detail.delivery(),
                detail.state(),
                payloads
                        ? detail.attempts()
                        : detail.attempts().stream().map(Monitor::masked).toList(),
                payloads ? detail.output() : null);
    }

    private static Attempt masked(Attempt attempt) {
        return new Attempt(
                attempt.state(),
                attempt.number(),
                attempt.at(),
                attempt.code(),
                attempt.detail(),
                attempt.dueAt(),
                attempt.took(),
                attempt.requestedBy(),
                null);
    }

    /// Sends the outputs of a Message's newest run once more, each behind what is in line already.
    public Done resend(UUID id) {
        Actor actor = rights.require(Right.RESEND);
        MessageDetail detail = messages.open(id).orElse(null);
        if (detail == null) {
            return new Done.Missing();
        }
        List<Delivery> made = deliveries.find(DeliveryFilter.of(id), ALL).stream()
                .map(Deliveries.Summary::delivery)
                .filter(one -> one.cause() != Delivery.Cause.RESENT)
                .toList();
        int newest = made.stream().mapToInt(Delivery::run).max().orElse(0);
        if (made.isEmpty()) {
            return not(
                    Outcome.REFUSED,
                    "resend",
                    entity(detail.summary()),
                    detail,
                    "Nothing was made of this message, so nothing can be resent.");
        }
        record("resend", entity(detail.summary()), detail);
        return new Done.Yes(made.stream()
                .filter(one -> one.run() == newest)
                .flatMap(one -> deliveries.resend(one.id(), actor.name()).stream())
                .map(Delivery::id)
                .toList());
    }

    /// Sends one output once more.
    public Done resendDelivery(UUID id) {
        Actor actor = rights.require(Right.RESEND);
        DeliveryDetail delivery = deliveries.open(id).orElse(null);
        if (delivery == null) {
            return new Done.Missing();
        }
        record(
                "resend",
                entity(delivery.delivery()),
                messages.open(delivery.delivery().message()).orElseThrow());
        return deliveries
                .resend(id, actor.name())
                .<Done>map(fresh -> new Done.Yes(List.of(fresh.id())))
                .orElseGet(Done.Missing::new);
    }

    /// Runs a Message through the version deployed now, and delivers what comes of it.
    public Done reprocess(UUID id) {
        Actor actor = rights.require(Right.RESEND);
        MessageDetail detail = messages.open(id).orElse(null);
        if (detail == null) {
            return new Done.Missing();
        }
        record("reprocess", entity(detail.summary()), detail);
        return switch (messages.reprocess(id, actor.name())) {
            case Messages.Reprocessed.Ran ran ->
                new Done.Yes(ran.deliveries().stream().map(Delivery::id).toList());
            case Messages.Reprocessed.Refused refused ->
                not(Outcome.FAILED, "reprocess", entity(detail.summary()), detail, refused.why());
        };
    }

    /// Gives up a Message in error or on hold, so that what waits behind it goes on.
    public Done cancel(UUID id) {
        Actor actor = rights.require(Right.OPERATE);
        MessageDetail detail = messages.open(id).orElse(null);
        if (detail == null) {
            return new Done.Missing();
        }
        MessageStatus status = detail.summary().status();
        if (status != MessageStatus.ERROR && status != MessageStatus.HELD) {
            return not(
                    Outcome.REFUSED,
                    "cancel-message",
                    entity(detail.summary()),
                    detail,
                    "Only a message in error or on hold can be given up.");
        }
        record("cancel-message", entity(detail.summary()), detail);
        messages.cancel(id, actor.name());
        return new Done.Yes(List.of());
    }

    /// Tries a Delivery at once: one that waits for its next attempt, or one that was held, which releases it.
    public Done retry(UUID id) {
        Actor actor = rights.require(Right.OPERATE);
        return act(
                id,
                "retry-delivery",
                EnumSet.of(State.QUEUED, State.HELD),
                "Only a delivery that waits or is held can be tried again.",
                () -> deliveries.retry(id, actor.name()));
    }

    /// Gives a Delivery up, so that what waits behind it goes on. A dead one is dealt with by that.
    public Done cancelDelivery(UUID id) {
        Actor actor = rights.require(Right.OPERATE);
        return act(
                id,
                "cancel-delivery",
                EnumSet.of(State.QUEUED, State.HELD, State.DEAD),
                "Only a delivery that waits, is held or is dead can be given up.",
                () -> deliveries.cancel(id, actor.name()));
    }

    private Done act(UUID id, String action, Set<State> from, String otherwise, BooleanSupplier act) {
        DeliveryDetail delivery = deliveries.open(id).orElse(null);
        if (delivery == null) {
            return new Done.Missing();
        }
        MessageDetail detail = messages.open(delivery.delivery().message()).orElseThrow();
        String entity = entity(delivery.delivery());
        if (!from.contains(delivery.state())) {
            return not(Outcome.REFUSED, action, entity, detail, otherwise);
        }
        record(action, entity, detail);
        return act.getAsBoolean()
                ? new Done.Yes(List.of(id))
                : not(Outcome.FAILED, action, entity, detail, "The delivery went on meanwhile. Look at it again.");
    }

    private void record(String action, String entity, MessageDetail detail) {
        audit.record(
                AuditEvent.success(action, entity, "").about(detail.patient().orElse(null)));
    }

    private Done not(Outcome outcome, String action, String entity, MessageDetail detail, String why) {
        audit.record(new AuditEvent(action, outcome, entity, detail.patient().orElse(null), why));
        return new Done.No(why);
    }

    private static String entity(MessageSummary message) {
        return "message " + message.id() + " of channel " + message.channel();
    }

    private static String entity(Delivery delivery) {
        return "delivery " + delivery.id() + " to " + delivery.destination();
    }

    /// Who acts, if they may see that there are Messages at all.
    private Actor mayLook() {
        Actor actor = rights.actor();
        return actor.may(Right.VIEW_PAYLOADS) ? actor : rights.require(Right.OPERATE);
    }
}
