package io.suture.engine;

import io.suture.engine.Result.Output;
import io.suture.engine.expression.Answers;
import io.suture.engine.expression.Inputs;
import io.suture.engine.format.Format;
import io.suture.engine.mapping.Mapped;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.engine.report.Trace.FieldLine;
import io.suture.engine.report.Trace.RuleLine;
import io.suture.engine.rule.Decided;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.drools.Router;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs one Message through a compiled Channel: read, route, map, write. Pure: nothing but its arguments counts, so the
/// same call gives the same bytes whenever and by whomever it is made. Whether a Message is taken at all is asked of
/// [CompiledChannel#accept] beforehand.
public final class Engine {
    private Engine() {}

    public static Result run(CompiledChannel channel, Message message, Context context, Tracing tracing) {
        boolean full = tracing == Tracing.FULL;
        List<Problem> problems = new ArrayList<>();
        Value.Group source = channel.reader().read(message.payload(), problems::add);
        Map<String, Value.Group> companions = companions(channel, context, problems);
        if (hasError(problems)) {
            return new Result(List.of(), List.of(), problems, Trace.NONE);
        }
        Answers answers = channel.hasQueries()
                ? channel.asks(source, context).answered(context.answers(), problems)
                : context.answers();
        Router.Routing routing = channel.router().route(source, ruled(context, answers), full);
        problems.addAll(routing.problems());
        List<FieldLine> lines = new ArrayList<>();
        List<Output> outputs = new ArrayList<>();
        Set<String> unmapped = null;
        for (CompiledChannel.Way way : channel.ways(chosen(routing.decisions()))) {
            var inputs = new Inputs(
                    context.now(), context.seed() + "/" + way.name(), context.constants(), answers, companions);
            Redactions redactions = redactions(way, routing.decisions());
            Value.Group seen = redactions.source().isEmpty() ? source : Redaction.without(source, redactions.source());
            Mapped mapped = way.mapping().map(seen, inputs, way.name(), full);
            problems.addAll(mapped.problems());
            write(way, mapped, redactions.target(), problems, outputs);
            if (full) {
                mapped.fields().forEach(line -> lines.add(of(line, redactions.written())));
                if (unmapped == null) {
                    unmapped = new LinkedHashSet<>(mapped.unmapped());
                } else {
                    unmapped.retainAll(Set.copyOf(mapped.unmapped()));
                }
            }
        }
        Trace trace = full
                ? new Trace(routing.trace(), lines, unmapped == null ? List.of() : List.copyOf(unmapped))
                : Trace.NONE;
        return new Result(routing.decisions(), hasError(problems) ? List.of() : outputs, problems, trace);
    }

    /// What rules see of a run besides the Message.
    private static Inputs ruled(Context context, Answers answers) {
        return Inputs.of(context.now(), "").with(answers);
    }

    /// Why a Rule, or a row of a DecisionTable, decides on a Message or does not, with the values that its conditions
    /// see.
    ///
    /// @param part which part of the RuleSet, from 0
    /// @param row  which row of a table, from 0; null for a Rule, or for a table as a whole
    /// @return empty for a Message that cannot be read
    public static Optional<RuleLine> why(
            CompiledChannel channel, Message message, Context context, int part, @Nullable Integer row) {
        List<Problem> problems = new ArrayList<>();
        Value.Group source = channel.reader().read(message.payload(), problems::add);
        return hasError(problems)
                ? Optional.empty()
                : Optional.of(channel.router().why(source, ruled(context, context.answers()), part, row));
    }

    /// Which Rules and rows decide on which samples: by the name of each, in order, those of the samples; none for what
    /// no sample shows.
    ///
    /// @param samples by their names; those that cannot be read show nothing
    public static Map<String, List<String>> coverage(
            CompiledChannel channel, Map<String, Message> samples, Context context) {
        Map<String, List<String>> coverage = new LinkedHashMap<>();
        channel.router().names().forEach(name -> coverage.put(name, new ArrayList<>()));
        samples.forEach((sample, message) -> {
            List<Problem> problems = new ArrayList<>();
            Value.Group source = channel.reader().read(message.payload(), problems::add);
            if (!hasError(problems)) {
                channel.router().route(source, ruled(context, context.answers()), false).decisions().stream()
                        .map(Decided::rule)
                        .distinct()
                        .forEach(rule ->
                                coverage.getOrDefault(rule, new ArrayList<>()).add(sample));
            }
        });
        return coverage;
    }

