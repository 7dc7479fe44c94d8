package io.suture.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The arguments of one command: `--name value` or `--name=value`, and the rest. Every option may also stand in the
/// environment as `STUDIO_NAME`.
///
/// @param values what was given, by option
/// @param rest   arguments that are no options
/// @param wrong  what is wrong with them, for the user; empty when nothing is
record Options(Map<String, List<String>> values, List<String> rest, List<String> wrong) {

    static Options parse(List<String> arguments, Set<String> known, Map<String, String> environment) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        boolean plain = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (plain || !argument.startsWith("--")) {
                rest.add(argument);
                continue;
            }
            if (argument.equals("--")) {
                plain = true;
                continue;
            }
            int equal = argument.indexOf('=');
            String name = argument.substring(2, equal < 0 ? argument.length() : equal);
            if (!known.contains(name)) {
                wrong.add("There is no option --" + name + ".");
            } else if (equal >= 0) {
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(argument.substring(equal + 1));
            } else if (i + 1 < arguments.size()) {
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(arguments.get(++i));
            } else {
                wrong.add("--" + name + " needs a value.");
            }
        }
        for (String name : known) {
            String given =
                    environment.get("STUDIO_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
            if (given != null && !given.isEmpty() && !values.containsKey(name)) {
                values.put(name, List.of(given));
            }
        }
        return new Options(values, rest, wrong);
    }

    /// The last value given for an option.
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getLast);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }
}
