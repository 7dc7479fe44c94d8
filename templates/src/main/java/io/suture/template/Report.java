package io.suture.template;

import io.suture.engine.Result;
import io.suture.engine.Result.Output;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Decided;
import io.suture.engine.rule.Decision;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What became of one Message, as `transform` writes it and the preview of the REST API answers it.
///
/// @param input    a file's name, or another name of the Message
/// @param place    where it stood in a file of many, `line 4711`; or empty
/// @param accepted whether a live listener would have taken it
/// @param ack      the code that it would have answered: `AA`; empty where the source's format has none
/// @param result   what the run gave; empty lists where the Message was refused
/// @param problems of the acceptance and of the run
/// @param micros   how long the run took
public record Report(
        String input, String place, boolean accepted, String ack, Result result, List<Problem> problems, long micros) {
    /// Decimals keep their digits: `6.80` stays `6.80`.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    public Report {
        problems = List.copyOf(problems);
    }

    /// The same, with its place in the file that it came in, and that file's Problems before its own.
    Report of(String where, List<Problem> ofTheFile) {
        List<Problem> all = new ArrayList<>(ofTheFile);
        all.addAll(problems);
        return new Report(input, where, accepted, ack, result, all, micros);
    }

    /// The report as one line of JSON.
    ///
    /// @param inline whether it holds the outputs
    public String line(boolean inline) {
        return JSON.writeValueAsString(json(inline));
    }

    /// The report as a file.
    public byte[] file() {
        return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(false)) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    public ObjectNode json(boolean inline) {
        ObjectNode node = JSON.createObjectNode().put("input", input);
        if (!place.isEmpty()) {
            node.put("place", place);
        }
        node.put("accepted", accepted).put("ack", ack);
        ArrayNode decisions = node.putArray("decisions");
        for (Decided decided : result.decisions()) {
            decisions(decided, decisions);
        }
        problems(problems, node.putArray("problems"));
        ArrayNode unmapped = node.putArray("unmapped");
        result.trace().unmapped().forEach(unmapped::add);
        ArrayNode misses = node.putArray("lookupMisses");
        for (Problem problem : problems) {
            if (problem.code().startsWith("lookup-")) {
                misses.add(problem.path());
            }
        }
        node.put("micros", micros);
        if (inline) {
            ArrayNode outputs = node.putArray("outputs");
            for (Output output : result.outputs()) {
                ObjectNode one = outputs.addObject()
                        .put("destination", output.destination())
                        .put("index", output.index())
                        .put("mediaType", output.mediaType());
                if (output.mediaType().contains("json")) {
                    one.set("content", JSON.readTree(output.bytes()));
                } else {
                    one.put("content", new String(output.bytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return node;
    }

    static void problems(List<Problem> problems, ArrayNode list) {
        for (Problem problem : problems) {
            list.addObject()
                    .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
                    .put("code", problem.code())
                    .put("path", problem.path())
                    .put("message", problem.message());
        }
    }

    /// One line for each Destination of a route; what goes nowhere has none.
    private static void decisions(Decided decided, ArrayNode list) {
        List<String> destinations = new ArrayList<>();
        String kind = switch (decided.decision()) {
            case Decision.RouteTo route -> {
                destinations.addAll(route.destinations());
                yield "route";
            }
            case Decision.Drop drop -> "drop";
            case Decision.Reject reject -> "reject";
            case Decision.Hold hold -> "hold";
            case Decision.Label label -> "label";
            case Decision.Redact redact -> {
                destinations.add(redact.destination());
                yield "redact";
            }
            case Decision.Alert alert -> "alert";
            case Decision.Correlate correlate -> "correlate";
        };
        if (destinations.isEmpty()) {
            list.addObject().put("kind", kind).put("rule", decided.rule()).putNull("destination");
        }
        for (String destination : destinations) {
            list.addObject().put("kind", kind).put("rule", decided.rule()).put("destination", destination);
        }
    }
}
