package io.suture.runtime;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a node is started with; every option is an environment variable `STUDIO_…` too.
///
/// @param channels    the folder of channel documents
/// @param unapproved  whether those run that nobody approved
/// @param data        the folder of the embedded database, the keys and the token
/// @param databaseUrl an external database; its user and password are in it, or in `STUDIO_DATABASE_USER` and
///                    `STUDIO_DATABASE_PASSWORD`
/// @param port        of health, metrics and API
record RuntimeOptions(String channels, boolean unapproved, String data, Optional<String> databaseUrl, int port) {
    private static final String USAGE =
            "Usage: ./studio runtime --channels DIR [--unapproved] [--data DIR] [--database-url URL] [--port 8081]";

    /// What was asked for cannot be done.
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    static RuntimeOptions parse(List<String> arguments, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
            String argument = left.next();
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            switch (name) {
                case "--channels", "--data", "--database-url", "--port" -> {
                    if (equals < 0 && !left.hasNext()) {
                        throw new Unusable(name + " needs a value. " + USAGE);
                    }
                    given.put(name, equals < 0 ? left.next() : argument.substring(equals + 1));
                }
                case "--unapproved" -> given.put(name, "true");
                default -> throw new Unusable("Unknown option " + name + ". " + USAGE);
            }
        }
        String port = value("--port", given, environment).orElse("8081");
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new Unusable("--port is a number from 0 to 65535.");
        }
        return new RuntimeOptions(
                value("--channels", given, environment)
                        .orElseThrow(() -> new Unusable("--channels is missing. " + USAGE)),
                value("--unapproved", given, environment)
                        .map(Boolean::parseBoolean)
                        .orElse(false),
                value("--data", given, environment).orElse(".studio/runtime"),
                value("--database-url", given, environment),
                Integer.parseInt(port));
    }

    private static Optional<String> value(String option, Map<String, String> given, Map<String, String> environment) {
        String variable = "STUDIO_" + option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
        return Optional.ofNullable(given.getOrDefault(option, environment.get(variable)))
                .filter(value -> !value.isBlank());
    }
}
