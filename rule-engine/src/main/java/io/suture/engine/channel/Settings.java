package io.suture.engine.channel;

import io.suture.engine.report.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The settings of a Channel: `${NAME:default}` in Endpoint settings and constants. Whoever runs a Channel fills them
/// from its environment before compiling; documents and hashes keep the unfilled text.
public final class Settings {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9_]*)(?::([^}]*))?}");

    private Settings() {}

    /// A name that the environment may give a value for.
    ///
    /// @param name      as the environment calls it: `LAB_MLLP_PORT`
    /// @param otherwise what stands in for it, or null when it must be given
    public record Setting(String name, @Nullable String otherwise) {}

    /// The Channel with its settings filled in; errors name the settings that nobody gave.
    public record Filled(Channel channel, List<Problem> problems) {}

    /// The settings that a Channel names, each once, in document order.
    public static List<Setting> of(Channel channel) {
        Map<String, Setting> found = new LinkedHashMap<>();
        texts(channel).forEach(text -> {
            Matcher matcher = PLACEHOLDER.matcher(text);
            while (matcher.find()) {
                found.putIfAbsent(matcher.group(1), new Setting(matcher.group(1), matcher.group(2)));
            }
        });
        return List.copyOf(found.values());
    }

    /// Fills the settings in. Texts outside Endpoint settings and constants stay as they are.
    public static Filled fill(Channel channel, Map<String, String> values) {
        List<Problem> problems = new ArrayList<>();
        Source source = channel.source();
        var filled = new Channel(
                channel.name(),
                channel.title(),
                channel.description(),
                source.at(fill(source.endpoint(), values, "source.endpoint", problems)),
                channel.rules(),
                destinations(channel, values, problems),
                channel.tables(),
                channel.maps(),
                channel.schemas(),
                queries(channel, values, problems),
                fill(channel.constants(), values, "constants", problems),
                channel.origin());
        return new Filled(filled, List.copyOf(problems));
    }

    private static List<String> texts(Channel channel) {
        List<String> texts =
                new ArrayList<>(channel.source().endpoint().settings().values());
        channel.destinations()
                .forEach(destination ->
                        texts.addAll(destination.endpoint().settings().values()));
        channel.queries()
                .forEach(query -> texts.addAll(query.endpoint().settings().values()));
        texts.addAll(channel.constants().values());
        return texts;
    }

    private static List<Destination> destinations(Channel channel, Map<String, String> values, List<Problem> problems) {
        List<Destination> destinations = new ArrayList<>();
        for (int i = 0; i < channel.destinations().size(); i++) {
            Destination destination = channel.destinations().get(i);
            destinations.add(
                    destination.at(fill(destination.endpoint(), values, "destinations[" + i + "].endpoint", problems)));
        }
        return destinations;
    }

    private static List<Query> queries(Channel channel, Map<String, String> values, List<Problem> problems) {
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < channel.queries().size(); i++) {
            Query query = channel.queries().get(i);
            queries.add(query.at(fill(query.endpoint(), values, "queries[" + i + "].endpoint", problems)));
        }
        return queries;
    }

    private static Endpoint fill(Endpoint endpoint, Map<String, String> values, String place, List<Problem> problems) {
        return new Endpoint(endpoint.connector(), fill(endpoint.settings(), values, place + ".settings", problems));
    }

    private static Map<String, String> fill(
            Map<String, String> texts, Map<String, String> values, String place, List<Problem> problems) {
        Map<String, String> filled = new LinkedHashMap<>();
        texts.forEach((name, text) -> filled.put(name, fill(text, values, place + "." + name, problems)));
        return filled;
    }

    private static String fill(String text, Map<String, String> values, String place, List<Problem> problems) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            String value = values.getOrDefault(name, found.group(2));
            if (value == null) {
                problems.add(Problem.error(
                        "setting-missing", place, "The setting " + name + " has no value. Set it in the environment."));
                return "";
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
