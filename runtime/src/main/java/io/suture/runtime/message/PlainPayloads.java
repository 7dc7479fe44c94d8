package io.suture.runtime.message;

import io.suture.engine.Acceptance;
import io.suture.engine.CompiledChannel;
import io.suture.engine.channel.Source;
import io.suture.engine.format.Format;
import io.suture.engine.format.Format.Part;
import io.suture.engine.format.hl7v2.AckCode;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Judgement;
import io.suture.runtime.connector.Judgement.Outcome;
import io.suture.runtime.connector.Reply;
import io.suture.runtime.deployment.ActiveChannels.Running;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Takes what has no header that names it: delimited files, JSON, XML, FHIR. A file of several messages is parted by
/// its
/// Format, and they are stored with it in one commit, as batches of HL7 v2 are. Decisions 0004 and 0060.
final class PlainPayloads {
    private static final int MOST_MESSAGES = 100_000;
    private static final int MOST_PROBLEMS = 50;

    private final Arrivals arrivals;
    private final WaitingSenders waitingSenders;
    private final Function<Arrival, CompletableFuture<Arrival.Stored>> commits;

    PlainPayloads(
            Arrivals arrivals,
            WaitingSenders waitingSenders,
            Function<Arrival, CompletableFuture<Arrival.Stored>> commits) {
        this.arrivals = arrivals;
        this.waitingSenders = waitingSenders;
        this.commits = commits;
    }

    /// What the engine and the Format say of one message of a file.
    private record Judged(Part part, List<Problem> problems) {
        boolean refused() {
            return problems.stream().anyMatch(Problem::isError);
        }
    }

    CompletableFuture<Reply> receive(Running running, byte[] payload, String origin, boolean cut, Instant now) {
        CompiledChannel channel = running.compiled();
        if (cut) {
            return refuse(channel, payload, origin, Outcome.TOO_LARGE, tooLarge("its beginning was kept"), now);
        }
        if (payload.length > channel.channel().source().acceptance().maximumBytes()) {
            return refuse(channel, payload, origin, Outcome.TOO_LARGE, tooLarge("it was refused unread"), now);
        }
        List<Part> parts = parts(channel, payload);
        if (parts.size() > MOST_MESSAGES) {
            Problem problem = Problem.error(
                    "too-many",
                    "",
                    "The file holds more than " + MOST_MESSAGES + " messages. Part it; none of them was taken.");
            return refuse(channel, payload, origin, Outcome.TOO_LARGE, List.of(problem), now);
        }
        return parts.size() > 1
                ? several(running, payload, origin, parts, now)
                : one(channel, payload, origin, parts, now);
    }

    private static List<Problem> tooLarge(String what) {
        return List.of(Problem.error("too-large", "", "The message is larger than this channel takes; " + what + "."));
    }

    /// No more than one beyond what is taken.
    private static List<Part> parts(CompiledChannel channel, byte[] payload) {
        try {
            List<Part> parts = new ArrayList<>();
            Format.Records records = channel.split(new ByteArrayInputStream(payload));
            for (var next = records.next(); next.isPresent() && parts.size() <= MOST_MESSAGES; next = records.next()) {
                parts.add(next.get());
            }
            return parts;
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory cannot be read", e);
        }
    }

    private CompletableFuture<Reply> refuse(
            CompiledChannel channel,
            byte[] payload,
            String origin,
            Outcome outcome,
            List<Problem> problems,
            Instant now) {
        Arrival arrival = arrivals.single(channel, payload, origin, verdict(channel, problems), now);
        return commits.apply(arrival).thenApply(stored -> Reply.of(Judgement.of(outcome, arrival.id(), problems)));
    }

    private CompletableFuture<Reply> one(
            CompiledChannel channel, byte[] payload, String origin, List<Part> parts, Instant now) {
        List<Problem> problems = new ArrayList<>(channel.accept(payload).problems());
        parts.forEach(part -> problems.addAll(part.problems()));
        if (problems.stream().anyMatch(Problem::isError)) {
            return refuse(channel, payload, origin, Outcome.UNREADABLE, problems, now);
        }
        Arrival arrival = arrivals.single(channel, payload, origin, verdict(channel, problems), now);
        Source source = channel.channel().source();
        if (source.answer() == Source.Answer.STORED) {
            return commits.apply(arrival)
                    .thenApply(stored -> Reply.of(Judgement.of(Outcome.STORED, arrival.id(), problems)));
        }
        // Before it is stored: processing may be faster than the thread that hears of the commit.
        CompletableFuture<WaitingSenders.Ended> ended =
                waitingSenders.await(arrival.id(), WaitingSenders.destination(source), WaitingSenders.seconds(source));
        return commits.apply(arrival).thenCompose(stored -> ended).thenApply(end -> {
            Outcome outcome = switch (end.outcome()) {
                case ACCEPTED -> Outcome.DONE;
                case REJECTED -> Outcome.REJECTED;
                case ERROR -> Outcome.ERRED;
            };
            return Reply.of(Judgement.of(outcome, arrival.id(), end.problems()));
        });
    }

    /// Their sender is answered when they are stored: what becomes of each later does not go into one answer.
    private CompletableFuture<Reply> several(
            Running running, byte[] payload, String origin, List<Part> parts, Instant now) {
        CompiledChannel channel = running.compiled();
        List<Judged> all = parts.stream().map(part -> judge(channel, part)).toList();
        int refused = (int) all.stream().filter(Judged::refused).count();
        List<Problem> problems =
                all.stream().flatMap(PlainPayloads::placed).limit(MOST_PROBLEMS).toList();
        Arrival arrival = arrivals.parted(
                running,
                payload,
                origin,
                verdict(channel, List.of()),
                now,
                id -> all.stream()
                        .map(one -> arrivals.child(
                                channel, one.part.bytes(), origin, verdict(channel, one.problems), id, now))
                        .toList(),
                List.of());
        List<UUID> ids = messages(arrival).stream().map(Arrival::id).toList();
        Outcome outcome = refused == all.size() ? Outcome.UNREADABLE : Outcome.STORED;
        return commits.apply(arrival)
                .thenApply(stored -> Reply.of(new Judgement(outcome, arrival.id(), ids, refused, problems)));
    }

    private static List<Arrival> messages(Arrival batch) {
        Arrival.Parted parted = batch.parted();
        return parted == null ? List.of() : parted.messages();
    }

    private static Judged judge(CompiledChannel channel, Part part) {
        // What its Format could not part is not to be read.
        if (part.problems().stream().anyMatch(Problem::isError)) {
            return new Judged(part, part.problems());
        }
        Acceptance acceptance = channel.accept(part.bytes());
        List<Problem> problems = new ArrayList<>(part.problems());
        problems.addAll(acceptance.problems());
        return new Judged(part, problems);
    }

    /// Where they stand in the file. A row on its own knows only that it is the first.
    private static java.util.stream.Stream<Problem> placed(Judged one) {
        return one.problems.stream()
                .map(problem -> problem.path().isEmpty() || problem.path().startsWith("line ")
                        ? new Problem(problem.severity(), problem.code(), one.part.place(), problem.message(), null)
                        : problem.under(one.part.place()));
    }

    /// What has no header names neither its sender nor itself, and no answer is written in its format.
    private static Hl7v2Acceptance verdict(CompiledChannel channel, List<Problem> problems) {
        boolean accepted = problems.stream().noneMatch(Problem::isError);
        return new Hl7v2Acceptance(
                accepted,
                accepted ? AckCode.AA : AckCode.AR,
                false,
                "",
                channel.channel().source().schema().toString(),
                "",
                "",
                "",
                "",
                problems);
    }
}
