package io.suture.template;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The engine on the command line: no database, no network. `transform`, `check` and `channel export`.
public final class CommandLine {
    /// Exit codes: all is well, some Messages or documents are refused, the call itself is wrong.
    static final int FINE = 0;

    static final int REFUSED = 1;
    static final int USAGE = 2;

    private static final String HELP = """
            usage: studio transform (--template NAME | --channel FILE) [--out DIR] [--set NAME=VALUE]… FILE…
                   studio check FILE|DIR…
                   studio channel export --template NAME --out DIR
                   studio profiles PACKAGE.tgz --out DIR
            Each takes --help.
            """;

    private CommandLine() {}

    public static void main(String[] arguments) {
        // Libraries log; here there is nobody who would set up where to.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int exit = run(Arrays.asList(arguments), System.getenv(), out, err);
        out.flush();
        System.exit(exit);
    }

    /// Runs one command and gives its exit code.
    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        return switch (command) {
            case "transform" -> TransformCommand.run(rest, environment, out, err);
            case "check" -> CheckCommand.run(rest, environment, out, err);
            case "channel" -> ExportCommand.run(rest, environment, out, err);
            case "profiles" -> ProfilesCommand.run(rest, environment, out, err);
            case "--help", "-h", "help" -> {
                out.print(HELP);
                yield FINE;
            }
            default -> {
                err.print(command.isEmpty() ? HELP : "There is no command " + command + ".\n" + HELP);
                yield USAGE;
            }
        };
    }

    /// What is wrong with a call, then how it is made.
    static int usage(PrintStream err, String help, List<String> wrong) {
        wrong.forEach(err::println);
        err.print(help);
        return USAGE;
    }
}
