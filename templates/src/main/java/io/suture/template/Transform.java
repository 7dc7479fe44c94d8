package io.suture.template;

import io.suture.engine.Acceptance;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Source.Answer;
import io.suture.engine.expression.Answers;
import io.suture.engine.format.Format;
import io.suture.engine.format.hl7v2.AckCode;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance.Outcome;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.engine.rule.Decision;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// A compiled Channel applied to single Messages, as a live listener would take them but without sending anything.
public final class Transform {
    private static final Result NOTHING = new Result(List.of(), List.of(), List.of(), Trace.NONE);

    private final CompiledChannel channel;
    private final Answers answers;

    public Transform(CompiledChannel channel) {
        this(channel, Answers.NONE);
    }

    /// @param answers what the Channel's queries are answered, since nobody is asked here
    Transform(CompiledChannel channel, Answers answers) {
        this.channel = channel;
        this.answers = answers;
    }

    /// The Messages of a file, as the source's Format tells them apart.
    Format.Records split(InputStream file) {
        return channel.split(file);
    }

    /// One Message of a file; what is wrong with it before it is read comes first.
    Report run(String input, Format.Part part) {
        if (part.problems().stream().anyMatch(Problem::isError)) {
            return new Report(input, part.place(), false, refusal(), NOTHING, part.problems(), 0);
        }
        return run(input, part.bytes()).of(part.place(), part.problems());
    }

    /// What a sender of something that cannot even be told apart from its neighbours hears.
    private String refusal() {
        return channel.channel().source().schema().format().equals("hl7v2") ? AckCode.AR.name() : "";
    }

    /// Runs one Message, with the time of now and a seed computed from its bytes.
    public Report run(String input, byte[] payload) {
        return run(input, payload, Instant.now());
    }

    Report run(String input, byte[] payload, Instant now) {
        return switch (channel.accept(payload)) {
            case Acceptance.Acknowledged(Hl7v2Acceptance taken) -> acknowledged(input, payload, now, taken);
            case Acceptance.ReadWhole read -> {
                if (!read.accepted()) {
                    yield new Report(input, "", false, "", NOTHING, read.problems(), 0);
                }
                Timed run = timed(input, payload, now);
                Result result = run.result();
                yield new Report(input, "", isTaken(result), "", result, result.problems(), run.micros());
            }
        };
    }

    private Report acknowledged(String input, byte[] payload, Instant now, Hl7v2Acceptance taken) {
        if (!taken.accepted()) {
            return new Report(input, "", false, taken.code().name(), NOTHING, taken.problems(), 0);
        }
        Timed run = timed(input, payload, now);
        AckCode code = code(payload, taken.code(), run.result());
        return new Report(
                input,
                "",
                code.isAccepted(),
                code.name(),
                run.result(),
                run.result().problems(),
                run.micros());
    }

    private record Timed(Result result, long micros) {}

    private Timed timed(String input, byte[] payload, Instant now) {
        long start = System.nanoTime();
        Context context = Context.of(now, digest(payload), answers);
        Result result = Engine.run(channel, new Message(payload, input), context, Tracing.FULL);
        return new Timed(result, (System.nanoTime() - start) / 1_000);
    }

    /// A Channel that answers after processing refuses what it rejects or cannot map.
    private boolean isTaken(Result result) {
        return channel.channel().source().answer() == Answer.STORED || outcome(result) == Outcome.ACCEPTED;
    }

    /// A Channel that answers after processing tells the sender of rejects and errors.
    private AckCode code(byte[] payload, AckCode accepted, Result result) {
        if (channel.channel().source().answer() == Answer.STORED) {
            return accepted;
        }
        return Hl7v2Acceptance.answer(payload, outcome(result)).orElse(accepted);
    }

    private static Outcome outcome(Result result) {
        boolean rejected =
                result.decisions().stream().anyMatch(decided -> decided.decision() instanceof Decision.Reject);
        return result.hasErrors() ? Outcome.ERROR : rejected ? Outcome.REJECTED : Outcome.ACCEPTED;
    }

    private static String digest(byte[] payload) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
        } catch (NoSuchAlgorithmException wrong) {
            throw new IllegalStateException("every JDK has SHA-256", wrong);
        }
    }
}
