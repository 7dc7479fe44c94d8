package io.suture.template.bench;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Context;
import io.suture.engine.Engine;
import io.suture.engine.Message;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Settings;
import io.suture.template.Template;
import io.suture.template.TemplateCatalog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How many messages a second one thread reads, routes, maps and writes on the channels that ship, warm, how long an
/// edit takes until its preview is there, what one message costs on every template, and what it costs to open FHIR's
/// schemas. `./studio bench engine [--part schema|forward|fhir|preview|templates|delimited] [--json FILE]`.
public final class EngineBenchmark {
    private static final int VARIANTS = 256;
    private static final int ROUNDS = 5;
    private static final long WARM_NANOS = 20_000_000_000L;
    private static final long ROUND_NANOS = 2_000_000_000L;
    /// Short, for there are many templates and their figures lie far from the target: 60 s of processor time for all.
    private static final long TEMPLATE_WARM_NANOS = 3_000_000_000L;
    private static final long TEMPLATE_ROUND_NANOS = 300_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    private final List<Figure> figures = new ArrayList<>();
    private long sink;

    /// One line of the table; the target is what the project wants to reach, or null.
    private record Figure(
            String part,
            String what,
            String unit,
            double value,
            @Nullable Double target,
            String detail) {}

    public static void main(String[] arguments) throws IOException {
        String part = option(arguments, "--part", "all");
        String json = option(arguments, "--json", "");
        var benchmark = new EngineBenchmark();
        System.out.printf("%-30s %-40s %12s %-11s %10s%n", "part", "what", "figure", "", "target");
        // First, for it measures a program that knows nothing yet.
        if (part.equals("all") || part.equals("schema")) {
            List.of("r4", "r4b", "r5").forEach(benchmark::schema);
        }
        if (part.equals("all") || part.equals("forward")) {
            benchmark.channel("lab-results-forward", 40_000.0);
        }
        if (part.equals("all") || part.equals("fhir")) {
            benchmark.channel("lab-results", 15_000.0);
        }
        if (part.equals("all") || part.equals("preview")) {
            benchmark.preview();
        }
        if (part.equals("all") || part.equals("templates")) {
            TemplateCatalog.all().forEach(benchmark::template);
        }
        if (part.equals("all") || part.equals("delimited")) {
            benchmark.delimited();
        }
        if (benchmark.sink == 42) {
            System.out.println();
        }
        if (!json.isEmpty()) {
            Files.writeString(Path.of(json), benchmark.json() + "\n");
        }
    }

    private static String option(String[] arguments, String name, String otherwise) {
        int at = Arrays.asList(arguments).indexOf(name);
        return at >= 0 && at + 1 < arguments.length ? arguments[at + 1] : otherwise;
    }

    private static CompiledChannel compiled(Channel channel) {
        return ChannelCompiler.standard()
                .compile(Settings.fill(channel, Map.of()).channel(), "bench")
                .orThrow();
    }

    /// An ordinary result of 1 KB and 5 OBX is the first sample of `lab-results-forward`.
    private static byte[] sample(String template) {
        Template shipped = TemplateCatalog.template(template).orElseThrow();
        return shipped.samples().getFirst().sample().payload();
    }

