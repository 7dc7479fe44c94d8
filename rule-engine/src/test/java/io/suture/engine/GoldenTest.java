package io.suture.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.document.AnswersDocument;
import io.suture.engine.document.LookupTableDocument;
import io.suture.engine.document.MappingDocument;
import io.suture.engine.document.Read;
import io.suture.engine.document.SchemaDocument;
import io.suture.engine.expression.Answers;
import io.suture.engine.expression.Compiled;
import io.suture.engine.expression.Environment;
import io.suture.engine.expression.Inputs;
import io.suture.engine.format.Format;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.CompiledMapping;
import io.suture.engine.mapping.Mapped;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.MappingCompiler;
import io.suture.engine.mapping.MappingEnvironment;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Value;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Every folder of `golden` is a case: a Mapping, what it reads, what it must make, and what it must say of it. Run
/// with `-Dgolden.write=src/test/resources/golden` to write what is made now, then read the difference.
class GoldenTest {
    private static final List<Format> STANDARD = List.of(new Hl7v2Format(), new FhirFormat());
    private static final Instant NOW = Instant.parse("2026-01-02T15:00:00Z");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static Stream<String> cases() throws IOException, URISyntaxException {
        try (Stream<Path> folders = Files.list(root())) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    private static Path root() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(GoldenTest.class.getResource("/golden")).toURI());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void each_row_of_the_model_makes_what_it_must(String name) throws IOException, URISyntaxException {
        Path folder = root().resolve(name);
        Mapping mapping = MappingDocument.read(Files.readAllBytes(folder.resolve("mapping.json")))
                .orThrow();
        Compiled<CompiledMapping> compiled = MappingCompiler.compile(mapping, environment(folder));
        assertThat(compiled.problems()).noneMatch(Problem::isError);

        Value.Group source = read(mapping, folder);
        Inputs inputs = new Inputs(
                NOW, "seed", Map.of("SENDER_ZONE", "Europe/Berlin"), answers(folder), companions(mapping, folder));
        Mapped quiet = compiled.orThrow().map(source, inputs, "golden", false);
        Mapped traced = compiled.orThrow().map(source, inputs, "golden", true);

        assertThat(traced.outputs()).isEqualTo(quiet.outputs());
        assertThat(traced.problems()).isEqualTo(quiet.problems());
        Map<String, String> made = files(compiled.orThrow(), traced, folder);
        made.put("expected-report.txt", report(compiled.problems(), traced, name.contains("-27-")));
        String write = System.getProperty("golden.write", "");
        for (Map.Entry<String, String> file : made.entrySet()) {
            if (!write.isEmpty()) {
                Files.writeString(Path.of(write, name, file.getKey()), file.getValue());
            } else {
                assertThat(file.getValue())
                        .as(file.getKey())
                        .isEqualTo(Files.readString(folder.resolve(file.getKey())));
            }
        }
    }

    private static Answers answers(Path folder) throws IOException {
        Path file = folder.resolve("answers.json");
        return Files.exists(file)
                ? AnswersDocument.read(Files.readAllBytes(file)).orThrow()
                : Answers.NONE;
    }

    /// The standard's, and those of the schemas that stand in the case.
    private static List<Format> formats(Path folder) throws IOException {
        return ChannelCompiler.with(STANDARD, documents(folder.resolve("schemas"), SchemaDocument::read));
    }

    private static MappingEnvironment environment(Path folder) throws IOException {
        List<LookupTable> tables = documents(folder.resolve("tables"), LookupTableDocument::read);
        List<Mapping> maps = documents(folder.resolve("maps"), MappingDocument::read);
        return MappingEnvironment.of(
                Environment.of(
                        formats(folder), tables, Map.of("SENDER_ZONE", "Europe/Berlin"), Set.of("licensed", "npi")),
                maps);
    }

