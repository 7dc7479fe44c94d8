package io.suture.engine;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Query;
import io.suture.engine.channel.Source;
import io.suture.engine.document.Read;
import io.suture.engine.expression.Environment;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.FormulaCompiler;
import io.suture.engine.expression.Scope;
import io.suture.engine.format.Format;
import io.suture.engine.format.csv.DelimitedFormat;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.format.json.JsonFormat;
import io.suture.engine.format.xml.XmlFormat;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.CompiledMapping;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingCompiler;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.analysis.RuleAnalysis;
import io.suture.engine.rule.drools.FieldReader;
import io.suture.engine.rule.drools.Router;
import io.suture.engine.rule.drools.RuleCompiler;
import io.suture.engine.schema.FhirProfile;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checks a whole Channel and makes it ready to run. All errors are found at once, each with its place in the document.
/// Used by many threads.
public final class ChannelCompiler {
    /// The name under which formulas find the zone of times without an offset.
    private static final String ZONE = "SENDER_ZONE";

    private static final ChannelCompiler STANDARD = new ChannelCompiler(List.of(new Hl7v2Format(), new FhirFormat()));

    private final List<Format> formats;

    public ChannelCompiler(List<Format> formats) {
        this.formats = List.copyOf(formats);
    }

    /// The compiler with every Format that ships; one for all, since Formats share what they know of the standards.
    public static ChannelCompiler standard() {
        return STANDARD;
    }

    /// The Schemas that a Channel's messages may be of, of every Format.
    public List<SchemaRef> schemas() {
        return formats.stream().flatMap(format -> format.schemas().stream()).toList();
    }

    /// What compiling gave: a Channel that runs, or errors; warnings may stand beside a Channel.
    public record Compiled(@Nullable CompiledChannel channel, List<Problem> problems) {
        public Compiled {
            problems = List.copyOf(problems);
        }

        /// The Channel, where its document is known to be sound.
        public CompiledChannel orThrow() {
            if (channel == null) {
                throw new IllegalStateException("the channel does not compile: " + problems);
            }
            return channel;
        }
    }

    /// The Schema of that name, of whichever Format.
    public Optional<Schema> schema(SchemaRef ref) {
        return formats.stream()
                .filter(format -> format.id().equals(ref.format()))
                .findFirst()
                .flatMap(format -> format.schema(ref));
    }

    /// The Schemas that a Format offers.
    public List<SchemaRef> schemas(String format) {
        return formats.stream()
                .filter(one -> one.id().equals(format))
                .flatMap(one -> one.schemas().stream())
                .toList();
    }

    /// These Formats and those of a Channel's own schemas: what its Mappings may name.
    public static List<Format> with(List<Format> formats, List<SchemaDefinition> schemas) {
        if (schemas.isEmpty()) {
            return formats;
        }
        List<Format> all = new ArrayList<>();
        for (Format format : formats) {
            all.add(
                    format instanceof Hl7v2Format hl7
                            ? hl7.with(schemas)
                            : format instanceof FhirFormat fhir ? fhir.with(schemas) : format);
        }
        all.add(DelimitedFormat.of(schemas));
        all.add(JsonFormat.of(schemas));
        all.add(XmlFormat.of(schemas));
        return List.copyOf(all);
    }

    /// Compiles a Channel whose settings are filled in.
    ///
    /// @param version what records of its runs name it by
    public Compiled compile(Channel channel, String version) {
        return channel.schemas().isEmpty()
                ? compiled(channel, version)
                : new ChannelCompiler(with(formats, channel.schemas())).compiled(channel, version);
    }

    /// What can be said of a Channel's rules without running them, whatever else of it is unfinished. Its settings are
    /// filled in.
    ///
    /// @param samples messages by the name of their Sample; those that cannot be read are left out
    public RuleAnalysis analyse(Channel channel, Map<String, Message> samples) {
        return channel.schemas().isEmpty()
                ? RuleFindings.of(channel, environment(channel), formats, samples)
                : new ChannelCompiler(with(formats, channel.schemas()))
                        .analyse(channel.withSchemas(List.of()), samples);
    }

    private Environment environment(Channel channel) {
        Map<String, String> constants = new HashMap<>(channel.constants());
        constants.put(ZONE, channel.source().endpoint().settings().getOrDefault("zone", ""));
        return Environment.of(formats, channel.tables(), constants, queries(channel));
    }

