package io.suture.studio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the command line and the environment ask for; the command line wins.
///
/// @param port        where the studio answers
/// @param data        the embedded database's directory
/// @param databaseUrl an external database instead, or null
/// @param open        whether to open the browser when ready
/// @param demo        whether to make the demo hospital's accounts
/// @param rehearse    whether to stop as soon as it is ready, so that the JDK can note what was loaded
/// @param problems    what was asked for and cannot be, a sentence each
record LaunchOptions(
        int port,
        String data,
        @Nullable String databaseUrl,
        boolean open,
        boolean demo,
        boolean rehearse,
        List<String> problems) {

    static LaunchOptions parse(List<String> arguments, Map<String, String> environment) {
        var problems = new ArrayList<String>();
        var given = new HashMap<String, String>();
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            String name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
            switch (name) {
                case "--port", "--data", "--database-url", "--home" -> {
                    String value = value(argument, rest);
                    if (value == null) {
                        problems.add(name + " needs a value.");
                    } else {
                        given.put(name, value);
                    }
                }
                case "--open", "--demo", "--rehearse" -> given.put(name, "true");
                default -> problems.add("Unknown option " + name + ".");
            }
        }
        String home = given.getOrDefault("--home", ".studio");
        String port = from("--port", "8080", given, environment);
        int number = port.matches("\\d{1,5}") ? Integer.parseInt(port) : -1;
        if (number < 0 || number > 65_535) {
            problems.add("The port is a number from 0 to 65535, not " + port + ".");
        }
        String url = from("--database-url", "", given, environment);
        return new LaunchOptions(
                number,
                from("--data", home + "/data", given, environment),
                url.isBlank() ? null : url,
                Boolean.parseBoolean(from("--open", "false", given, environment)),
                Boolean.parseBoolean(given.getOrDefault("--demo", "false")),
                Boolean.parseBoolean(given.getOrDefault("--rehearse", "false")),
                List.copyOf(problems));
    }

    private static @Nullable String value(String argument, Iterator<String> rest) {
        int equals = argument.indexOf('=');
        if (equals >= 0) {
            return argument.substring(equals + 1);
        }
        return rest.hasNext() ? rest.next() : null;
    }

    private static String from(
            String option, String otherwise, Map<String, String> given, Map<String, String> environment) {
        String variable = "STUDIO_" + option.substring(2).replace('-', '_').toUpperCase(java.util.Locale.ROOT);
        String inherited = environment.getOrDefault(variable, "");
        return given.getOrDefault(option, inherited.isBlank() ? otherwise : inherited);
    }

    /// The same as Spring's properties, below whatever else the environment sets.
    Map<String, Object> properties() {
        var properties = new HashMap<String, Object>();
        properties.put("server.port", port);
        properties.put("studio.data", data);
        properties.put("studio.open", open);
        properties.put("studio.demo", demo);
        if (databaseUrl != null) {
            properties.put("studio.database.url", databaseUrl);
        }
        return properties;
    }
}
