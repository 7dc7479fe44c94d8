package io.suture.runtime.message;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.engine.Acceptance;
import io.suture.engine.CompiledChannel;
import io.suture.engine.channel.Source;
import io.suture.engine.format.hl7v2.AckCode;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance;
import io.suture.engine.format.hl7v2.Hl7v2Acknowledgement;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.EndpointSettings;
import io.suture.runtime.connector.Inbound;
import io.suture.runtime.connector.Reply;
import io.suture.runtime.delivery.DeliveryStore;
import io.suture.runtime.deployment.ActiveChannels;
import io.suture.runtime.lane.GroupCommit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Takes what listeners hear: judges it at the door, finds its ordering keys, seals it, keeps it in a group commit, and
/// only then answers. What is refused is kept too.
public final class Receiver implements AutoCloseable {
    private static final int QUEUED = 4_096;
    private static final int GROUP = 512;
    private static final String HL7 = "hl7v2";

    private final ActiveChannels active;
    private final Backlog backlog;
    private final WaitingSenders waitingSenders;
    private final Arrivals arrivals;
    private final PlainPayloads plain;
    private final MessageQueryStore records;
    private final InstantSource clock;
    private final GroupCommit<Arrival, Arrival.Stored> commits;

    Receiver(
            Database database,
            Vault vault,
            DeliveryStore deliveries,
            ActiveChannels active,
            Lanes lanes,
            Backlog backlog,
            WaitingSenders waitingSenders,
            InstantSource clock) {
        this.active = active;
        this.backlog = backlog;
        this.waitingSenders = waitingSenders;
        this.arrivals = new Arrivals(vault, new MessageStore(database, deliveries, vault));
        this.records = new MessageQueryStore(database, vault);
        this.clock = clock;
        this.plain = new PlainPayloads(arrivals, waitingSenders, this::submit);
        this.commits = new GroupCommit<>("acceptance", QUEUED, GROUP, lanes::accept);
    }

    /// Who takes the Messages of one Channel, in whichever version runs when each arrives.
    public Inbound inbound(String channel) {
        return new Inbound() {
            @Override
            public CompletableFuture<Reply> receive(byte[] payload, String origin, boolean cut) {
                return active.find(channel)
                        .map(running -> counted(running, payload, origin, cut))
                        .orElseGet(() -> CompletableFuture.failedFuture(
                                new IllegalStateException("The channel " + channel + " does not run here")));
            }

            @Override
            public boolean isFull() {
                return active.find(channel)
                        .filter(running -> backlog.isFull(channel, limit(running)))
                        .isPresent();
            }

            @Override
            public boolean awaitRoom() throws InterruptedException {
                ActiveChannels.Running running = active.find(channel).orElse(null);
                return running == null || backlog.awaitRoom(channel, limit(running));
            }

            @Override
            public Optional<Source> source() {
                return active.find(channel)
                        .map(running -> running.compiled().channel().source());
            }
        };
    }

    private static int limit(ActiveChannels.Running running) {
        return new EndpointSettings(running.compiled().channel().source().endpoint()).backlogLimit();
    }

    private CompletableFuture<Reply> counted(
            ActiveChannels.Running running, byte[] payload, String origin, boolean cut) {
        backlog.add(running.deployment().channel());
        return receive(running, payload, origin, cut);
    }

    private CompletableFuture<Reply> receive(
            ActiveChannels.Running running, byte[] payload, String origin, boolean cut) {
        CompiledChannel channel = running.compiled();
        if (!channel.channel().source().schema().format().equals(HL7)) {
            // Before it is read: a file may hold many messages.
            return plain.receive(running, payload, origin, cut, clock.instant());
        }
        return switch (channel.accept(payload)) {
            case Acceptance.Acknowledged(Hl7v2Acceptance verdict) ->
                acknowledged(running, payload, origin, cut ? tooLarge(verdict) : verdict);
            case Acceptance.ReadWhole read -> throw new IllegalStateException("HL7 v2 is judged by its header");
        };
    }

