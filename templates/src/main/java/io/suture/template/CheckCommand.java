package io.suture.template;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Settings;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.document.LookupTableDocument;
import io.suture.engine.document.MappingDocument;
import io.suture.engine.document.Read;
import io.suture.engine.document.RuleSetDocument;
import io.suture.engine.document.SchemaDocument;
import io.suture.engine.report.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `check`: documents, each with all that is wrong with it. Parts that a Channel names are checked with that Channel.
final class CheckCommand {
    private static final String HELP = """
            usage: studio check FILE|DIR…
            Checks channel, mapping, rule set, lookup table, schema and template documents. One JSON line for each:
            {"input": file, "kind": …, "problems": [{"severity", "code", "path", "message"}]}
            Exit 0: all are sound; 1: some are not; 2: wrong usage, or a file that cannot be read.
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern KIND = Pattern.compile("\\$schema\"?\\s*:\\s*\"?/schemas/([a-z]+)\\.json");

    private final Map<String, String> environment;
    private final Set<Path> done = new HashSet<>();

    private CheckCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (arguments.contains("--help")) {
            out.print(HELP);
            return CommandLine.FINE;
        }
        Options options = Options.parse(arguments, Set.of(), environment);
        if (!options.wrong().isEmpty() || options.rest().isEmpty()) {
            return CommandLine.usage(err, HELP, options.wrong());
        }
        Set<Path> files = new TreeSet<>();
        for (String name : options.rest()) {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                files.addAll(documents(path));
            } else if (Files.isRegularFile(path)) {
                files.add(path);
            } else {
                err.println("There is no file or folder " + name);
                return CommandLine.USAGE;
            }
        }
        return new CheckCommand(environment).check(files, out);
    }

    private static List<Path> documents(Path folder) {
        try (var walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(json|ya?ml)"))
                    .filter(file -> kind(bytes(file)).isPresent())
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// The kind that a document's first lines name.
    private static Optional<String> kind(byte[] bytes) {
        var start = new String(bytes, 0, Math.min(bytes.length, 4_000), StandardCharsets.UTF_8);
        Matcher matcher = KIND.matcher(start);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// The bytes of a part that stands beside a Channel's document.
    static Optional<byte[]> beside(Path channel, String name) {
        Path folder = Optional.ofNullable(channel.toAbsolutePath().getParent()).orElse(Path.of("/"));
        for (Path from : List.of(folder, folder.resolve(".."))) {
            Path file = from.resolve(name).normalize();
            if (Files.isRegularFile(file)) {
                return Optional.of(bytes(file));
            }
        }
        return Optional.empty();
    }

    private int check(Set<Path> files, PrintStream out) {
        boolean sound = true;
        List<Path> channels = files.stream()
                .filter(file -> kind(bytes(file)).filter("channel"::equals).isPresent())
                .toList();
        for (Path channel : channels) {
            sound &= say(channel, "channel", channel(channel), out);
        }
        for (Path file : files) {
            if (!done.contains(file.toAbsolutePath().normalize())) {
                String kind = kind(bytes(file)).orElse("unknown");
                sound &= say(file, kind, problems(file, kind), out);
            }
        }
        return sound ? CommandLine.FINE : CommandLine.REFUSED;
    }

    private List<Problem> channel(Path file) {
        done.add(file.toAbsolutePath().normalize());
        Read<Channel> read = ChannelDocument.read(bytes(file), name -> {
            Optional<byte[]> part = beside(file, name);
            part.ifPresent(bytes -> markDone(file, name));
            return part;
        });
        return ChannelCompiler.standard().problems(read, this::filled);
    }

    /// What only a running system gives does not matter here.
    private Channel filled(Channel channel) {
        Map<String, String> settings = new HashMap<>(environment);
        Settings.of(channel).stream()
                .filter(setting -> setting.otherwise() == null)
                .forEach(setting -> settings.putIfAbsent(setting.name(), ""));
        return Settings.fill(channel, settings).channel();
    }

    private void markDone(Path channel, String name) {
        Path folder = Optional.ofNullable(channel.toAbsolutePath().getParent()).orElse(Path.of("/"));
        done.add(folder.resolve(name).normalize());
        done.add(folder.resolve("..").resolve(name).normalize());
    }

    private static List<Problem> problems(Path file, String kind) {
        byte[] bytes = bytes(file);
        return switch (kind) {
            case "mapping" -> MappingDocument.read(bytes).problems();
            case "rules" -> RuleSetDocument.read(bytes).problems();
            case "lookup" -> LookupTableDocument.read(bytes).problems();
            case "schema" -> SchemaDocument.read(bytes).problems();
            case "template" -> TemplateCatalog.problems(bytes);
            default ->
                List.of(Problem.error(
                        "unknown-document",
                        "$schema",
                        "This is none of our documents: “$schema” names channel, mapping, rules, lookup, schema or"
                                + " template."));
        };
    }

    private static boolean say(Path file, String kind, List<Problem> problems, PrintStream out) {
        ObjectNode line = JSON.createObjectNode().put("input", file.toString()).put("kind", kind);
        Report.problems(problems, line.putArray("problems"));
        out.println(JSON.writeValueAsString(line));
        return problems.stream().noneMatch(Problem::isError);
    }
}