    /// The same message with other control ids, identifiers and values, so that nothing can be kept between runs.
    private static List<Message> variants(byte[] sample) {
        var text = new String(sample, StandardCharsets.UTF_8);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < VARIANTS; i++) {
            String other = text.replace("NL20260112-0001", "NL20260112-" + (1000 + i))
                    .replace("88213407", "8821" + (3000 + i))
                    .replace("F99120", "F9" + (9000 + i))
                    .replace("|112|", "|" + (100 + i) + "|");
            messages.add(new Message(other.getBytes(StandardCharsets.UTF_8), ""));
        }
        return messages;
    }

    private void channel(String template, double target) {
        CompiledChannel channel = compiled(TemplateCatalog.channel(template).orElseThrow());
        List<Message> messages = variants(sample("lab-results-forward"));
        Result first = Engine.run(channel, messages.getFirst(), Context.of(NOW, "bench"), Tracing.OFF);
        byte[] output = first.outputs().getFirst().bytes();
        int bytes = messages.getFirst().payload().length;
        double engine = rate(i -> {
            Message message = messages.get(i % VARIANTS);
            Result result = Engine.run(channel, message, Context.of(NOW, "bench"), Tracing.OFF);
            return result.outputs().getFirst().bytes().length;
        });
        add(new Figure(
                template,
                "read + route + map + write",
                "messages/s",
                engine,
                target,
                bytes + " bytes in, " + output.length + " out"));
        double split = rate(i -> Limits.split(messages.get(i % VARIANTS).payload()));
        add(new Figure(template, "limit: plain split of the same bytes", "messages/s", split, null, ""));
        if (first.outputs().getFirst().mediaType().contains("json")) {
            List<Limits.Event> events = Limits.events(output);
            double written = rate(i -> Limits.write(events));
            add(new Figure(template, "limit: Jackson stream of the same JSON", "messages/s", written, null, ""));
        }
    }

    /// One message of a template, over those of its samples that go out somewhere.
    private void template(Template template) {
        CompiledChannel channel = compiled(template.channel());
        List<Message> messages = template.samples().stream()
                .map(one -> new Message(one.sample().payload(), ""))
                .filter(message -> !Engine.run(channel, message, Context.of(NOW, "bench"), Tracing.OFF)
                        .outputs()
                        .isEmpty())
                .toList();
        int bytes =
                messages.stream().mapToInt(message -> message.payload().length).sum() / messages.size();
        IntUnaryOperator once =
                i -> Engine.run(channel, messages.get(i % messages.size()), Context.of(NOW, "bench"), Tracing.OFF)
                        .outputs()
                        .size();
        add(new Figure(
                "template " + template.name(),
                "read + route + map + write",
                "µs/message",
                1e6 / rate(once, TEMPLATE_WARM_NANOS, TEMPLATE_ROUND_NANOS),
                1_000.0,
                messages.size() + " samples of " + bytes + " bytes, "
                        + template.channel().destinations().size() + " out"));
    }

    /// The best round. What counts is the thread's own processor time, so that other work on the machine does not count
    /// as ours; on an idle machine it is the time on the clock.
    private double rate(IntUnaryOperator once) {
        return rate(once, WARM_NANOS, ROUND_NANOS);
    }

    private double rate(IntUnaryOperator once, long warm, long each) {
        run(once, warm);
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.max(best, run(once, each));
        }
        return best;
    }

    private double run(IntUnaryOperator once, long nanos) {
        long start = THREADS.getCurrentThreadCpuTime();
        long end = start;
        int done = 0;
        while (end - start < nanos) {
            for (int i = 0; i < 64; i++) {
                sink += once.applyAsInt(done++ & Integer.MAX_VALUE);
            }
            end = THREADS.getCurrentThreadCpuTime();
        }
        return done * 1e9 / (end - start);
    }

    /// A file of many rows, from its bytes to a JSON message for each row. What it holds beside the file is measured
    /// by what lives after each round.
    private void delimited() {
        CompiledChannel channel = DelimitedFile.channel();
        byte[] file = DelimitedFile.file();
        double best = 0;
        long written = 0;
        long warm = THREADS.getCurrentThreadCpuTime() + WARM_NANOS;
        do {
            sink += DelimitedFile.run(channel, file, message -> json(channel, message));
        } while (THREADS.getCurrentThreadCpuTime() < warm);
        long before = SchemaOpening.live();
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            written = DelimitedFile.run(channel, file, message -> json(channel, message));
            best = Math.max(best, DelimitedFile.ROWS * 1e9 / (THREADS.getCurrentThreadCpuTime() - start));
        }
        add(new Figure(
                "delimited",
                "split + accept + read + route + map + write",
                "rows/s",
                best,
                20_000.0,
                DelimitedFile.ROWS + " rows, " + file.length + " bytes in, " + written + " out"));
        add(new Figure(
                "delimited",
                "held more after five files than before",
                "KB",
                (SchemaOpening.live() - before) / 1024.0,
                null,
                ""));
    }

    private void schema(String version) {
        SchemaOpening opened = SchemaOpening.of(version);
        String part = "schema fhir:" + version;
        add(new Figure(part, "opens a first resource", "ms", opened.openMillis(), 1_000.0, ""));
        add(new Figure(
                part,
                "opens all, " + SchemaOpening.DEPTH + " deep",
                "ms",
                opened.allMillis(),
                null,
                opened.resources() + " resources, " + opened.types() + " types"));
        add(new Figure(
                part,
                "holds then",
                "MB",
                opened.heldBytes() / 1024.0 / 1024.0,
                200.0,
                "and one path " + SchemaOpening.DEEPEST + " deep"));
    }

    private static byte[] json(CompiledChannel channel, Message message) {
        return Engine.run(channel, message, Context.of(NOW, "bench"), Tracing.OFF)
                .outputs()
                .getFirst()
                .bytes();
    }

    private void preview() {
        Channel channel = Settings.fill(TemplateCatalog.channel("lab-results").orElseThrow(), Map.of())
                .channel();
        var message = new Message(sample("lab-results"), "");
        int rows = channel.destinations().getFirst().mapping().fields().size();
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            long start = System.nanoTime();
            CompiledChannel compiled =
                    ChannelCompiler.standard().compile(channel, "draft").orThrow();
            sink += Engine.run(compiled, message, Context.of(NOW, "preview"), Tracing.FULL)
                    .outputs()
                    .size();
            if (i >= 20) {
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        millis.sort(null);
        String detail = rows + " rows, " + channel.maps().size() + " shared maps; compile and run with trace";
        add(new Figure(
                "preview",
                "after an edit, 95th percentile",
                "ms",
                millis.get(millis.size() * 95 / 100),
                150.0,
                detail));
        add(new Figure("preview", "after an edit, median", "ms", millis.get(millis.size() / 2), null, ""));
    }

    /// Shown at once: on a busy machine a run takes long, and what is measured already can be read.
    private void add(Figure figure) {
        figures.add(figure);
        System.out.printf(
                Locale.ROOT,
                "%-30s %-40s %,12.1f %-11s %10s  %s%n",
                figure.part(),
                figure.what(),
                figure.value(),
                figure.unit(),
                figure.target() == null ? "" : String.format(Locale.ROOT, "%,.0f", figure.target()),
                figure.detail());
    }

    private String json() {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        root.putObject("machine")
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("cpu", cpu())
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"))
                .put("maxMemory", Runtime.getRuntime().maxMemory());
        root.put("version", String.valueOf(EngineBenchmark.class.getPackage().getImplementationVersion()));
        root.put("at", Instant.now().toString());
        root.putObject("settings")
                .put("threads", 1)
                .put("warmSeconds", WARM_NANOS / 1e9)
                .put("rounds", ROUNDS)
                .put("roundSeconds", ROUND_NANOS / 1e9)
                .put("figure", "best round, by the thread's processor time");
        ArrayNode list = root.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode one = list.addObject()
                    .put("part", figure.part())
                    .put("what", figure.what())
                    .put("value", figure.value())
                    .put("unit", figure.unit());
            if (figure.target() != null) {
                one.put("target", figure.target());
            }
            one.put("detail", figure.detail());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static String cpu() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException absent) {
            return "unknown";
        }
    }
}
