package io.suture.runtime.message;

import io.suture.engine.Ask;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Message;
import io.suture.engine.channel.Destination.Retry;
import io.suture.engine.channel.Query.WhenUnanswered;
import io.suture.engine.expression.Answers;
import io.suture.engine.expression.Answers.Answer;
import io.suture.engine.expression.Answers.State;
import io.suture.runtime.connector.Finding;
import io.suture.runtime.delivery.RetryPolicy;
import io.suture.runtime.deployment.ActiveChannels.Running;
import io.suture.runtime.deployment.OpenQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks what Channels must know of their Messages, all questions side by side on threads of their own. A batch waits a
/// moment for its answers and no longer: a Message without them is parked and comes again when they are there, or when
/// it is time to ask anew. All this is forgotten when the program ends; what is parked is asked about again. Decision
/// 0002.
final class Asking implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Asking.class);

    /// What a batch waits for all its answers together.
    private static final long GRACE_MILLIS = 250;

    private static final long PATIENCE_SECONDS = 15;
    private static final Retry AGAIN = new Retry(1_000, 60_000, 0);

    /// The answers to all questions about a Message, and the clock that they were asked under.
    record Answered(Instant at, Answers answers) {}

    /// How a turn of asking ended.
    ///
    /// @param answered null where something is to be asked again
    /// @param why      there are no answers: which query, and the server's word
    /// @param due      from when on it may be asked again, by [System#nanoTime()]
    record Ended(@Nullable Answered answered, String why, long due) {
        boolean isDue() {
            return answered != null || System.nanoTime() - due >= 0;
        }
    }

    /// One turn of asking about one Message.
    private record Turn(Running running, int attempt, CompletableFuture<Ended> ended) {
        /// Whether its answers may be there in a moment.
        boolean isHopeful() {
            return running.queries().values().stream().allMatch(OpenQuery::isAnswering);
        }

        boolean isDone() {
            return ended.isDone();
        }

        boolean isAnswered() {
            return isDone() && ended.join().answered != null;
        }

        boolean isDue() {
            return isDone() && ended.join().isDue();
        }
    }

    private final Map<UUID, Turn> turns = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final InstantSource clock;
    private final Runnable wake;

    /// @param wake is called when answers came that a Message was parked for
    Asking(InstantSource clock, Runnable wake) {
        this.clock = clock;
        this.wake = wake;
    }

    /// Begins to ask about a Message, unless that is under way, done or not due yet.
    void begin(LaneMessage message, byte[] payload, Running running) {
        turns.compute(message.id(), (id, before) -> {
            boolean same = before != null && before.running.compiled() == running.compiled();
            if (same && (before.isAnswered() || !before.isDue())) {
                return before;
            }
            return start(Run.seed(id, 1), payload, running, same ? before.attempt + 1 : 1);
        });
    }

    /// Asks about a Message that a person wants to process again, and waits as long as a person does.
    ///
    /// @param seed of the run to be
    Ended now(String seed, byte[] payload, Running running) {
        var late = new Ended(null, "What the channel asks was not answered in time.", 0);
        return start(seed, payload, running, 1)
                .ended
                .copy()
                .completeOnTimeout(late, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private Turn start(String seed, byte[] payload, Running running, int attempt) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Context context = Context.of(now, seed);
        List<CompletableFuture<Heard>> heard = asks(running.compiled(), payload, context).stream()
                .map(ask -> CompletableFuture.supplyAsync(() -> hear(ask, running, context), threads))
                .toList();
        CompletableFuture<Ended> ended = CompletableFuture.allOf(heard.toArray(CompletableFuture[]::new))
                .thenApply(all ->
                        ended(now, heard.stream().map(CompletableFuture::join).toList(), attempt));
        ended.thenRun(wake);
        return new Turn(running, attempt, ended);
    }

    /// Where even this fails, the run does too, and says so.
    private static List<Ask> asks(CompiledChannel channel, byte[] payload, Context context) {
        try {
            return channel.asks(new Message(payload, ""), context).asks();
        } catch (RuntimeException | StackOverflowError e) {
            return List.of();
        }
    }

    /// @param answer null where the question is to be asked again
    private record Heard(Ask ask, @Nullable Answer answer, String code) {}

    /// A bug of ours parks one Message, as one in its run does.
    private static Heard hear(Ask ask, Running running, Context context) {
        OpenQuery query = Objects.requireNonNull(running.queries().get(ask.query()));
        try {
            return heard(ask, query, query.find(ask), running.compiled(), context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Heard(ask, null, "stopped");
        } catch (RuntimeException | StackOverflowError e) {
            log.error("The program failed on the query {}", ask.query(), e);
            return refused(ask, "an error of this program");
        }
    }

    private static Heard heard(Ask ask, OpenQuery query, Finding finding, CompiledChannel channel, Context context) {
        return switch (finding) {
            case Finding.One(byte[] resource) ->
                new Heard(ask, Answer.found(ask.query(), ask.key(), channel.answer(ask, resource, context)), "");
            case Finding.Nobody nobody -> none(ask, State.NOBODY);
            case Finding.Several several -> none(ask, State.SEVERAL);
            case Finding.Refused(String code) -> refused(ask, code);
            case Finding.NotNow(String code) ->
                query.query().whenUnanswered() == WhenUnanswered.GO_ON
                        ? none(ask, State.UNANSWERED)
                        : new Heard(ask, null, code);
        };
    }

    private static Heard refused(Ask ask, String code) {
        return new Heard(ask, new Answer(ask.query(), ask.key(), State.REFUSED, code), "");
    }

    private static Heard none(Ask ask, State state) {
        return new Heard(ask, Answer.none(ask.query(), ask.key(), state), "");
    }

    private static Ended ended(Instant at, List<Heard> all, int attempt) {
        List<Answer> answers = new ArrayList<>();
        for (Heard heard : all) {
            if (heard.answer == null) {
                Duration later = RetryPolicy.backoff(attempt, AGAIN, ThreadLocalRandom.current());
                return new Ended(
                        null,
                        "The query " + heard.ask.query() + " is not answered now (" + heard.code + ").",
                        System.nanoTime() + later.toNanos());
            }
            answers.add(heard.answer);
        }
        return new Ended(new Answered(at, Answers.of(answers)), "", 0);
    }

    /// Waits for what was begun about these, for a moment; not at all for queries that were not answered of late.
    void settle(Collection<UUID> messages) throws InterruptedException {
        CompletableFuture<?>[] hopeful = messages.stream()
                .flatMap(id -> Optional.ofNullable(turns.get(id)).stream())
                .filter(turn -> !turn.isDone() && turn.isHopeful())
                .map(Turn::ended)
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(hopeful).get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Those that are not there yet come later.
        }
    }

    /// The answers about a Message, for its run; empty where it must wait for them.
    Optional<Answered> take(LaneMessage message, Running running) {
        Turn turn = turns.get(message.id());
        if (turn == null || !turn.isDone() || turn.running.compiled() != running.compiled()) {
            return Optional.empty();
        }
        Answered answered = turn.ended.join().answered;
        if (answered != null) {
            turns.remove(message.id());
        }
        return Optional.ofNullable(answered);
    }

    /// Whether a parked Message is worth to be taken again.
    boolean isDue(UUID message) {
        Turn turn = turns.get(message);
        return turn == null || turn.isDue();
    }

    /// Forgets what was asked about a Message whose turn has not come.
    void forget(UUID message) {
        turns.remove(message);
    }

    /// Forgets everything: other nodes may ask now.
    void forgetAll() {
        turns.clear();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
