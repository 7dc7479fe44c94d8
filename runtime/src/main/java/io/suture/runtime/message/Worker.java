package io.suture.runtime.message;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.engine.Acceptance;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Source;
import io.suture.engine.expression.Answers;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Decided;
import io.suture.engine.rule.Decision;
import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.delivery.DeliveryStore;
import io.suture.runtime.delivery.Output;
import io.suture.runtime.delivery.Sender;
import io.suture.runtime.deployment.ActiveChannels;
import io.suture.runtime.lane.LeaseLost;
import io.suture.runtime.lane.TimeOrderedId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs Messages through their Channels, in batches: those of one key one after the other, others side by side,
/// all that became of a batch in one commit.
public final class Worker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final int BATCH = 512;
    private static final long PAUSE_MILLIS = 500;

    private final Lanes lanes;
    private final MessageStore store;
    private final DeliveryStore deliveries;
    private final ActiveChannels active;
    private final Sender sender;
    private final WaitingSenders waitingSenders;
    private final Asking asking;
    private final Keys keys;
    private final SearchTerms terms;
    private final InstantSource clock;
    private final ExecutorService pool = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("worker-", 0).factory());
    private final Thread thread = Thread.ofPlatform().name("worker").unstarted(this::work);
    private volatile boolean closing;

    Worker(
            Database database,
            Vault vault,
            Lanes lanes,
            DeliveryStore deliveries,
            ActiveChannels active,
            Sender sender,
            WaitingSenders waitingSenders,
            Asking asking,
            InstantSource clock) {
        this.lanes = lanes;
        this.store = new MessageStore(database, deliveries, vault);
        this.deliveries = deliveries;
        this.active = active;
        this.sender = sender;
        this.waitingSenders = waitingSenders;
        this.asking = asking;
        this.keys = new Keys(vault);
        this.terms = new SearchTerms(vault);
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    private void work() {
        while (!closing) {
            try {
                List<LaneMessage> batch = lanes.take(BATCH);
                if (!batch.isEmpty()) {
                    process(batch);
                }
            } catch (InterruptedException e) {
                return;
            } catch (LeaseLost e) {
                log.info("Lanes went to another node; what was under way is its own now.");
                asking.forgetAll();
                lanes.rewind();
            } catch (RuntimeException | ExecutionException e) {
                if (!closing) {
                    log.warn("A batch could not be processed, trying again: {}", e.toString());
                    lanes.rewind();
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void process(List<LaneMessage> batch) throws InterruptedException, ExecutionException {
        Set<UUID> blocked = lanes.blocked();
        List<Callable<List<Done>>> parts = new ArrayList<>();
        for (List<LaneMessage> part : KeyGroups.of(batch, Runtime.getRuntime().availableProcessors())) {
            parts.add(() -> run(part, blocked));
        }
        List<Done> all = new ArrayList<>(batch.size());
        if (batch.size() == 1) {
            all.addAll(run(batch, blocked));
        } else {
            for (Future<List<Done>> done : pool.invokeAll(parts)) {
                all.addAll(done.get());
            }
        }
        Map<UUID, Integer> order = new HashMap<>();
        batch.forEach(message -> order.put(message.id(), order.size()));
        all.sort(java.util.Comparator.comparing(done -> order.get(done.message().id())));
        complete(all);
        sender.wake();
        for (Done done : all) {
            if (done instanceof Done.Ran ran) {
                waitingSenders.processed(ran);
            }
        }
    }

    /// Outputs are kept in memory before the commit: right after it the Sender may look for them.
    private void complete(List<Done> all) {
        List<DeliveryStore.Fresh> fresh = new ArrayList<>();
        for (Done done : all) {
            if (done instanceof Done.Ran ran) {
                fresh.addAll(ran.deliveries());
            }
        }
        for (DeliveryStore.Fresh one : fresh) {
            if (one.output() != null) {
                sender.keep(one.delivery().id(), one.output());
            }
        }
        try {
            lanes.complete(all);
        } catch (RuntimeException e) {
            fresh.forEach(one -> sender.forget(one.delivery().id()));
            throw e;
        }
    }

    private List<Done> run(List<LaneMessage> part, Set<UUID> blocked) throws InterruptedException {
        ask(part, blocked);
        List<Done> done = new ArrayList<>(part.size());
        Set<UUID> behind = new HashSet<>();
        for (LaneMessage message : part) {
            Done one = run(message, blocked, behind);
            done.add(one);
            boolean blocks = switch (one) {
                case Done.Ran ran -> ran.blocks();
                case Done.Parked parked -> true;
            };
            if (blocks) {
                behind.addAll(message.keys());
            }
        }
        return done;
    }

    /// Asks whatever must be known of these beforehand, all at once.
    private void ask(List<LaneMessage> part, Set<UUID> blocked) throws InterruptedException {
        List<UUID> asked = new ArrayList<>();
        for (LaneMessage message : part) {
            ActiveChannels.Running running = active.find(message.channel()).orElse(null);
            if (running != null && running.compiled().hasQueries() && !isBlocked(message, blocked)) {
                asking.begin(message, store.open(message), running);
                asked.add(message.id());
            }
        }
        if (!asked.isEmpty()) {
            asking.settle(asked);
        }
    }

    private static boolean isBlocked(LaneMessage message, Set<UUID> blocked) {
        return !message.waited() && message.keys().stream().anyMatch(blocked::contains);
    }

    private Done run(LaneMessage message, Set<UUID> blocked, Set<UUID> behind) {
        ActiveChannels.Running running = active.find(message.channel()).orElse(null);
        if (running == null) {
            return new Done.Parked(message, Done.Why.NOT_DEPLOYED);
        }
        if (isBlocked(message, blocked) || message.keys().stream().anyMatch(behind::contains)) {
            asking.forget(message.id());
            return new Done.Parked(message, Done.Why.BEHIND);
        }
        Asking.Answered answered = running.compiled().hasQueries()
                ? asking.take(message, running).orElse(null)
                : new Asking.Answered(clock.instant(), Answers.NONE);
        if (answered == null) {
            return new Done.Parked(message, Done.Why.UNANSWERED);
        }
        byte[] payload = store.open(message);
        return run(message, payload, running, answered, 1, Delivery.Cause.PROCESSED, null);
    }

    /// Runs a stored Message through the version deployed now, as an act of a person; its outputs are delivered behind
    /// what is in line already. What its Channel's queries ask is asked anew.
    ///
    /// @param number of this run
    Messages.Reprocessed reprocess(LaneMessage message, int number, String by) {
        ActiveChannels.Running running = active.find(message.channel()).orElse(null);
        if (running == null) {
            return new Messages.Reprocessed.Refused("The channel " + message.channel() + " does not run here.");
        }
        byte[] payload = store.open(message);
        Asking.Ended asked = asking.now(Run.seed(message.id(), number), payload, running);
        Asking.Answered answered = asked.answered();
        if (answered == null) {
            return new Messages.Reprocessed.Refused(asked.why() + " Nothing was changed; try again later.");
        }
        Done.Ran ran = run(message, payload, running, answered, number, Delivery.Cause.REPROCESSED, by);
        store.complete(ran, clock.instant());
        lanes.wake();
        sender.wake();
        return new Messages.Reprocessed.Ran(
                ran.run(),
                ran.deliveries().stream().map(DeliveryStore.Fresh::delivery).toList());
    }

    private Done.Ran run(
            LaneMessage message,
            byte[] payload,
            ActiveChannels.Running running,
            Asking.Answered answered,
            int number,
            Delivery.Cause cause,
            @Nullable String by) {
        // The database keeps microseconds, and a repetition must see the same clock.
        Instant now = answered.at().truncatedTo(ChronoUnit.MICROS);
        long start = System.nanoTime();
        var channel = running.compiled();
        Context context = Context.of(now, Run.seed(message.id(), number), answered.answers());
        Result result = safely(running, payload, context);
        Source source = channel.channel().source();
        boolean error = result.hasErrors();
        var run = new Run(
                message.id(),
                number,
                now,
                message.channel(),
                channel.version(),
                running.deployment().hash(),
                Program.VERSION,
                status(result),
                result.decisions().stream().map(RecordedDecision::of).toList(),
                result.problems(),
                answered.answers(),
                (int) Math.min((System.nanoTime() - start) / 1_000, Integer.MAX_VALUE));
        List<DeliveryStore.Fresh> fresh = error ? List.of() : deliveries(message, run, result, source, cause, by);
        // One that was refused has its entries since it was received.
        List<Long> tokens = number > 1 || by != null
                ? List.of()
                : terms.tokens(
                        payload, controlId(channel, payload), source.endpoint().setting("charset", ""));
        boolean blocks =
                error && source.endpoint().setting("whenError", "go-on").equals("wait");
        return new Done.Ran(message, run, tokens, fresh, blocks);
    }

    private static String controlId(CompiledChannel channel, byte[] payload) {
        return switch (channel.accept(payload)) {
            case Acceptance.Acknowledged(Hl7v2Acceptance verdict) -> verdict.controlId();
            case Acceptance.ReadWhole read -> "";
        };
    }

    /// A bug of ours parks one Message; the others go on.
    private static Result safely(ActiveChannels.Running running, byte[] payload, Context context) {
        try {
            return Engine.run(running.compiled(), new Message(payload, ""), context, Tracing.OFF);
        } catch (RuntimeException | StackOverflowError e) {
            log.error(
                    "The engine failed on message {} of {}: {}",
                    context.seed(),
                    running.deployment().channel(),
                    e.getClass().getName(),
                    e);
            return new Result(
                    List.of(),
                    List.of(),
                    List.of(Problem.error(
                            "internal",
                            "",
                            "The program failed on this message. It is kept; the log says more under its id.")),
                    io.suture.engine.report.Trace.NONE);
        }
    }

    private List<DeliveryStore.Fresh> deliveries(
            LaneMessage message, Run run, Result result, Source source, Delivery.Cause cause, @Nullable String by) {
        List<DeliveryStore.Fresh> all = new ArrayList<>(result.outputs().size());
        for (Result.Output output : result.outputs()) {
            UUID id = TimeOrderedId.at(run.at());
            boolean known = !output.key().isEmpty();
            var delivery = new Delivery(
                    id,
                    0,
                    message.bucket(),
                    message.keys(),
                    message.id(),
                    run.number(),
                    id,
                    output.index(),
                    message.channel(),
                    output.destination(),
                    cause,
                    by,
                    run.at(),
                    known ? keys.business(message.channel(), output.destination(), output.key()) : null,
                    known ? DataTime.parse(output.instant(), source.endpoint().setting("zone", "")) : null,
                    output.mediaType(),
                    output.bytes().length);
            all.add(deliveries.seal(delivery, new Output(output.bytes(), output.writes())));
        }
        return all;
    }

    private static Run.Status status(Result result) {
        if (result.hasErrors()) {
            return Run.Status.ERROR;
        }
        Run.Status status = result.outputs().isEmpty() ? Run.Status.DROPPED : Run.Status.PROCESSED;
        for (Decided decided : result.decisions()) {
            switch (decided.decision()) {
                case Decision.Reject reject -> {
                    return Run.Status.REJECTED;
                }
                case Decision.Hold hold -> status = Run.Status.HELD;
                case Decision.RouteTo route -> {}
                case Decision.Drop drop -> {}
                case Decision.Label label -> {}
                case Decision.Redact redact -> {}
                case Decision.Alert alert -> {}
                case Decision.Correlate correlate -> {}
            }
        }
        return status;
    }

    /// Ends after the batch that is under way.
    @Override
    public void close() {
        closing = true;
        lanes.close();
        try {
            thread.join(5_000);
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        asking.close();
        pool.shutdown();
    }
}
