package io.suture.engine.bench;

import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What writing and reading a Bundle costs on one warm thread, beside a Jackson stream that writes and reads the same
/// JSON. Run its main with a file that holds a transaction Bundle.
public final class FhirBenchmark {
    private static final int ROUNDS = 6;
    private static final long ROUND_NANOS = 1_500_000_000L;
    private static final JsonFactory JSON = new JsonFactory();
    /// Time on the processor, so that what else runs on the machine counts little.
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final Consumer<Problem> NOBODY = problem -> {};

    private FhirBenchmark() {}

    private record Event(JsonToken token, String text) {}

    public static void main(String[] arguments) throws IOException {
        byte[] given = Files.readAllBytes(Path.of(arguments[0]));
        var format = new FhirFormat();
        var ref = new SchemaRef("fhir", "r4", "Bundle");
        var reader = format.reader(format.schema(ref).orElseThrow(), Map.of());
        Value.Group read = reader.read(given, NOBODY);

        Map<String, String> types = new LinkedHashMap<>();
        Fields.Builder named = Fields.builder();
        for (Value entry : Value.items(read.get("entry"))) {
            String type = ((Value.Group) ((Value.Group) entry).get("resource"))
                    .get("resourceType")
                    .toString();
            types.put(type, type);
            named.add(type, entry);
        }
        Value.Group message = named.build();
        var writer = format.writer(format.bundle(ref, types).orElseThrow(), Map.of());
        byte[] bytes = writer.write(message, problem -> System.out.println(problem.code() + " at " + problem.path()));
        List<Event> events = events(bytes);
        System.out.println(bytes.length + " bytes, " + types.size() + " types of entries");

        double stream = measure("Jackson stream writes", () -> write(events));
        double ours = measure("FhirFormat writes", () -> writer.write(message, NOBODY).length);
        System.out.printf(Locale.ROOT, "ratio %.2f of the stream's speed%n", stream / ours);
        double parse = measure("Jackson stream reads", () -> events(bytes).size());
        double reads =
                measure("FhirFormat reads", () -> reader.read(bytes, NOBODY).size());
        System.out.printf(Locale.ROOT, "ratio %.2f of the stream's speed%n", parse / reads);
    }

    /// Microseconds for each turn, the best of all rounds.
    private static double measure(String what, IntSupplier work) {
        double best = Double.MAX_VALUE;
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = CLOCK.getCurrentThreadCpuTime();
            long turns = 0;
            long spent;
            do {
                for (int i = 0; i < 500; i++) {
                    sum += work.getAsInt();
                }
                turns += 500;
                spent = CLOCK.getCurrentThreadCpuTime() - begin;
            } while (spent < ROUND_NANOS);
            best = Math.min(best, spent / 1000.0 / turns);
        }
        System.out.printf(Locale.ROOT, "%-24s %8.2f us  (%d)%n", what, best, sum % 10);
        return best;
    }

    private static List<Event> events(byte[] json) {
        List<Event> events = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                events.add(new Event(token, parser.getString()));
            }
        }
        return events;
    }

    private static int write(List<Event> events) {
        var out = new ByteArrayOutputStream(16_384);
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            for (Event event : events) {
                switch (event.token()) {
                    case START_OBJECT -> generator.writeStartObject();
                    case END_OBJECT -> generator.writeEndObject();
                    case START_ARRAY -> generator.writeStartArray();
                    case END_ARRAY -> generator.writeEndArray();
                    case PROPERTY_NAME -> generator.writeName(event.text());
                    case VALUE_STRING -> generator.writeString(event.text());
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> generator.writeNumber(event.text());
                    case VALUE_TRUE -> generator.writeBoolean(true);
                    case VALUE_FALSE -> generator.writeBoolean(false);
                    case VALUE_NULL -> generator.writeNull();
                    case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException("no such JSON");
                }
            }
        }
        return out.size();
    }
}
