package io.suture.studio.testing;

import io.suture.engine.CompiledChannel;
import io.suture.engine.Result;
import io.suture.regression.Difference;
import io.suture.regression.Expectation;
import io.suture.regression.Regression;
import io.suture.regression.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Runs a compiled candidate on all Samples of its Channel.
public final class RegressionRuns {
    private final Samples samples;

    public RegressionRuns(Samples samples) {
        this.samples = samples;
    }

    /// What became of one Sample.
    ///
    /// @param id           which
    /// @param sample       its name
    /// @param expectations how many there are; a Sample with none is run, and shown as not checked
    /// @param differences  fields that are not what they must be
    /// @param result       the run
    public record Outcome(UUID id, String sample, int expectations, List<Difference> differences, Result result) {
        public Outcome {
            differences = List.copyOf(differences);
        }

        public boolean isChecked() {
            return expectations > 0;
        }

        /// Red blocks submitting and approving; a Sample that is not checked does not.
        public boolean isGreen() {
            return differences.isEmpty();
        }
    }

    /// All Samples of the Channel, by name.
    public List<Outcome> run(UUID channel, CompiledChannel candidate) {
        List<Outcome> outcomes = new ArrayList<>();
        for (KeptSample kept : samples.list(channel)) {
            samples.open(kept.id()).ifPresent(sample -> outcomes.add(run(kept, sample, candidate)));
        }
        return outcomes;
    }

    private Outcome run(KeptSample kept, Sample sample, CompiledChannel candidate) {
        List<Expectation> expectations = samples.expectations(kept.id());
        Regression.Outcome outcome = Regression.run(candidate, new Regression.Case(sample, expectations));
        return new Outcome(kept.id(), kept.name(), expectations.size(), outcome.differences(), outcome.result());
    }
}
