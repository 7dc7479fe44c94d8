package io.suture.studio.rule;

import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.rule.analysis.RuleAnalysis;
import io.suture.regression.Sample;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Preview;
import io.suture.studio.testing.KeptSample;
import io.suture.studio.testing.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a draft's rules do with its Samples, and what can be said of them without any.
public final class RuleTrials {
    /// More Samples make the analysis slower and say little more.
    private static final int SAMPLES = 200;

    private final Compilation compilation;
    private final Preview preview;
    private final Samples samples;

    RuleTrials(Compilation compilation, Preview preview, Samples samples) {
        this.compilation = compilation;
        this.preview = preview;
        this.samples = samples;
    }

    /// Takes up to seconds for large tables: not for the thread that draws.
    public RuleAnalysis analyse(Draft draft) {
        Map<String, Message> messages = new LinkedHashMap<>();
        for (KeptSample kept : samples(draft)) {
            if (messages.size() < SAMPLES) {
                samples.open(kept.id())
                        .ifPresent(sample -> messages.put(kept.name(), new Message(sample.payload(), kept.name())));
            }
        }
        return compilation.analyse(draft.channel(), messages);
    }

    public List<KeptSample> samples(Draft draft) {
        return samples.list(draft.id().value());
    }

    /// What became of each rule with a Sample; empty where the draft does not compile, or the Sample is gone.
    public Optional<Result> run(Draft draft, UUID sample) {
        Optional<Sample> opened = samples.open(sample);
        return opened.flatMap(one -> Optional.ofNullable(
                preview.run(draft.channel(), one.payload(), one.answers()).result()));
    }
}
