package io.suture.template;

import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Source.Answer;
import io.suture.engine.expression.Answers;
import io.suture.engine.format.hl7v2.AckCode;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance.Outcome;
import io.suture.engine.format.hl7v2.Hl7v2Batch;
import io.suture.engine.report.Trace;
import io.suture.engine.rule.Decision;
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

    /// The Messages of a file: one, or several behind each other, framed for MLLP or in a batch; with what is wrong
    /// with the batch as a whole. A file without any is a Message that will be refused.
    Hl7v2Batch split(byte[] file) {
        Hl7v2Batch batch = Hl7v2Batch.split(file);
        return batch.messages().isEmpty() ? new Hl7v2Batch(List.of(file), List.of()) : batch;
    }

    /// Runs one Message, with the time of now and a seed computed from its bytes.
    public Report run(String input, byte[] payload) {
        return run(input, payload, Instant.now());
    }

    Report run(String input, byte[] payload, Instant now) {
        Hl7v2Acceptance taken = channel.accept(payload);
        if (!taken.accepted()) {
            return new Report(input, false, taken.code().name(), NOTHING, taken.problems(), 0);
        }
        long start = System.nanoTime();
        Context context = Context.of(now, digest(payload), answers);
        Result result = Engine.run(channel, new Message(payload, input), context, Tracing.FULL);
        long micros = (System.nanoTime() - start) / 1_000;
        AckCode code = code(payload, taken.code(), result);
        return new Report(input, code.isAccepted(), code.name(), result, result.problems(), micros);
    }

    /// A Channel that answers after processing tells the sender of rejects and errors.
    private AckCode code(byte[] payload, AckCode accepted, Result result) {
        if (channel.channel().source().answer() == Answer.STORED) {
            return accepted;
        }
        boolean rejected =
                result.decisions().stream().anyMatch(decided -> decided.decision() instanceof Decision.Reject);
        Outcome outcome = result.hasErrors() ? Outcome.ERROR : rejected ? Outcome.REJECTED : Outcome.ACCEPTED;
        return Hl7v2Acceptance.answer(payload, outcome).orElse(accepted);
    }

    private static String digest(byte[] payload) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
        } catch (NoSuchAlgorithmException wrong) {
            throw new IllegalStateException("every JDK has SHA-256", wrong);
        }
    }
}
