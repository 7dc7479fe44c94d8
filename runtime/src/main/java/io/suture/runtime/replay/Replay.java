package io.suture.runtime.replay;

import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.runtime.delivery.DeliveryStore;
import io.suture.runtime.deployment.ActiveChannels;
import io.suture.runtime.deployment.Deployment;
import io.suture.runtime.deployment.Deployments;
import io.suture.runtime.message.MessageDetail;
import io.suture.runtime.message.Messages;
import io.suture.runtime.message.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs a stored Message again on its recorded Context: on the version that made it, to say why it came out so; or on a
/// candidate, to say what would differ. Sends nothing, keeps nothing.
public final class Replay {
    private final Messages messages;
    private final Deployments deployments;
    private final ActiveChannels active;
    private final DeliveryStore deliveries;

    public Replay(Messages messages, Deployments deployments, ActiveChannels active, DeliveryStore deliveries) {
        this.messages = messages;
        this.deployments = deployments;
        this.active = active;
        this.deliveries = deliveries;
    }

    /// A run repeated.
    ///
    /// @param result  with the full Trace
    /// @param differs outputs that are not what was stored, as `destination/number`; empty where all are the same
    public record Replayed(Run run, Result result, List<String> differs) {
        public Replayed {
            differs = List.copyOf(differs);
        }

        /// Whether the outputs are byte for byte what was delivered. Where they are not, the program has changed since,
        /// or a setting of this node has.
        public boolean isSame() {
            return differs.isEmpty();
        }
    }

    /// Why a Message came out as it did: its run, repeated on the version that made it. Empty where it never ran,
    /// or that version cannot be compiled any more.
    ///
    /// @param number of the run; 0 for the newest
    public Optional<Replayed> explain(MessageDetail message, int number) {
        Run run = message.runs().stream()
                .filter(one -> one.status() != Run.Status.CANCELLED)
                .filter(one -> number == 0 || one.number() == number)
                .findFirst()
                .orElse(null);
        CompiledChannel made = run == null ? null : compiled(run);
        return run == null || made == null ? Optional.empty() : Optional.of(replay(message, run, made));
    }

    private @Nullable CompiledChannel compiled(Run run) {
        var running = active.find(run.channel())
                .filter(one -> one.deployment().hash().equals(run.hash()))
                .orElse(null);
        if (running != null) {
            return running.compiled();
        }
        Deployment deployment = deployments.find(run.channel(), run.hash()).orElse(null);
        return deployment == null
                ? null
                : active.compile(deployments.document(deployment), deployment.version())
                        .channel();
    }

    /// What a candidate would make of a Message that ran before. Empty where it never ran.
    public Optional<Replayed> compare(MessageDetail message, CompiledChannel candidate) {
        return message.runs().stream()
                .filter(one -> one.status() != Run.Status.CANCELLED)
                .findFirst()
                .map(run -> replay(message, run, candidate));
    }

    private Replayed replay(MessageDetail message, Run run, CompiledChannel channel) {
        Result result = Engine.run(
                channel,
                new Message(message.payload(), ""),
                Context.of(run.at(), run.seed(), run.answers()),
                Tracing.FULL);
        Map<String, UUID> stored = messages.outputDigests(run);
        List<String> differs = new ArrayList<>();
        for (Result.Output output : result.outputs()) {
            String name = output.destination() + '/' + output.index();
            if (!deliveries.digest(output.bytes()).equals(stored.remove(name))) {
                differs.add(name);
            }
        }
        differs.addAll(stored.keySet());
        return new Replayed(run, result, differs);
    }
}