    private Compiled compiled(Channel channel, String version) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> settings = channel.source().endpoint().settings();
        checkZone(settings.getOrDefault("zone", ""), problems);
        checkTables(channel, problems);
        checkSchemas(channel, problems);
        Environment environment = environment(channel);
        Schema source = schema(channel.source().schema(), "source.schema", environment, problems);
        checkSource(channel, problems);
        Format.Reader reader = source == null ? null : reader(source, settings, "source", problems);
        List<CompiledChannel.Way> ways = ways(channel, environment, problems);
        var router = source == null ? null : rules(channel, source, environment, problems);
        Map<String, Format.Reader> companions = companions(channel, environment, problems);
        List<CompiledQuery> queries =
                source == null ? List.of() : QueryCompiler.compile(channel, source, environment, problems);
        if (problems.stream().anyMatch(Problem::isError) || source == null || reader == null || router == null) {
            return new Compiled(null, problems);
        }
        return new Compiled(
                new CompiledChannel(
                        channel,
                        version,
                        terms(channel.source()),
                        splitter(source, settings),
                        reader,
                        companions,
                        queries,
                        router,
                        ways),
                problems);
    }

    private static Set<String> queries(Channel channel) {
        return channel.queries().stream().map(Query::name).collect(Collectors.toSet());
    }

    /// All that is wrong with a document that was read, whether reading or compiling finds it. Where reading found
    /// no more than single words that it does not know, the rest is compiled all the same, so that nobody mends
    /// one half and only then hears of the other.
    ///
    /// @param fill puts the settings in
    public List<Problem> problems(Read<Channel> read, UnaryOperator<Channel> fill) {
        List<Problem> problems = new ArrayList<>(read.problems());
        Channel attempt = read.attempt();
        if (attempt != null && problems.stream().allMatch(ChannelCompiler::leavesTheRest)) {
            for (Problem problem : compile(fill.apply(attempt), "").problems()) {
                if (read.problems().stream().noneMatch(known -> follows(problem, known))) {
                    problems.add(problem);
                }
            }
        }
        return problems;
    }

    private static boolean leavesTheRest(Problem problem) {
        return !problem.isError()
                || Set.of("newer-version", "unknown-property", "unknown-choice", "operator-values")
                        .contains(problem.code());
    }

    /// Whether a Problem may come from what stands in place of an unknown word: its neighbours are judged by that.
    private static boolean follows(Problem problem, Problem known) {
        if (problem.path().equals(known.path())) {
            return true;
        }
        int end = known.path().lastIndexOf('.');
        String around = known.path().substring(0, end + 1);
        return known.code().equals("unknown-choice")
                && problem.path().startsWith(around)
                && problem.path().indexOf('.', around.length()) < 0
                && !problem.code().startsWith("unknown-")
                && !problem.code().startsWith("formula-");
    }

    /// No zone is ever guessed, neither the server's nor the engine's.
    private static void checkZone(String zone, List<Problem> problems) {
        boolean known = !zone.isBlank();
        try {
            ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            known = false;
        }
        if (!known) {
            problems.add(Problem.error(
                    "zone-missing",
                    "source.endpoint.settings.zone",
                    "Name the time zone in which the sender writes times without an offset, such as Europe/Berlin."));
        }
    }

    /// A profile says what is to be made. What comes is read as the standard has it: a sender's slices are found by
    /// conditions, whether or not it keeps to a profile.
    private static void checkSource(Channel channel, List<Problem> problems) {
        SchemaRef ref = channel.source().schema();
        if (ref.format().equals("fhir") && !ref.profile().isEmpty()) {
            problems.add(Problem.error(
                    "profile-source",
                    "source.schema",
                    "What comes in is named without a profile: " + ref.format() + ":" + ref.version() + "/"
                            + ref.structure() + "."));
        }
    }

    private static CompiledChannel.Terms terms(Source source) {
        Source.Acceptance taken = source.acceptance();
        if (!source.schema().format().equals("hl7v2")) {
            return new CompiledChannel.Terms.Readable(taken.maximumBytes());
        }
        return new CompiledChannel.Terms.Hl7v2(new Hl7v2Acceptance.Terms(
                taken.types(),
                taken.versions(),
                taken.production(),
                taken.maximumBytes(),
                source.endpoint().setting("charset", "")));
    }

    private CompiledChannel.Splitter splitter(Schema source, Map<String, String> settings) {
        Format format = format(source.ref());
        return stream -> format.split(stream, source, settings);
    }

    private static void checkTables(Channel channel, List<Problem> problems) {
        for (int i = 0; i < channel.tables().size(); i++) {
            LookupTable table = channel.tables().get(i);
            for (Problem problem : table.check()) {
                problems.add(problem.under("tables[" + i + "]"));
            }
        }
    }

    private void checkSchemas(Channel channel, List<Problem> problems) {
        for (int i = 0; i < channel.schemas().size(); i++) {
            String place = "schemas[" + i + "]";
            switch (channel.schemas().get(i).content()) {
                // Its document says all that can be wrong with it.
                case SchemaDefinition.Delimited delimited -> {}
                case Hl7Profile profile ->
                    formats.stream()
                            .flatMap(format ->
                                    format instanceof Hl7v2Format hl7 ? hl7.check(profile).stream() : Stream.of())
                            .forEach(problem -> problems.add(problem.under(place)));
                case FhirProfile profile ->
                    FhirFormat.check(profile).forEach(problem -> problems.add(problem.under(place)));
                case SchemaDefinition.Json json ->
                    JsonFormat.check(json).forEach(problem -> problems.add(problem.under(place + ".definition")));
                case SchemaDefinition.Xml xml ->
                    XmlFormat.check(xml).forEach(problem -> problems.add(problem.under(place)));
            }
        }
    }

    private static @Nullable Schema schema(
            SchemaRef ref, String place, Environment environment, List<Problem> problems) {
        Optional<Schema> found = environment.schema(ref);
        if (found.isEmpty()) {
            problems.add(Problem.error("unknown-schema", place, "There is no schema " + ref + "."));
        }
        return found.orElse(null);
    }

    private static Format.@Nullable Reader reader(
            Schema schema, Map<String, String> settings, String place, List<Problem> problems, Format format) {
        try {
            return format.reader(schema, settings);
        } catch (IllegalArgumentException wrong) {
            problems.add(Problem.error("endpoint-setting", place + ".endpoint", said(wrong)));
            return null;
        }
    }

    private Format.@Nullable Reader reader(
            Schema schema, Map<String, String> settings, String place, List<Problem> problems) {
        return reader(schema, settings, place, problems, format(schema.ref()));
    }

    private static String said(IllegalArgumentException wrong) {
        return "The setting is not known here: " + wrong.getMessage() + ".";
    }

    private Format format(SchemaRef ref) {
        return formats.stream()
                .filter(format -> format.id().equals(ref.format()))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Format.Reader> companions(Channel channel, Environment environment, List<Problem> problems) {
        Map<String, Format.Reader> readers = new LinkedHashMap<>();
        for (Destination destination : channel.destinations()) {
            destination.mapping().companions().forEach((name, ref) -> {
                Optional<Schema> schema = environment.schema(ref);
                if (schema.isPresent() && !readers.containsKey(name)) {
                    Format.Reader reader = reader(schema.get(), Map.of(), "companions." + name, problems);
                    if (reader != null) {
                        readers.put(name, reader);
                    }
                }
            });
        }
        return readers;
    }

    private List<CompiledChannel.Way> ways(Channel channel, Environment environment, List<Problem> problems) {
        MappingEnvironment around = MappingEnvironment.of(environment, channel.maps());
        List<CompiledChannel.Way> ways = new ArrayList<>();
        for (int i = 0; i < channel.destinations().size(); i++) {
            Destination destination = channel.destinations().get(i);
            String place = "destinations[" + i + "]";
            Mapping mapping = destination.mapping();
            if (!mapping.source().equals(channel.source().schema())) {
                problems.add(Problem.error(
                        "other-source",
                        place + ".mapping.source",
                        "This mapping reads " + mapping.source() + ", but the channel's messages are "
                                + channel.source().schema() + "."));
            }
            var compiled = MappingCompiler.compile(mapping, around);
            for (Problem problem : compiled.problems()) {
                // A sub-mapping stands in the channel, and several mappings may use it.
                boolean shared = problem.path().startsWith("maps[");
                Problem placed = shared ? problem : problem.under(place + ".mapping");
                if (!shared || !problems.contains(placed)) {
                    problems.add(placed);
                }
            }
            CompiledMapping runs = compiled.result();
            Optional<Schema> source = environment.schema(mapping.source());
            Optional<Schema> target = target(mapping, environment);
            if (runs == null || source.isEmpty() || target.isEmpty()) {
                continue;
            }
            try {
                Format.Writer writer = format(mapping.target())
                        .writer(target.get(), destination.endpoint().settings());
                ways.add(new CompiledChannel.Way(
                        destination.name(),
                        runs,
                        writer,
                        source.get(),
                        target.get(),
                        !entries(mapping).isEmpty()));
            } catch (IllegalArgumentException wrong) {
                problems.add(Problem.error("endpoint-setting", place + ".endpoint", said(wrong)));
            }
        }
        return ways;
    }

    private Optional<Schema> target(Mapping mapping, Environment environment) {
        Map<String, String> entries = entries(mapping);
        return entries.isEmpty() || environment.schema(mapping.target()).isEmpty()
                ? environment.schema(mapping.target())
                : format(mapping.target()).bundle(mapping.target(), entries);
    }

    /// The named entries of a Bundle with their resource types.
    private static Map<String, String> entries(Mapping mapping) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (FieldMapping row : mapping.fields()) {
            if (row.entry() != null) {
                entries.put(row.target().toString(), row.entry().resource());
            }
        }
        return entries;
    }

    private @Nullable Router rules(Channel channel, Schema source, Environment environment, List<Problem> problems) {
        Scope scope = Scope.of(source, environment);
        Set<String> names =
                channel.destinations().stream().map(Destination::name).collect(Collectors.toSet());
        RuleCompiler.Compiled compiled = new RuleCompiler(
                        (formula, found) -> field(formula, scope, found), channel.tables(), names)
                .compile(channel.rules());
        compiled.problems().forEach(problem -> problems.add(problem.under("rules")));
        checkRedactions(channel, environment, problems);
        return compiled.router();
    }

    private static Optional<FieldReader> field(Formula formula, Scope scope, Consumer<Problem> problems) {
        var compiled = FormulaCompiler.compile(formula, scope);
        compiled.problems().forEach(problems);
        return Optional.ofNullable(compiled.result()).map(RuleField::new);
    }

    private void checkRedactions(Channel channel, Environment environment, List<Problem> problems) {
        List<RulePart> rules = channel.rules().parts();
        Set<String> labels = labels(rules);
        for (Destination destination : channel.destinations()) {
            Mapping mapping = destination.mapping();
            Optional<Schema> source = environment.schema(mapping.source());
            Optional<Schema> target = target(mapping, environment);
            if (source.isEmpty() || target.isEmpty()) {
                continue;
            }
            boolean bundle = !entries(mapping).isEmpty();
            for (int i = 0; i < rules.size(); i++) {
                if (!(rules.get(i) instanceof Rule rule)) {
                    continue;
                }
                List<Decision> decisions = rule.decisions();
                for (int d = 0; d < decisions.size(); d++) {
                    if (decisions.get(d) instanceof Decision.Redact redact
                            && redact.destination().equals(destination.name())) {
                        String place = "rules.rules[" + i + "].then[" + d + "]";
                        redact.paths().stream()
                                .filter(path -> !labels.contains(path.toString()))
                                .filter(path -> CompiledChannel.sourcePath(path, source.get())
                                                .isEmpty()
                                        && CompiledChannel.targetPath(path, target.get(), bundle)
                                                .isEmpty())
                                .forEach(path -> problems.add(standsForNothing(path, place)));
                    }
                }
            }
        }
    }

    private static Set<String> labels(List<RulePart> rules) {
        Set<String> labels = new HashSet<>();
        rules.stream()
                .flatMap(part -> switch (part) {
                    case Rule rule -> rule.decisions().stream();
                    case DecisionTable table ->
                        IntStream.range(0, table.rows().size()).boxed().flatMap(row -> table.decisions(row).stream());
                })
                .forEach(decision -> {
                    if (decision instanceof Decision.Label label) {
                        labels.add(label.label());
                    }
                });
        return labels;
    }

    /// A redaction that stands for nothing would let pass what somebody believes to be left out.
    private static Problem standsForNothing(FieldPath path, String place) {
        return Problem.error(
                "unknown-field",
                place,
                "“" + path + "” is to be left out, but neither the message nor the output has such a field,"
                        + " and no rule gives such a label.");
    }
}
