package io.suture.runtime.message;

import io.suture.db.Vault;
import io.suture.engine.Acceptance;
import io.suture.engine.CompiledChannel;
import io.suture.engine.expression.Answers;
import io.suture.engine.format.hl7v2.AckCode;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance;
import io.suture.engine.format.hl7v2.Hl7v2Batch;
import io.suture.engine.report.Problem;
import io.suture.runtime.deployment.ActiveChannels.Running;
import io.suture.runtime.lane.Buckets;
import io.suture.runtime.lane.TimeOrderedId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes of a payload what is stored of it: its ordering keys, who it is, and its bytes sealed.
final class Arrivals {
    /// What the engine says of several messages in one payload.
    private static final String SEVERAL = "several-messages";

    private final Keys keys;
    private final SearchTerms terms;
    private final MessageStore store;

    Arrivals(Vault vault, MessageStore store) {
        this.keys = new Keys(vault);
        this.terms = new SearchTerms(vault);
        this.store = store;
    }

    /// Whether it is refused as one message because it holds several.
    static boolean isBatch(Hl7v2Acceptance verdict) {
        return verdict.problems().stream().anyMatch(problem -> problem.code().equals(SEVERAL));
    }

    Arrival single(CompiledChannel channel, byte[] payload, String origin, Hl7v2Acceptance verdict, Instant now) {
        return arrival(channel, payload, origin, verdict, now, null);
    }

    /// A payload of several messages with these, in the lane of the whole Channel. It has no identity: sent again, its
    /// messages are known one by one.
    ///
    /// @param verdict of the whole
    Arrival batch(Running running, byte[] payload, String origin, Hl7v2Acceptance verdict, Instant now) {
        Hl7v2Batch batch = Hl7v2Batch.split(payload);
        return parted(
                running,
                payload,
                origin,
                verdict,
                now,
                id -> batch.messages().stream()
                        .map(one -> child(running.compiled(), one, origin, id, now))
                        .toList(),
                batch.problems());
    }

    /// @param children the messages, given the id of what they came in
    /// @param problems of the whole
    Arrival parted(
            Running running,
            byte[] payload,
            String origin,
            Hl7v2Acceptance verdict,
            Instant now,
            Function<UUID, List<Arrival>> children,
            List<Problem> problems) {
        CompiledChannel channel = running.compiled();
        UUID key = keys.ordering(channel.channel().name(), "");
        UUID id = TimeOrderedId.at(now);
        List<Arrival> messages = children.apply(id);
        return new Arrival(
                id,
                channel.channel().name(),
                Buckets.of(key),
                List.of(),
                List.of(key),
                now,
                origin,
                verdict.messageType(),
                payload.length,
                null,
                keys.payload(payload),
                verdict.answered() ? verdict.code().name() : "",
                null,
                List.of(),
                null,
                new Arrival.Parted(run(running, id, now, messages, problems), messages),
                store.seal(id, payload));
    }

    private static Run run(Running running, UUID id, Instant now, List<Arrival> messages, List<Problem> found) {
        List<Problem> problems = new ArrayList<>(found);
        long refused =
                messages.stream().filter(message -> message.refusal() != null).count();
        if (refused > 0) {
            problems.add(Problem.warning(
                    "batch-refused",
                    "",
                    "Of the " + messages.size() + " messages of this batch " + refused + " are refused."));
        }
        return new Run(
                id,
                1,
                now.truncatedTo(ChronoUnit.MICROS),
                running.compiled().channel().name(),
                running.compiled().version(),
                running.deployment().hash(),
                Program.VERSION,
                Run.Status.PROCESSED,
                List.of(RecordedDecision.batch(messages.size())),
                problems,
                Answers.NONE,
                0);
    }

    /// One message of a batch, judged by itself; nobody is answered for it alone.
    private Arrival child(CompiledChannel channel, byte[] payload, String origin, UUID batch, Instant now) {
        return switch (channel.accept(payload)) {
            case Acceptance.Acknowledged(Hl7v2Acceptance verdict) ->
                arrival(channel, payload, origin, unanswered(verdict), now, batch);
            case Acceptance.ReadWhole read ->
                throw new IllegalStateException("Only what is acknowledged comes in batches of messages");
        };
    }

    /// One message of a file, judged already.
    Arrival child(
            CompiledChannel channel, byte[] payload, String origin, Hl7v2Acceptance verdict, UUID file, Instant now) {
        return arrival(channel, payload, origin, verdict, now, file);
    }

    private static Hl7v2Acceptance unanswered(Hl7v2Acceptance verdict) {
        return new Hl7v2Acceptance(
                verdict.accepted(),
                verdict.code(),
                false,
                verdict.controlId(),
                verdict.messageType(),
                verdict.sendingApplication(),
                verdict.sendingFacility(),
                verdict.processingId(),
                verdict.version(),
                verdict.problems());
    }

    /// The judgement of a batch as a whole: it is taken, whatever comes of its messages.
    static Hl7v2Acceptance taken(Hl7v2Acceptance first, @Nullable AckCode code) {
        return new Hl7v2Acceptance(
                true,
                code == null ? AckCode.AA : code,
                code != null,
                first.controlId(),
                first.messageType(),
                first.sendingApplication(),
                first.sendingFacility(),
                first.processingId(),
                first.version(),
                List.of());
    }

    private Arrival arrival(
            CompiledChannel channel,
            byte[] payload,
            String origin,
            Hl7v2Acceptance verdict,
            Instant now,
            @Nullable UUID parent) {
        String name = channel.channel().name();
        UUID id = TimeOrderedId.at(now);
        List<UUID> ordering = verdict.accepted() ? keys.ordering(channel, payload) : List.of(keys.ordering(name, ""));
        return new Arrival(
                id,
                name,
                Buckets.of(ordering.getFirst()),
                ordering.stream()
                        .skip(1)
                        .map(Buckets::of)
                        .distinct()
                        .filter(bucket -> bucket != Buckets.of(ordering.getFirst()))
                        .toList(),
                ordering,
                now,
                origin,
                verdict.messageType(),
                payload.length,
                verdict.accepted() && !verdict.controlId().isEmpty()
                        ? keys.identity(
                                name, verdict.sendingApplication(), verdict.sendingFacility(), verdict.controlId())
                        : null,
                keys.payload(payload),
                verdict.answered() ? verdict.code().name() : "",
                verdict.accepted() ? null : Records.problems(verdict.problems()),
                verdict.accepted()
                        ? List.of()
                        : terms.tokens(
                                payload,
                                verdict.controlId(),
                                channel.channel().source().endpoint().setting("charset", "")),
                parent,
                null,
                store.seal(id, payload));
    }
}