    private static boolean hasError(List<Problem> problems) {
        for (Problem problem : problems) {
            if (problem.isError()) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Value.Group> companions(
            CompiledChannel channel, Context context, List<Problem> problems) {
        if (channel.companions().isEmpty()) {
            return Map.of();
        }
        Map<String, Value.Group> read = new HashMap<>();
        channel.companions().forEach((name, reader) -> {
            byte[] bytes = context.companions().get(name);
            if (bytes != null) {
                read.put(name, reader.read(bytes, problem -> problems.add(problem.under(name))));
            }
        });
        return read;
    }

    /// The Destinations routed to, unless something says that the Message goes nowhere: to refuse, hold or drop wins
    /// over any route, whichever Rule came first.
    private static Set<String> chosen(List<Decided> decisions) {
        Set<String> chosen = new LinkedHashSet<>();
        for (Decided decided : decisions) {
            switch (decided.decision()) {
                case Decision.RouteTo route -> chosen.addAll(route.destinations());
                case Decision.Drop drop -> {
                    return Set.of();
                }
                case Decision.Reject reject -> {
                    return Set.of();
                }
                case Decision.Hold hold -> {
                    return Set.of();
                }
                case Decision.Label label -> {}
                case Decision.Redact redact -> {}
                case Decision.Alert alert -> {}
                case Decision.Correlate correlate -> {}
            }
        }
        return chosen;
    }

    private record Redactions(List<FieldPath> source, List<FieldPath> target, List<FieldPath> written) {
        private static final Redactions NONE = new Redactions(List.of(), List.of(), List.of());
    }

    /// What is left out for one Destination. A path that is the name of a fired label stands for the label's paths.
    private static Redactions redactions(CompiledChannel.Way way, List<Decided> decisions) {
        List<FieldPath> written = new ArrayList<>();
        for (Decided decided : decisions) {
            if (decided.decision() instanceof Decision.Redact redact
                    && redact.destination().equals(way.name())) {
                for (FieldPath path : redact.paths()) {
                    List<FieldPath> labelled = labelled(path, decisions);
                    written.addAll(labelled.isEmpty() ? List.of(path) : labelled);
                }
            }
        }
        if (written.isEmpty()) {
            return Redactions.NONE;
        }
        List<FieldPath> source = new ArrayList<>();
        List<FieldPath> target = new ArrayList<>();
        for (FieldPath path : written) {
            way.sourcePath(path).ifPresent(source::add);
            way.targetPath(path).ifPresent(target::add);
        }
        return new Redactions(source, target, written);
    }

    private static List<FieldPath> labelled(FieldPath path, List<Decided> decisions) {
        List<FieldPath> paths = new ArrayList<>();
        for (Decided decided : decisions) {
            if (decided.decision() instanceof Decision.Label label
                    && path.names().equals(List.of(label.label()))) {
                paths.addAll(label.paths());
            }
        }
        return paths;
    }

    private static FieldLine of(FieldLine line, List<FieldPath> redacted) {
        boolean removed = line.outcome() == Trace.Outcome.MADE
                && redacted.stream().anyMatch(path -> isBeneath(line.mapped(), path.toString()));
        return new FieldLine(
                line.destination(),
                line.mapped(),
                line.target(),
                removed ? Trace.Outcome.REDACTED : line.outcome(),
                removed ? null : line.value(),
                line.steps());
    }

    private static boolean isBeneath(String mapped, String path) {
        return mapped.startsWith(path)
                && (mapped.length() == path.length() || ".-[".indexOf(mapped.charAt(path.length())) >= 0);
    }

    private static void write(
            CompiledChannel.Way way,
            Mapped mapped,
            List<FieldPath> redacted,
            List<Problem> problems,
            List<Output> outputs) {
        Format.Writer writer = way.writer();
        int index = 1;
        for (Mapped.Output output : mapped.outputs()) {
            Value.Group target = redacted.isEmpty() ? output.target() : Redaction.without(output.target(), redacted);
            byte[] bytes = writer.write(target, problems::add);
            outputs.add(new Output(
                    way.name(),
                    index++,
                    bytes,
                    writer.mediaType(),
                    writer.extension(),
                    output.key(),
                    output.instant(),
                    output.writes()));
        }
    }
}
