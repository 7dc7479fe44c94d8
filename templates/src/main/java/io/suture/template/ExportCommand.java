package io.suture.template;

import io.suture.engine.channel.Channel;
import io.suture.engine.document.ChannelDocument;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `channel export`: a Template's Channel as one frozen document.
final class ExportCommand {
    private static final String HELP = """
            usage: studio channel export --template NAME --out DIR
            Writes DIR/NAME.json, the channel document that `runtime --channels` and `transform --channel` take.
            """;

    private ExportCommand() {}

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (arguments.contains("--help")) {
            out.print(HELP);
            return CommandLine.FINE;
        }
        if (arguments.isEmpty() || !arguments.getFirst().equals("export")) {
            return CommandLine.usage(err, HELP, List.of());
        }
        Options options = Options.parse(arguments.subList(1, arguments.size()), Set.of("template", "out"), environment);
        String name = options.value("template").orElse("");
        String folder = options.value("out").orElse("");
        if (!options.wrong().isEmpty() || name.isEmpty() || folder.isEmpty()) {
            return CommandLine.usage(err, HELP, options.wrong());
        }
        Optional<Channel> channel = TemplateCatalog.channel(name);
        if (channel.isEmpty()) {
            return CommandLine.usage(err, HELP, List.of(noTemplate(name)));
        }
        Path file = Path.of(folder, name + ".json");
        try {
            Files.createDirectories(Path.of(folder));
            Files.write(file, ChannelDocument.write(channel.get()));
        } catch (IOException broken) {
            err.println("Cannot write " + file + ": " + broken.getMessage());
            return CommandLine.USAGE;
        }
        out.println(file);
        return CommandLine.FINE;
    }

    static String noTemplate(String name) {
        return "There is no template " + name + ". There are: " + String.join(", ", TemplateCatalog.names()) + ".";
    }
}
