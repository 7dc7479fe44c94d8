package io.suture.engine.format.json;

import io.suture.engine.report.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A JSON Schema from samples: which members there are, which stand in all of them, what sorts their values have. Whole
/// numbers are called numbers, for the next may have a fraction; texts of a closed set are not guessed at.
public final class JsonLearner {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern DATE = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])");
    private static final Pattern DATE_TIME =
            Pattern.compile(DATE.pattern() + "T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

    private JsonLearner() {}

    /// What was learned, and which samples could not be read.
    ///
    /// @param schema   JSON, the content of a definition
    /// @param problems one for each sample that is no JSON
    public record Learned(String schema, List<Problem> problems) {
        public Learned {
            problems = List.copyOf(problems);
        }
    }

    public static Learned learn(List<byte[]> samples) {
        List<Problem> problems = new ArrayList<>();
        var seen = new Seen();
        for (int i = 0; i < samples.size(); i++) {
            try {
                seen.add(JSON.readTree(samples.get(i)));
            } catch (JacksonException broken) {
                problems.add(Problem.warning(
                        "not-json", "samples[" + i + "]", "This sample is no JSON, so nothing was learned from it."));
            }
        }
        ObjectNode schema = JSON.createObjectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema");
        seen.describe(schema);
        return new Learned(JSON.writeValueAsString(schema), problems);
    }

    /// What was seen at one place.
    private static final class Seen {
        private final Set<Sort> sorts = EnumSet.noneOf(Sort.class);
        private final Map<String, Seen> members = new LinkedHashMap<>();
        private @Nullable Seen items;
        private int count;
        private int objects;
        private boolean dates = true;
        private boolean times = true;

        void add(JsonNode node) {
            count++;
            switch (node.getNodeType()) {
                case OBJECT -> {
                    sorts.add(Sort.OBJECT);
                    objects++;
                    node.properties()
                            .forEach(member -> members.computeIfAbsent(member.getKey(), any -> new Seen())
                                    .add(member.getValue()));
                }
                case ARRAY -> {
                    sorts.add(Sort.ARRAY);
                    Seen all = items == null ? new Seen() : items;
                    node.forEach(all::add);
                    items = all;
                }
                case NUMBER -> sorts.add(Sort.NUMBER);
                case BOOLEAN -> sorts.add(Sort.BOOLEAN);
                case NULL -> sorts.add(Sort.NULL);
                case STRING -> {
                    sorts.add(Sort.STRING);
                    String text = node.stringValue();
                    dates &= DATE.matcher(text).matches();
                    times &= DATE_TIME.matcher(text).matches();
                }
                case BINARY, MISSING, POJO -> {}
            }
        }

        void describe(ObjectNode schema) {
            if (sorts.size() == 1) {
                schema.put("type", name(sorts.iterator().next()));
            } else if (!sorts.isEmpty()) {
                ArrayNode types = schema.putArray("type");
                // Last what every text looks like, so that numbers stay numbers.
                sorts.stream()
                        .sorted(Comparator.comparing(sort -> sort == Sort.STRING))
                        .forEach(sort -> types.add(name(sort)));
            }
            if (sorts.contains(Sort.STRING) && (dates || times)) {
                schema.put("format", dates ? "date" : "date-time");
            }
            if (sorts.contains(Sort.OBJECT)) {
                ObjectNode properties = schema.putObject("properties");
                members.forEach((name, seen) -> seen.describe(properties.putObject(name)));
                List<String> always = members.entrySet().stream()
                        .filter(member -> member.getValue().count == objects)
                        .map(Map.Entry::getKey)
                        .toList();
                if (!always.isEmpty()) {
                    ArrayNode required = schema.putArray("required");
                    always.forEach(required::add);
                }
            }
            if (items != null) {
                items.describe(schema.putObject("items"));
            }
        }

        private static String name(Sort sort) {
            return sort.name().toLowerCase(Locale.ROOT);
        }
    }
}