    private CompletableFuture<Reply> acknowledged(
            ActiveChannels.Running running, byte[] payload, String origin, Hl7v2Acceptance verdict) {
        Instant now = clock.instant();
        if (Arrivals.isBatch(verdict)) {
            return batch(running, payload, origin, verdict, now);
        }
        CompiledChannel channel = running.compiled();
        Arrival arrival = arrivals.single(channel, payload, origin, verdict, now);
        Source source = channel.channel().source();
        if (!verdict.accepted() || source.answer() == Source.Answer.STORED) {
            return submit(arrival)
                    .thenApply(stored -> verdict.answered()
                            ? reply(payload, verdict.code(), verdict.problems(), arrival.id(), now)
                            : Reply.NONE);
        }
        // Before it is stored: processing may be faster than the thread that hears of the commit.
        CompletableFuture<WaitingSenders.Ended> ended =
                waitingSenders.await(arrival.id(), WaitingSenders.destination(source), WaitingSenders.seconds(source));
        return submit(arrival)
                .thenCompose(stored -> stored.repeat() ? again(stored.id(), source) : ended)
                .thenApply(end -> Hl7v2Acceptance.answer(payload, end.outcome())
                        .map(code -> reply(payload, code, end.problems(), arrival.id(), clock.instant()))
                        .orElse(Reply.NONE));
    }

    /// Several messages at once are stored one by one beside what came, and their sender is answered once, when they
    /// are:
    /// what becomes of each later cannot be said in one answer.
    private CompletableFuture<Reply> batch(
            ActiveChannels.Running running, byte[] payload, String origin, Hl7v2Acceptance verdict, Instant now) {
        Hl7v2Acceptance taken = Arrivals.taken(
                verdict,
                Hl7v2Acceptance.answer(payload, Hl7v2Acceptance.Outcome.ACCEPTED)
                        .orElse(null));
        Arrival arrival = arrivals.batch(running, payload, origin, taken, now);
        return submit(arrival)
                .thenApply(stored -> taken.answered()
                        ? reply(payload, taken.code(), taken.problems(), arrival.id(), now)
                        : Reply.NONE);
    }

    private static Hl7v2Acceptance tooLarge(Hl7v2Acceptance verdict) {
        return new Hl7v2Acceptance(
                false,
                verdict.code() == AckCode.AA || verdict.code() == AckCode.AE ? AckCode.AR : verdict.code(),
                true,
                verdict.controlId(),
                verdict.messageType(),
                verdict.sendingApplication(),
                verdict.sendingFacility(),
                verdict.processingId(),
                verdict.version(),
                List.of(cutOff()));
    }

    private static Problem cutOff() {
        return Problem.error(
                "too-large", "MSH", "The message is larger than this listener takes; its beginning was kept.");
    }

    private CompletableFuture<Arrival.Stored> submit(Arrival arrival) {
        try {
            return commits.submit(arrival);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(e);
        }
    }

    /// The answer to a repeat: what the first one came to, or comes to.
    private CompletableFuture<WaitingSenders.Ended> again(UUID id, Source source) {
        CompletableFuture<WaitingSenders.Ended> ended =
                waitingSenders.await(id, WaitingSenders.destination(source), WaitingSenders.seconds(source));
        Run run = records.lastRun(id).orElse(null);
        if (run != null) {
            WaitingSenders.Ended known = WaitingSenders.ended(run);
            if (known.outcome() != Hl7v2Acceptance.Outcome.ACCEPTED
                    || source.answer() == Source.Answer.PROCESSED
                    || records.isSent(id, WaitingSenders.destination(source))) {
                ended.complete(known);
            }
        }
        return ended;
    }

    private static Reply reply(byte[] payload, AckCode code, List<Problem> problems, @Nullable UUID id, Instant now) {
        String controlId = String.valueOf(id).replace("-", "").substring(0, 20);
        return new Reply(Hl7v2Acknowledgement.write(payload, code, problems, now, controlId));
    }

    /// Commits what was received.
    @Override
    public void close() {
        commits.close();
    }
}
