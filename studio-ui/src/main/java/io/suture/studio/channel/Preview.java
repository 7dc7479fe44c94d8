package io.suture.studio.channel;

import io.suture.engine.Ask;
import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Channel;
import io.suture.engine.expression.Answers;
import io.suture.engine.report.Problem;
import io.suture.regression.Difference;
import io.suture.regression.Regression;
import io.suture.regression.Sample;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a draft makes of a message right now: the engine that runs live traffic, on a fixed clock, with the whole
/// Trace.
public final class Preview {
    private final Compilation compilation;
    private final Rights rights;

    public Preview(Compilation compilation, Rights rights) {
        this.compilation = compilation;
        this.rights = rights;
    }

    /// What a preview gave.
    ///
    /// @param compiled what ran; null when the draft does not compile
    /// @param result   what it made of the message, with the Trace; null when the draft does not compile
    /// @param problems of the draft itself
    /// @param micros   how long compiling and running took, in microseconds
    public record Previewed(
            @Nullable CompiledChannel compiled, @Nullable Result result, List<Problem> problems, long micros) {}

    /// Field by field, what a message becomes otherwise than through another version; an output that only one of them
    /// has is one difference.
    public List<Difference> differences(Channel before, Result now, byte[] message, Answers answers) {
        Result then = run(before, message, answers).result();
        List<Difference> found = new ArrayList<>();
        if (then == null) {
            return found;
        }
        for (Result.Output output : now.outputs()) {
            output(then, output)
                    .ifPresentOrElse(
                            former -> found.addAll(Regression.compare(output, former.bytes())),
                            () -> found.add(
                                    new Difference(output.destination(), output.index(), "", null, "an output")));
        }
        for (Result.Output former : then.outputs()) {
            if (output(now, former).isEmpty()) {
                found.add(new Difference(former.destination(), former.index(), "", "an output", null));
            }
        }
        return found;
    }

    private static Optional<Result.Output> output(Result result, Result.Output like) {
        return result.outputs().stream()
                .filter(output -> output.destination().equals(like.destination()) && output.index() == like.index())
                .findFirst();
    }

    /// Runs one message through a draft or version. Nothing is stored and nothing is sent.
    ///
    /// @param answers what the Channel's queries are answered
    public Previewed run(Channel channel, byte[] message, Answers answers) {
        rights.require(Right.READ_CHANNELS);
        long begin = System.nanoTime();
        ChannelCompiler.Compiled compiled = compilation.of(channel);
        CompiledChannel runnable = compiled.channel();
        Result result = runnable == null
                ? null
                : Engine.run(
                        runnable,
                        new Message(message, "preview"),
                        Context.of(Sample.NOON, "preview", answers),
                        Tracing.FULL);
        return new Previewed(runnable, result, compiled.problems(), (System.nanoTime() - begin) / 1_000);
    }

    /// What a draft would ask about a message; nobody is asked. Empty while it does not compile.
    public List<Ask> asks(Channel channel, byte[] message) {
        rights.require(Right.READ_CHANNELS);
        CompiledChannel runnable =
                channel.queries().isEmpty() ? null : compilation.of(channel).channel();
        return runnable == null
                ? List.of()
                : runnable.asks(new Message(message, "preview"), Context.of(Sample.NOON, "preview"))
                        .asks();
    }
}
