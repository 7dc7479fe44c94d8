package io.suture.template;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Result.Output;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Settings;
import io.suture.engine.document.AnswersDocument;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.document.Read;
import io.suture.engine.expression.Answers;
import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `transform`: files through a Channel, each with a report.
final class TransformCommand {
    private static final String HELP = """
            usage: studio transform (--template NAME | --channel FILE) [--out DIR] [--answers FILE]
                                    [--set NAME=VALUE]… FILE…

              --template NAME   a template that ships: lab-results, lab-results-forward
              --channel FILE    a channel document
              --out DIR         where X.<destination>.<ending> and X.report.json go; without it one JSON line
                                for each input goes to standard output
              --answers FILE    what the channel's queries are answered, as a JSON list:
                                [{"query": "npi", "key": "W1", "answer": "1112223338"}]; nobody is asked, and
                                what has no answer here is absent, with a warning
              --set NAME=VALUE  a setting of the channel, such as SENDER_ZONE=Europe/Berlin; others come from
                                the environment

            What is wrong with a batch as a whole, such as a count in BTS-1, stands in the report of its first
            message. Exit 0: all messages are accepted; 1: some are not; 2: wrong usage or documents.
            """;

    private final Transform transform;
    private final @Nullable Path out;
    private final PrintStream lines;
    private final Set<Path> written = new HashSet<>();

    private TransformCommand(CompiledChannel channel, Answers answers, @Nullable Path out, PrintStream lines) {
        this.transform = new Transform(channel, answers);
        this.out = out;
        this.lines = lines;
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (arguments.contains("--help")) {
            out.print(HELP);
            return CommandLine.FINE;
        }
        Options options = Options.parse(arguments, Set.of("template", "channel", "out", "answers", "set"), environment);
        List<String> wrong = new ArrayList<>(options.wrong());
        if (options.value("template").isPresent() == options.value("channel").isPresent()) {
            wrong.add("Say either --template NAME or --channel FILE.");
        }
        if (options.rest().isEmpty()) {
            wrong.add("Name at least one file to transform.");
        }
        Map<String, String> settings = new HashMap<>(environment);
        for (String set : options.all("set")) {
            int equal = set.indexOf('=');
            if (equal < 1) {
                wrong.add("--set takes NAME=VALUE.");
            } else {
                settings.put(set.substring(0, equal), set.substring(equal + 1));
            }
        }
        if (!wrong.isEmpty()) {
            return CommandLine.usage(err, HELP, wrong);
        }
        try {
            Optional<CompiledChannel> channel = channel(options, settings, err);
            if (channel.isEmpty()) {
                return CommandLine.USAGE;
            }
            Optional<Answers> answers = answers(options.value("answers").orElse(""), err);
            if (answers.isEmpty()) {
                return CommandLine.USAGE;
            }
            Path folder = options.value("out").map(Path::of).orElse(null);
            return new TransformCommand(channel.get(), answers.get(), folder, out).files(options.rest(), err);
        } catch (IOException broken) {
            err.println(said(broken));
            return CommandLine.USAGE;
        }
    }

    private static Optional<CompiledChannel> channel(Options options, Map<String, String> settings, PrintStream err)
            throws IOException {
        String template = options.value("template").orElse("");
        Channel channel;
        if (template.isEmpty()) {
            Path file = Path.of(options.value("channel").orElse(""));
            Read<Channel> read =
                    ChannelDocument.read(Files.readAllBytes(file), name -> CheckCommand.beside(file, name));
            if (read.value() == null) {
                List<Problem> problems = ChannelCompiler.standard()
                        .problems(
                                read,
                                attempt -> Settings.fill(attempt, withoutNeedless(attempt, settings))
                                        .channel());
                say(file.toString(), problems, err);
                return Optional.empty();
            }
            channel = read.value();
        } else {
            Optional<Channel> shipped = TemplateCatalog.channel(template);
            if (shipped.isEmpty()) {
                err.println(ExportCommand.noTemplate(template));
                return Optional.empty();
            }
            channel = shipped.get();
        }
        Settings.Filled filled = Settings.fill(channel, withoutNeedless(channel, settings));
        List<Problem> problems = new ArrayList<>(filled.problems());
        ChannelCompiler.Compiled compiled = ChannelCompiler.standard().compile(filled.channel(), "");
        problems.addAll(compiled.problems());
        boolean broken = problems.stream().anyMatch(Problem::isError);
        say(channel.name(), broken ? problems : List.of(), err);
        return broken ? Optional.empty() : Optional.ofNullable(compiled.channel());
    }

