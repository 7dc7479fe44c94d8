package io.suture.studio.mapping;

import io.suture.engine.Ask;
import io.suture.engine.ChannelCompiler;
import io.suture.engine.Result;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Query;
import io.suture.engine.expression.Compiled;
import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.Environment;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.FormulaCompiler;
import io.suture.engine.format.Format;
import io.suture.engine.mapping.Edit;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.mapping.Origin;
import io.suture.engine.mapping.RowScope;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.suggestion.Library;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Value;
import io.suture.regression.Difference;
import io.suture.regression.Sample;
import io.suture.studio.channel.Preview;
import io.suture.template.TemplateCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Shows Mappings and changes them. A draft may be broken: what is sound of it is shown with its values all the same.
public final class FieldMappings {
    private final List<Format> formats;
    private final Preview preview;
    private final Supplier<Library> library;

    /// Drags bring the maps and tables that ship.
    public FieldMappings(List<Format> formats, Preview preview) {
        this(formats, preview, TemplateCatalog::library);
    }

    /// @param library what a drag may bring into a Channel
    FieldMappings(List<Format> formats, Preview preview, Supplier<Library> library) {
        this.formats = List.copyOf(formats);
        this.preview = preview;
        this.library = library;
    }

    /// All that is shown of a Mapping. Empty when there is no such one, or a Schema is unknown.
    ///
    /// @param sample the message to run, or null for none
    public Optional<Projection> project(Channel channel, MappingPlace place, @Nullable Sample sample) {
        long begin = System.nanoTime();
        Mapping mapping = place.in(channel).orElse(null);
        if (mapping == null) {
            return Optional.empty();
        }
        MappingEnvironment environment = environment(channel);
        Optional<Schema> source = environment.formulas().schema(mapping.source());
        Optional<Schema> target = target(mapping, environment);
        if (source.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        Preview.Previewed ran = run(channel, sample == null ? Sample.of("", "", new byte[0]) : sample);
        List<Problem> found = ran.problems();
        boolean partial = ran.result() == null;
        Result result = ran.result();
        if (sample != null && result == null) {
            result = runWhatIsSound(channel, found, sample);
        }
        if (sample == null) {
            result = null;
        }
        List<Placed> problems = new ArrayList<>();
        String where = place.problems(channel);
        found.forEach(problem -> problems.add(placed(problem, where, mapping)));
        var lines = new LinkedHashMap<FieldPath, List<Trace.FieldLine>>();
        if (result != null) {
            result.problems().forEach(problem -> problems.add(placedInOutput(problem, place, mapping)));
            lines.putAll(lines(channel, place, result));
        }
        problems.sort(Comparator.comparing(one -> one.problem().severity()));
        var sentences = new HashMap<FieldPath, String>();
        problems.stream()
                .filter(one -> one.problem().isError())
                .forEach(
                        one -> sentences.putIfAbsent(one.target(), one.problem().message()));
        Reading reading = sample == null || !(place instanceof MappingPlace.Way)
                ? null
                : read(channel, source.get(), sample.payload());
        return Optional.of(new Projection(
                place,
                mapping,
                source.get(),
                target.get(),
                Links.of(mapping, environment, sentences),
                reading == null ? Arguments.of(lines) : reading.values(),
                values(lines),
                lines,
                Required.of(mapping, target.get()),
                List.copyOf(problems),
                reading == null || result == null ? List.of() : unused(result, reading),
                sample != null,
                result,
                partial,
                (System.nanoTime() - begin) / 1_000));
    }

    private Preview.Previewed run(Channel channel, Sample sample) {
        return preview.run(channel, sample.payload(), sample.answers());
    }

    /// What the Channel would ask about a Sample.
    public List<Ask> asks(Channel channel, Sample sample) {
        return preview.asks(channel, sample.payload());
    }

    /// What the run made by this Mapping, row by row: of a sub-mapping by every use of it.
    private static Map<FieldPath, List<Trace.FieldLine>> lines(Channel channel, MappingPlace place, Result result) {
        var lines = new LinkedHashMap<FieldPath, List<Trace.FieldLine>>();
        List<MappingPlace.Made> uses = place.made(channel);
        for (Trace.FieldLine line : result.trace().fields()) {
            FieldPath path = FieldPath.parse(line.mapped()).orElse(FieldPath.ROOT);
            for (MappingPlace.Made use : uses) {
                use.within(line.destination(), path)
                        .filter(within -> !within.isRoot())
                        .ifPresent(within -> lines.computeIfAbsent(within, any -> new ArrayList<>())
                                .add(line));
            }
        }
        return lines;
    }

    private static Map<FieldPath, Sampled> values(Map<FieldPath, List<Trace.FieldLine>> lines) {
        var values = new LinkedHashMap<FieldPath, Sampled>();
        lines.forEach((path, turns) -> {
            for (int i = 0; i < turns.size(); i++) {
                String value = turns.get(i).value();
                if (value != null || turns.get(i).outcome() == Trace.Outcome.ERASED) {
                    values.put(
                            path,
                            new Sampled(
                                    value == null ? "\"\"" : value,
                                    turns.size() > 1 ? i + 1 : 0,
                                    turns.size() > 1 ? turns.size() : 0));
                    break;
                }
            }
        });
        return values;
    }

    private static List<Unused> unused(Result result, Reading reading) {
        return result.trace().unmapped().stream()
                .flatMap(location -> reading.at(location).stream())
                // What a header says of its own message is seldom missed.
                .sorted(Comparator.comparing(
                        one -> one.path().names().getFirst().equals("MSH")))
                .toList();
    }

    private @Nullable Reading read(Channel channel, Schema source, byte[] sample) {
        Format format = format(environment(channel), source.ref());
        var problems = new ArrayList<Problem>();
        String charset = channel.source().endpoint().setting("charset", "");
        Format.Reader reader = format.reader(source, charset.isEmpty() ? Map.of() : Map.of("charset", charset));
        Value.Group message = reader.read(sample, problems::add);
        return problems.stream().anyMatch(Problem::isError) ? null : Reading.of(message, format, source);
    }

    /// Runs the draft without the FieldMappings and queries that are wrong. Null when it is broken elsewhere.
    private @Nullable Result runWhatIsSound(Channel channel, List<Problem> found, Sample sample) {
        Channel sound = channel;
        List<Problem> problems = found;
        for (int round = 0; round < 4; round++) {
            Optional<Channel> less = without(sound, problems);
            if (less.isEmpty()) {
                return null;
            }
            sound = less.get();
            Preview.Previewed ran = run(sound, sample);
            if (ran.result() != null) {
                return ran.result();
            }
            problems = ran.problems();
        }
        return null;
    }

    private static Optional<Channel> without(Channel channel, List<Problem> problems) {
        List<Query> queries = sound(channel.queries(), problems);
        Channel less = channel.withQueries(queries);
        boolean any = queries.size() < channel.queries().size();
        for (MappingPlace place : MappingPlace.of(channel)) {
            String where = place.problems(channel);
            Set<Integer> broken = new HashSet<>();
            for (Problem problem : problems) {
                if (problem.isError()) {
                    row(problem.path(), where).ifPresent(broken::add);
                }
            }
            if (broken.isEmpty()) {
                continue;
            }
            any = true;
            Mapping mapping = place.in(less).orElseThrow();
            var rows = new ArrayList<FieldMapping>();
            for (int k = 0; k < mapping.fields().size(); k++) {
                if (!broken.contains(k)) {
                    rows.add(mapping.fields().get(k));
                }
            }
            less = place.with(less, mapping.withFields(rows));
        }
        return any ? Optional.of(less) : Optional.empty();
    }

    private static List<Query> sound(List<Query> queries, List<Problem> problems) {
        var sound = new ArrayList<Query>();
        for (int i = 0; i < queries.size(); i++) {
            String place = "queries[" + i + "].";
            if (problems.stream()
                    .noneMatch(problem -> problem.isError() && problem.path().startsWith(place))) {
                sound.add(queries.get(i));
            }
        }
        return sound;
    }

    /// The number of the row in `destinations[1].mapping.fields[17].from`.
    ///
    /// @param mapping what the paths of that Mapping's Problems begin with
    private static Optional<Integer> row(String place, String mapping) {
        String prefix = mapping + "fields[";
        if (!place.startsWith(prefix)) {
            return Optional.empty();
        }
        int end = place.indexOf(']', prefix.length());
        return end < 0 ? Optional.empty() : Optional.of(Integer.parseInt(place.substring(prefix.length(), end)));
    }

    private static Placed placed(Problem problem, String where, Mapping mapping) {
        return new Placed(
                problem,
                row(problem.path(), where)
                        .filter(row -> row < mapping.fields().size())
                        .map(row -> mapping.fields().get(row).target())
                        .orElse(FieldPath.ROOT));
    }

    /// A run's Problem names the target with positions: `observation[2].subject`. It stands at its row, or at the
    /// nearest one above: what a sub-mapping makes has no rows here.
    private static Placed placedInOutput(Problem problem, MappingPlace place, Mapping mapping) {
        if (!(place instanceof MappingPlace.Way)) {
            return new Placed(problem, FieldPath.ROOT);
        }
        Set<FieldPath> rows = new HashSet<>();
        mapping.fields().forEach(row -> rows.add(row.target()));
        FieldPath at =
                FieldPath.parse(problem.path().replaceAll("\\[\\d+]", "")).orElse(FieldPath.ROOT);
        while (!at.isRoot() && !rows.contains(at)) {
            at = at.parent();
        }
        return new Placed(problem, at);
    }

    /// What comes out otherwise than of a former version of the Channel.
    public List<Difference> differences(Channel before, Projection now, Sample sample) {
        return now.result() == null
                ? List.of()
                : preview.differences(before, now.result(), sample.payload(), sample.answers());
    }

    // ---- changes

    /// Makes a change of a Mapping in the Channel.
    public Edited edit(Channel channel, MappingPlace place, Edit edit) {
        Mapping mapping = place.in(channel).orElse(null);
        if (mapping == null) {
            return new Edited(
                    channel,
                    List.of(Problem.error(
                            "unknown-mapping", place.label(), "There is no mapping " + place.label() + " any more.")),
                    true);
        }
        MappingEnvironment environment = environment(channel);
        Library brings = edit instanceof Edit.Connect ? library.get().besides(environment) : Library.NONE;
        Edit.Applied applied = edit.apply(mapping, brings.in(environment));
        boolean refused = applied.problems().stream().anyMatch(Problem::isError);
        return new Edited(
                refused ? channel : place.with(brought(channel, edit, applied, brings), applied.mapping()),
                applied.problems(),
                refused);
    }

    /// A drag takes the HL7 maps and tables that it needs along into the Channel, which may change them.
    private static Channel brought(Channel channel, Edit edit, Edit.Applied applied, Library library) {
        return edit instanceof Edit.Connect(var source, var target)
                ? Edit.row(applied.mapping(), target)
                        .map(row -> library.of(row).in(channel))
                        .orElse(channel)
                : channel;
    }

    /// Tries a formula at a target without saving it.
    public Trial attempt(
            Channel channel, MappingPlace place, FieldPath target, String formula, @Nullable Sample sample) {
        Mapping mapping = place.in(channel).orElse(null);
        if (mapping == null) {
            return new Trial(List.of(), null, "");
        }
        MappingEnvironment environment = environment(channel);
        String type = target(mapping, environment)
                .flatMap(schema -> schema.find(Required.plain(target)))
                .map(field -> field.type().name() + " " + field.cardinality())
                .orElse("");
        var written = new Formula(formula);
        List<Problem> problems = RowScope.of(mapping, target, environment)
                .map(scope -> FormulaCompiler.compile(written, scope))
                .map(Compiled<CompiledFormula>::problems)
                .orElse(List.of());
        if (sample == null || written.text().isEmpty() || problems.stream().anyMatch(Problem::isError)) {
            return new Trial(problems, null, type);
        }
        // What stands there already has been compiled.
        boolean stands = Edit.row(mapping, target)
                .map(row -> row.origin().equals(new Origin.From(written)))
                .orElse(false);
        Channel tried = stands
                ? channel
                : edit(channel, place, new Edit.SetFormula(target, written)).channel();
        Preview.Previewed ran = run(tried, sample);
        Result result = ran.result() == null ? runWhatIsSound(tried, ran.problems(), sample) : ran.result();
        List<Problem> clashes = ran.problems().stream()
                .filter(problem -> problems.isEmpty()
                        && placed(
                                        problem,
                                        place.problems(tried),
                                        place.in(tried).orElse(mapping))
                                .target()
                                .equals(target))
                .toList();
        String value = result == null
                ? null
                : lines(tried, place, result).getOrDefault(target, List.of()).stream()
                        .map(Trace.FieldLine::value)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        return new Trial(problems.isEmpty() ? clashes : problems, value, type);
    }

    /// The Channel's sub-mappings that make what stands at a target.
    public List<Mapping> maps(Channel channel, MappingPlace place, FieldPath target) {
        return type(channel, place, target)
                .map(type -> channel.maps().stream()
                        .filter(map -> map.target().name().replace("#", "").equals(type.name()))
                        .toList())
                .orElse(List.of());
    }

    /// The types that a target may be of, where there is a choice; else none.
    public List<String> alternatives(Channel channel, MappingPlace place, FieldPath target) {
        return type(channel, place, target)
                .filter(type -> type.kind() == FieldType.Kind.CHOICE)
                .map(type -> type.fields().stream()
                        .map(alternative -> alternative.type().name())
                        .toList())
                .orElse(List.of());
    }

    private Optional<FieldType> type(Channel channel, MappingPlace place, FieldPath target) {
        return place.in(channel)
                .flatMap(mapping -> target(mapping, environment(channel)))
                .flatMap(schema -> field(schema, target))
                .map(Field::type);
    }

    /// The resources that an entry of a Bundle may be; none where the Mapping makes no Bundle.
    public List<String> resources(Channel channel, MappingPlace place) {
        return place.in(channel)
                .map(Mapping::target)
                .filter(target -> target.name().equals("Bundle"))
                .map(bundle -> resources(format(environment(channel), bundle), bundle))
                .orElse(List.of());
    }

    private static List<String> resources(Format format, SchemaRef bundle) {
        return format.schemas().stream()
                .filter(ref -> ref.version().equals(bundle.version()) && !ref.equals(bundle))
                .map(SchemaRef::name)
                .sorted()
                .toList();
    }

    /// The Field at a target path; slices are Fields of what they slice.
    public static Optional<Field> field(Schema schema, FieldPath path) {
        return schema.find(Required.plain(path));
    }

    /// What formulas and sub-mappings of a Channel may mean.
    public MappingEnvironment environment(Channel channel) {
        Map<String, String> constants = new HashMap<>(channel.constants());
        constants.putIfAbsent("SENDER_ZONE", channel.source().endpoint().setting("zone", ""));
        Set<String> queries = channel.queries().stream().map(Query::name).collect(Collectors.toSet());
        return MappingEnvironment.of(
                Environment.of(ChannelCompiler.with(formats, channel.schemas()), channel.tables(), constants, queries),
                channel.maps());
    }

    /// The Schema that a Mapping writes; for a Bundle the tree of its entries.
    public Optional<Schema> target(Channel channel, Mapping mapping) {
        return target(mapping, environment(channel));
    }

    static Format format(MappingEnvironment environment, SchemaRef ref) {
        return Optional.ofNullable(environment.formulas().formats().get(ref.format()))
                .orElseThrow();
    }

    static Optional<Schema> target(Mapping mapping, MappingEnvironment environment) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (FieldMapping row : mapping.fields()) {
            if (row.entry() != null) {
                entries.put(row.target().toString(), row.entry().resource());
            }
        }
        return entries.isEmpty()
                ? environment.formulas().schema(mapping.target())
                : format(environment, mapping.target()).bundle(mapping.target(), entries);
    }
}
