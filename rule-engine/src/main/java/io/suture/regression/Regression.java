package io.suture.regression;

import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Result.Output;
import io.suture.engine.Tracing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Runs a compiled Channel on Samples and says in which fields the outputs are not what was expected.
public final class Regression {
    private Regression() {}

    /// A Sample and what it must yield; without Expectations it is only run.
    public record Case(Sample sample, List<Expectation> expectations) {
        public Case {
            expectations = List.copyOf(expectations);
        }
    }

    /// What became of one Sample.
    public record Outcome(Sample sample, Result result, List<Difference> differences) {
        public Outcome {
            differences = List.copyOf(differences);
        }

        public boolean isGreen() {
            return differences.isEmpty();
        }
    }

    public static List<Outcome> run(CompiledChannel channel, List<Case> cases) {
        return cases.stream().map(one -> run(channel, one)).toList();
    }

    public static Outcome run(CompiledChannel channel, Case one) {
        Result result = run(channel, one.sample(), Tracing.OFF);
        List<Difference> differences = new ArrayList<>();
        one.expectations().forEach(expectation -> compare(expectation, result, differences));
        return new Outcome(one.sample(), result, differences);
    }

    /// Runs one Sample under its fixed clock and seed.
    public static Result run(CompiledChannel channel, Sample sample, Tracing tracing) {
        return Engine.run(
                channel,
                new Message(sample.payload(), sample.name()),
                Context.of(sample.now(), sample.seed(), sample.answers()),
                tracing);
    }

    /// Today's outputs as Expectations: what "accept as expected" keeps.
    public static List<Expectation> accept(Result result, List<String> destinations) {
        List<Expectation> expectations = new ArrayList<>();
        for (String destination : destinations) {
            List<Output> outputs = result.outputs().stream()
                    .filter(output -> output.destination().equals(destination))
                    .toList();
            expectations.add(new Expectation.Count(destination, outputs.size()));
            outputs.forEach(
                    output -> expectations.add(new Expectation.Whole(destination, output.index(), output.bytes())));
        }
        return expectations;
    }

    /// Field by field, how one output differs from another of the same kind.
    public static List<Difference> compare(Output actual, byte[] expected) {
        Map<String, String> then = Leaves.of(actual.mediaType(), expected);
        Map<String, String> now = Leaves.of(actual.mediaType(), actual.bytes());
        Set<String> paths = new LinkedHashSet<>(then.keySet());
        paths.addAll(now.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String path : paths) {
            if (!Objects.equals(then.get(path), now.get(path))) {
                differences.add(
                        new Difference(actual.destination(), actual.index(), path, then.get(path), now.get(path)));
            }
        }
        return differences;
    }

    private static void compare(Expectation expectation, Result result, List<Difference> differences) {
        String destination = expectation.destination();
        List<Output> outputs = result.outputs().stream()
                .filter(output -> output.destination().equals(destination))
                .toList();
        switch (expectation) {
            case Expectation.Whole whole ->
                output(outputs, whole.index())
                        .ifPresentOrElse(
                                output -> differences.addAll(compare(output, whole.output())),
                                () -> differences.add(
                                        new Difference(destination, whole.index(), "", "an output", null)));
            case Expectation.FieldIs field -> {
                String actual = output(outputs, field.index())
                        .map(output ->
                                Leaves.of(output.mediaType(), output.bytes()).get(field.path()))
                        .orElse(null);
                if (!Objects.equals(field.value(), actual)) {
                    differences.add(new Difference(destination, field.index(), field.path(), field.value(), actual));
                }
            }
            case Expectation.Count count -> {
                if (outputs.size() != count.outputs()) {
                    differences.add(new Difference(
                            destination, 0, "", count.outputs() + " outputs", outputs.size() + " outputs"));
                }
            }
        }
    }

    private static Optional<Output> output(List<Output> outputs, int index) {
        return outputs.stream().filter(output -> output.index() == index).findFirst();
    }
}
