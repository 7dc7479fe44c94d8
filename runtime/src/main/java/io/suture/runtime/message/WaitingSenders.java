package io.suture.runtime.message;

import io.suture.engine.channel.Source;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance;
import io.suture.engine.report.Problem;
import io.suture.runtime.delivery.Attempt;
import io.suture.runtime.delivery.Delivery;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Senders that are answered only after processing or delivery, and what they wait for.
final class WaitingSenders {

    /// How it ended for the sender.
    record Ended(Hl7v2Acceptance.Outcome outcome, List<Problem> problems) {
        static final Ended LATE = new Ended(
                Hl7v2Acceptance.Outcome.ERROR,
                List.of(Problem.error(
                        "too-late",
                        "",
                        "The message is kept, but was not done with in time. Sent again, it is answered again.")));
    }

    private record Wait(String destination, CompletableFuture<Ended> ended) {}

    private final Map<UUID, List<Wait>> waiting = new ConcurrentHashMap<>();

    /// @param destination whose answer counts; empty where processing does
    CompletableFuture<Ended> await(UUID message, String destination, int seconds) {
        var wait = new Wait(destination, new CompletableFuture<>());
        waiting.merge(message, List.of(wait), (before, more) -> {
            var all = new java.util.ArrayList<>(before);
            all.addAll(more);
            return List.copyOf(all);
        });
        return wait.ended
                .completeOnTimeout(Ended.LATE, seconds, TimeUnit.SECONDS)
                .whenComplete((ended, failure) -> forget(message, wait));
    }

    private void forget(UUID message, Wait wait) {
        waiting.computeIfPresent(message, (id, all) -> {
            List<Wait> left = all.stream().filter(one -> one != wait).toList();
            return left.isEmpty() ? null : left;
        });
    }

    /// Where a sender waits for a Message that was repeated, under the id that it was stored with.
    void processed(Done.Ran ran) {
        List<Wait> all = waiting.get(ran.message().id());
        if (all == null) {
            return;
        }
        Ended ended = ended(ran.run());
        for (Wait wait : all) {
            boolean goesThere = ran.deliveries().stream()
                    .anyMatch(fresh -> fresh.delivery().destination().equals(wait.destination));
            if (!goesThere || ended.outcome() != Hl7v2Acceptance.Outcome.ACCEPTED) {
                wait.ended.complete(ended);
            }
        }
    }

    static Ended ended(Run run) {
        return switch (run.status()) {
            case PROCESSED, DROPPED, HELD, CANCELLED -> new Ended(Hl7v2Acceptance.Outcome.ACCEPTED, List.of());
            case ERROR -> new Ended(Hl7v2Acceptance.Outcome.ERROR, run.problems());
            case REJECTED ->
                new Ended(
                        Hl7v2Acceptance.Outcome.REJECTED,
                        run.decisions().stream()
                                .filter(decision -> decision.kind().equals("reject"))
                                .map(decision -> Problem.error(decision.code(), "", decision.text()))
                                .toList());
        };
    }

    void attempted(Delivery delivery, Attempt attempt) {
        List<Wait> all = waiting.get(delivery.message());
        if (all == null || attempt.state() == Delivery.State.QUEUED) {
            return;
        }
        Ended ended = attempt.state() == Delivery.State.SENT
                ? new Ended(Hl7v2Acceptance.Outcome.ACCEPTED, List.of())
                : new Ended(
                        Hl7v2Acceptance.Outcome.ERROR,
                        List.of(Problem.error("not-delivered", "", "The message is kept, but was not delivered.")));
        all.stream()
                .filter(wait -> wait.destination.equals(delivery.destination()))
                .forEach(wait -> wait.ended.complete(ended));
    }

    /// What a Channel's senders wait for.
    static String destination(Source source) {
        return source.answer() == Source.Answer.DELIVERED ? source.endpoint().setting("answerFrom", "") : "";
    }

    static int seconds(Source source) {
        String seconds = source.endpoint().setting("answerWithin", "30").strip();
        return seconds.matches("\\d{1,4}") ? Integer.parseInt(seconds) : 30;
    }
}