    private static <T> List<T> documents(Path folder, Function<byte[], Read<T>> reader) throws IOException {
        var found = new ArrayList<T>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    found.add(reader.apply(Files.readAllBytes(file)).orThrow());
                }
            }
        }
        return found;
    }

    private static Format format(String id, Path folder) throws IOException {
        return formats(folder).stream()
                .filter(format -> format.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Value.Group read(Mapping mapping, Path folder) throws IOException {
        String ending = Stream.of("hl7", "json", "csv", "xml")
                .filter(one -> Files.exists(folder.resolve("input." + one)))
                .findFirst()
                .orElseThrow();
        Value.Group source = read(mapping.source(), folder.resolve("input." + ending), folder);
        return Redaction.without(source, paths("redact-source.txt", mapping.source(), folder));
    }

    private static Value.Group read(SchemaRef ref, Path file, Path folder) throws IOException {
        Format format = format(ref.format(), folder);
        Schema schema = format.schema(ref).orElseThrow();
        var problems = new ArrayList<Problem>();
        Value.Group source = format.reader(schema, Map.of()).read(Files.readAllBytes(file), problems::add);
        assertThat(problems).noneMatch(Problem::isError);
        return source;
    }

    private static List<FieldPath> paths(String name, SchemaRef ref, Path folder) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return List.of();
        }
        Schema schema = format(ref.format(), folder).schema(ref).orElseThrow();
        return Files.readAllLines(file).stream()
                .map(line -> FieldPath.parse(line).orElseThrow())
                .map(path -> Redaction.locate(schema, path).orElseGet(() -> Redaction.inEntry(path)))
                .toList();
    }

    private static Map<String, Value.Group> companions(Mapping mapping, Path folder) throws IOException {
        var companions = new LinkedHashMap<String, Value.Group>();
        for (var companion : mapping.companions().entrySet()) {
            companions.put(
                    companion.getKey(),
                    read(
                            companion.getValue(),
                            folder.resolve("companions").resolve(companion.getKey() + ".hl7"),
                            folder));
        }
        return companions;
    }

    private static Map<String, String> files(CompiledMapping mapping, Mapped mapped, Path folder) throws IOException {
        var files = new LinkedHashMap<String, String>();
        Schema schema = mapping.target();
        Format.Writer writer = format(schema.ref().format(), folder).writer(schema, Map.of());
        int number = 0;
        for (Mapped.Output output : mapped.outputs()) {
            number++;
            String position = mapped.outputs().size() == 1 ? "" : "." + number;
            var problems = new ArrayList<Problem>();
            Value.Group target = Redaction.without(output.target(), paths("redact-target.txt", schema.ref(), folder));
            String written = new String(writer.write(target, problems::add), StandardCharsets.UTF_8);
            assertThat(problems).noneMatch(Problem::isError);
            boolean json = writer.extension().equals("json");
            files.put(
                    "expected" + position + "." + writer.extension(),
                    json
                            ? JSON.writeValueAsString(JSON.readTree(written)) + "\n"
                            : written.replace("\r\n", "\n").replace('\r', '\n'));
        }
        return files;
    }

    private static String report(List<Problem> compiling, Mapped mapped, boolean traced) {
        var out = new StringBuilder();
        compiling.forEach(problem -> out.append("compiling ").append(line(problem)));
        mapped.problems().forEach(problem -> out.append(line(problem)));
        for (Mapped.Output output : mapped.outputs()) {
            if (!output.key().isEmpty()) {
                out.append("key ")
                        .append(output.key())
                        .append(" at ")
                        .append(output.instant())
                        .append('\n');
            }
            output.writes().forEach(write -> {
                out.append(write.mode()).append(' ').append(write.fullUrl());
                write.erased().forEach(path -> out.append(" erases ").append(path));
                out.append('\n');
            });
        }
        if (traced) {
            for (Trace.FieldLine line : mapped.fields()) {
                out.append(line.outcome())
                        .append(' ')
                        .append(line.target())
                        .append(" = ")
                        .append(line.value())
                        .append('\n');
                line.steps()
                        .forEach(step -> out.append("    ")
                                .append(step.kind())
                                .append(' ')
                                .append(step.what())
                                .append(" = ")
                                .append(step.value())
                                .append('\n'));
            }
        }
        mapped.unmapped().forEach(path -> out.append("unmapped ").append(path).append('\n'));
        return out.toString();
    }

    private static String line(Problem problem) {
        return problem.severity() + " " + problem.code() + " " + problem.path() + "\n";
    }
}