    private static Optional<Answers> answers(String file, PrintStream err) throws IOException {
        if (file.isEmpty()) {
            return Optional.of(Answers.NONE);
        }
        Read<Answers> read = AnswersDocument.read(Files.readAllBytes(Path.of(file)));
        say(file, read.problems(), err);
        return Optional.ofNullable(read.value());
    }

    /// Where outputs would be sent does not matter here, so a Destination's setting that nobody gave is no obstacle.
    private static Map<String, String> withoutNeedless(Channel channel, Map<String, String> settings) {
        Map<String, String> values = new HashMap<>(settings);
        Settings.of(channel).forEach(setting -> {
            boolean needed = channel.source().endpoint().settings().values().stream()
                            .anyMatch(text -> text.contains("${" + setting.name()))
                    || channel.constants().values().stream().anyMatch(text -> text.contains("${" + setting.name()));
            if (!needed && setting.otherwise() == null) {
                values.putIfAbsent(setting.name(), "");
            }
        });
        return values;
    }

    private static void say(String document, List<Problem> problems, PrintStream err) {
        problems.forEach(problem -> err.println(document + ": " + problem.path() + ": " + problem.message()));
    }

    private static String said(IOException broken) {
        return broken instanceof NoSuchFileException
                ? "There is no file " + broken.getMessage()
                : "Cannot read or write: " + broken.getMessage();
    }

    private int files(List<String> names, PrintStream err) throws IOException {
        if (out != null) {
            Files.createDirectories(out);
        }
        boolean all = true;
        boolean unread = false;
        for (String name : names) {
            try (InputStream stream = Files.newInputStream(Path.of(name))) {
                all &= file(name, transform.split(stream));
            } catch (IOException broken) {
                err.println(said(broken));
                unread = true;
            }
        }
        return unread ? CommandLine.USAGE : all ? CommandLine.FINE : CommandLine.REFUSED;
    }

    /// Each Message is done with before the next is read; only the one behind it is known to be there.
    private boolean file(String name, Format.Records records) throws IOException {
        boolean all = true;
        Optional<Format.Part> part = records.next();
        for (int number = 1; part.isPresent(); number++) {
            Report report = transform.run(name, part.get());
            all &= report.accepted();
            Optional<Format.Part> further = records.next();
            write(Path.of(name), number == 1 && further.isEmpty() ? "" : "." + number, report);
            part = further;
        }
        return all;
    }

    private void write(Path file, String number, Report report) throws IOException {
        if (out == null) {
            lines.println(report.line(true));
            return;
        }
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = unused(out, dot > 0 ? name.substring(0, dot) : name, name, number);
        for (Output output : report.result().outputs()) {
            String index = output.index() == 1 ? "" : "." + output.index();
            Files.write(
                    out.resolve(stem + "." + output.destination() + index + "." + output.extension()), output.bytes());
        }
        Files.write(out.resolve(stem + ".report.json"), report.file());
    }

    /// Inputs of the same name from several folders must not overwrite each other's outputs: later ones keep
    /// their ending, then get a number.
    private String unused(Path folder, String stem, String name, String number) {
        String chosen = stem + number;
        int again = 1;
        while (!written.add(folder.resolve(chosen))) {
            chosen = (again == 1 ? name : name + "-" + again) + number;
            again++;
        }
        return chosen;
    }
}
