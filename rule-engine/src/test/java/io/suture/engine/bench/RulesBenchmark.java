package io.suture.engine.bench;

import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Inputs;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Condition.Operator;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.DecisionTable.Kind;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.analysis.RuleAnalysis;
import io.suture.engine.rule.analysis.SourceField;
import io.suture.engine.rule.drools.FieldReader;
import io.suture.engine.rule.drools.Router;
import io.suture.engine.rule.drools.RuleCompiler;
import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What rules cost on one thread: `./studio bench rules [--part route|table|compile|analysis|redeploy] [--json FILE]`.
/// Figures are the thread's processor time, so that what else runs on the machine counts little.
///
/// November 2026, Temurin 25, 2 busy cores: 50 rules compile in 46 ms warm (1.5 s cold), a table of 1,000 rows in
/// 28 ms. 50 rules on a result with 20 OBX, of which 38 hold: 142,000 to 188,000/s with the facts extracted already,
/// 145,000 to 155,000/s with the fields read. Tables of 1,000 rows: 64,000/s first, 41,000/s collect; of 10,000 rows:
/// 15,000/s. Analysis of 500 rows and 6 columns: 40 to 110 ms. Over the last 500 of 1,000 redeployments the heap does
/// not grow, and the metaspace grows by 89 KB.
public final class RulesBenchmark {
    private static final Inputs NOW = Inputs.of(Instant.EPOCH, "");

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final long WARM_NANOS = 4_000_000_000L;
    private static final long ROUND_NANOS = 1_000_000_000L;
    private static final int ROUNDS = 3;
    private static final int REDEPLOYMENTS = 1000;
    private static final String[] CODES = {"2345-7", "2951-2", "2823-3", "2075-0", "3094-0", "718-7", "4544-3", "6690-2"
    };

    private final List<Figure> figures = new ArrayList<>();
    private long sink;

    private record Figure(
            String part,
            String what,
            String unit,
            double value,
            @Nullable Double target,
            String detail) {}

    private RulesBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        String part = option(arguments, "--part", "all");
        String json = option(arguments, "--json", "");
        var benchmark = new RulesBenchmark();
        if (part.equals("all") || part.equals("compile")) {
            benchmark.compile();
        }
        if (part.equals("all") || part.equals("route")) {
            benchmark.route();
        }
        if (part.equals("all") || part.equals("table")) {
            benchmark.table();
        }
        if (part.equals("all") || part.equals("analysis")) {
            benchmark.analysis();
        }
        if (part.equals("all") || part.equals("redeploy")) {
            benchmark.redeploy();
        }
        benchmark.print();
        if (!json.isEmpty()) {
            Files.writeString(Path.of(json), benchmark.json() + "\n");
        }
    }

    private static String option(String[] arguments, String name, String otherwise) {
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals(name)) {
                return arguments[i + 1];
            }
        }
        return otherwise;
    }

    private void compile() {
        RuleSet fifty = rules(0);
        double cold = millis(() -> router(fifty));
        double best = Double.MAX_VALUE;
        for (int i = 1; i <= 8; i++) {
            RuleSet other = rules(i);
            best = Math.min(best, millis(() -> router(other)));
        }
        figures.add(new Figure(
                "compile", "50 rules, warm", "ms", best, 400.0, String.format(Locale.ROOT, "cold %.0f", cold)));
        double table = Double.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            RuleSet set = set(table(1000, i, HitPolicy.FIRST));
            table = Math.min(table, millis(() -> router(set)));
        }
        figures.add(new Figure("compile", "table of 1,000 rows", "ms", table, 2000.0, "6 columns"));
    }

    /// With the facts extracted already, as what is asked for says, and with the reading of them.
    private void route() {
        Router router = router(rules(0));
        Value.Group[] messages = messages();
        Value.Group[] extracted = Arrays.stream(messages).map(Extracted::of).toArray(Value.Group[]::new);
        double labels = Arrays.stream(messages)
                .flatMap(message -> router.route(message, NOW, false).decisions().stream())
                .filter(decided -> decided.decision() instanceof Decision.Label)
                .count();
        String detail = String.format(Locale.ROOT, "20 OBX, %.0f rules hold", labels / messages.length);
        rate(
                "route",
                "50 rules, facts extracted already",
                100_000.0,
                detail,
                turn -> router.route(extracted[turn & 63], NOW, false)
                        .decisions()
                        .size());
        rate(
                "route",
                "50 rules, and five fields read",
                null,
                detail,
                turn -> router.route(messages[turn & 63], NOW, false)
                        .decisions()
                        .size());
    }

    private void table() {
        Value.Group[] messages = messages();
        for (HitPolicy policy : List.of(HitPolicy.FIRST, HitPolicy.COLLECT)) {
            Router router = router(set(table(1000, 1, policy)));
            rate(
                    "table",
                    "1,000 rows, " + policy,
                    30_000.0,
                    "6 columns, 20 OBX",
                    turn -> router.route(messages[turn & 63], NOW, false)
                            .decisions()
                            .size());
        }
        Router large = router(set(table(10_000, 1, HitPolicy.FIRST)));
        rate(
                "table",
                "10,000 rows, FIRST",
                null,
                "6 columns, 20 OBX",
                turn -> large.route(messages[turn & 63], NOW, false).decisions().size());
    }

    private void analysis() {
        for (HitPolicy policy : HitPolicy.values()) {
            DecisionTable table = table(500, 7, policy);
            int[] found = new int[1];
            double first = millis(() -> found[0] = findings(table));
            double best = first;
            for (int i = 0; i < 3; i++) {
                best = Math.min(best, millis(() -> found[0] = findings(table)));
            }
            figures.add(new Figure(
                    "analysis",
                    "500 rows, 6 columns, " + policy,
                    "ms",
                    best,
                    3000.0,
                    String.format(Locale.ROOT, "first %.0f, %d findings", first, found[0])));
        }
        DecisionTable whole = partition();
        double best = Double.MAX_VALUE;
        int[] found = new int[1];
        for (int i = 0; i < 3; i++) {
            best = Math.min(best, millis(() -> found[0] = findings(whole)));
        }
        figures.add(new Figure(
                "analysis",
                whole.rows().size() + " rows without a gap, UNIQUE",
                "ms",
                best,
                3000.0,
                found[0] + " findings"));
    }

    private static int findings(DecisionTable table) {
        return RuleAnalysis.of(
                        set(table),
                        List.of(),
                        formula -> new SourceField(formula.text().equals("date"), false),
                        List.of())
                .findings()
                .size();
    }

    /// As many rule bases as a busy studio makes in a week, each run once; nothing of them may stay.
    private void redeploy() {
        Value.Group[] messages = messages();
        long heapBefore = 0;
        long metaBefore = 0;
        long classesBefore = 0;
        for (int i = 0; i < REDEPLOYMENTS; i++) {
            // Another DRL each time, else the same rule base would serve again.
            var changed = new ArrayList<RulePart>(rules(i).parts().subList(0, 10));
            changed.add(table(20, i, HitPolicy.FIRST));
            Router router = router(new RuleSet(changed, RuleSet.HitPolicy.COLLECT, List.of("ehr")));
            for (Value.Group message : messages) {
                sink += router.route(message, NOW, false).decisions().size();
            }
            if (i == REDEPLOYMENTS / 2 || i == REDEPLOYMENTS - 1) {
                long heap = heap();
                long meta = metaspace();
                long classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
                if (heapBefore == 0) {
                    heapBefore = heap;
                    metaBefore = meta;
                    classesBefore = classes;
                } else {
                    figures.add(new Figure(
                            "redeploy",
                            "heap grown over the last 500",
                            "KB",
                            (heap - heapBefore) / 1024.0,
                            2048.0,
                            String.format(Locale.ROOT, "%,d KB in use", heap / 1024)));
                    figures.add(new Figure(
                            "redeploy",
                            "metaspace grown",
                            "KB",
                            (meta - metaBefore) / 1024.0,
                            2048.0,
                            (classes - classesBefore) + " classes more"));
                }
            }
        }
    }

    private static long heap() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static double millis(Runnable work) {
        long start = CLOCK.getCurrentThreadCpuTime();
        work.run();
        return (CLOCK.getCurrentThreadCpuTime() - start) / 1e6;
    }

    private void rate(String part, String what, @Nullable Double target, String detail, IntUnaryOperator work) {
        turns(WARM_NANOS, work);
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.max(best, turns(ROUND_NANOS, work));
        }
        figures.add(new Figure(part, what, "decisions/s", best, target, detail));
    }

    private double turns(long nanos, IntUnaryOperator work) {
        long start = CLOCK.getCurrentThreadCpuTime();
        int turns = 0;
        while (CLOCK.getCurrentThreadCpuTime() - start < nanos) {
            for (int i = 0; i < 1000; i++) {
                sink += work.applyAsInt(turns++);
            }
        }
        return turns * 1e9 / (CLOCK.getCurrentThreadCpuTime() - start);
    }

    /// Fifty rules as a laboratory has them: codes of one test, flags, values, wards; three in four hold.
    private static RuleSet rules(int variant) {
        List<RulePart> rules = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rules.add(rule(i, variant));
        }
        return new RuleSet(rules, RuleSet.HitPolicy.COLLECT, List.of("ehr"));
    }

    private static Rule rule(int number, int variant) {
        Condition when = new Condition.All(List.of(
                test("code", Operator.IS_ONE_OF, CODES[number % CODES.length], "X" + variant),
                new Condition.AnyOf(List.of(
                        test("flag", Operator.IS_ONE_OF, "HH", "LL"),
                        test("value", Operator.GREATER_THAN, Integer.toString(20 + number)))),
                number % 3 == 0
                        ? test("class", Operator.IS, "I")
                        : new Condition.Not(test("ward", Operator.STARTS_WITH, "W" + variant % 10))));
        // The shape of a rule is a digit of the variant, so that each variant has a DRL of its own.
        Condition shaped = (variant >> number % 10 & 1) == 0
                ? when
                : new Condition.AnyOf(List.of(when, test("ward", Operator.IS, "V" + variant + number)));
        return new Rule(
                "Rule " + number, shaped, List.of(new Decision.Label("label " + number, List.of())), false, true, "");
    }

    private static Condition test(String field, Operator operator, String... values) {
        return new Condition.Test(Quantifier.ANY, new Formula(field), operator, List.of(values));
    }

    private static DecisionTable table(int rows, int seed, HitPolicy policy) {
        var random = new Random(seed);
        List<Column> columns = List.of(
                column("code", ColumnType.TEXT),
                column("flag", ColumnType.TEXT),
                column("value", ColumnType.NUMBER),
                column("class", ColumnType.TEXT),
                column("ward", ColumnType.PREFIX),
                column("date", ColumnType.DATE));
        List<Row> list = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            int low = random.nextInt(90);
            List<String> cells = List.of(
                    random.nextInt(20) == 0 ? "-" : CODES[random.nextInt(CODES.length)] + ", T" + random.nextInt(200),
                    random.nextInt(3) == 0 ? "-" : random.nextBoolean() ? "HH, LL" : "not N",
                    random.nextInt(5) == 0 ? "-" : "[" + low + ".." + (low + 1 + random.nextInt(10)) + ")",
                    random.nextInt(3) == 0 ? "-" : random.nextBoolean() ? "I, E" : "O",
                    random.nextInt(3) == 0 ? "-" : "W" + random.nextInt(10) + ", X" + random.nextInt(100),
                    random.nextInt(3) == 0 ? "-" : ">= 2026-0" + (1 + random.nextInt(9)));
            List<Cell> when = new ArrayList<>();
            for (int c = 0; c < cells.size(); c++) {
                when.add(Cell.read(columns.get(c).type(), cells.get(c)));
            }
            list.add(new Row("", when, List.of(random.nextBoolean() ? "ehr" : "archive"), ""));
        }
        return new DecisionTable(
                "Table", policy, columns, List.of(new Outcome(Kind.ROUTE, "", "")), list, false, true, "");
    }

    /// All there is, parted along six fields: the most that a search for gaps has to do.
    private static DecisionTable partition() {
        List<Column> columns = List.of(
                column("class", ColumnType.TEXT),
                column("value", ColumnType.NUMBER),
                column("age", ColumnType.NUMBER),
                column("flag", ColumnType.TEXT),
                column("ward", ColumnType.TEXT),
                column("date", ColumnType.DATE));
        List<Row> rows = new ArrayList<>();
        for (String one : List.of("I", "E", "not I, E")) {
            for (String two : List.of("< 10", "[10..50)", ">= 50", "has no value")) {
                for (String three : List.of("< 18", "[18..65)", ">= 65")) {
                    for (String four : List.of("HH", "LL", "not HH, LL")) {
                        for (String five : List.of("W1", "not W1")) {
                            for (String six : List.of("< 2026", ">= 2026")) {
                                List<String> cells = List.of(one, two, three, four, five, six);
                                List<Cell> when = new ArrayList<>();
                                for (int c = 0; c < cells.size(); c++) {
                                    when.add(Cell.read(columns.get(c).type(), cells.get(c)));
                                }
                                rows.add(new Row("", when, List.of("ehr"), ""));
                            }
                        }
                    }
                }
            }
        }
        return new DecisionTable(
                "Whole", HitPolicy.UNIQUE, columns, List.of(new Outcome(Kind.ROUTE, "", "")), rows, false, true, "");
    }

    private static Column column(String field, ColumnType type) {
        return new Column("", Quantifier.ANY, new Formula(field), type);
    }

    private static Value.Group[] messages() {
        var random = new Random(3);
        var messages = new Value.Group[64];
        for (int m = 0; m < messages.length; m++) {
            List<Value> codes = new ArrayList<>();
            List<Value> flags = new ArrayList<>();
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                codes.add(new Value.Text(CODES[random.nextInt(CODES.length)]));
                flags.add(new Value.Text(List.of("N", "N", "H", "L", "HH").get(random.nextInt(5))));
                values.add(new Value.Text(Integer.toString(random.nextInt(100))));
            }
            messages[m] = Fields.builder()
                    .add("code", Value.Repeat.of(codes))
                    .add("flag", Value.Repeat.of(flags))
                    .add("value", Value.Repeat.of(values))
                    .add("class", new Value.Text(random.nextBoolean() ? "I" : "O"))
                    .add("ward", new Value.Text("W" + random.nextInt(20)))
                    .add("date", new Value.Text("2026050" + (1 + random.nextInt(9))))
                    .build();
        }
        return messages;
    }

    private static RuleSet set(RulePart... parts) {
        return new RuleSet(List.of(parts), RuleSet.HitPolicy.COLLECT, List.of("ehr"));
    }

    private static Router router(RuleSet rules) {
        RuleCompiler.Compiled compiled =
                new RuleCompiler(RulesBenchmark::field, List.of(), Set.of("ehr", "archive")).compile(rules);
        return Objects.requireNonNull(
                compiled.router(), () -> compiled.problems().toString());
    }

    /// A message whose texts were read before: what is left is to decide.
    private static final class Extracted extends Value.Group {
        private final Value.Group message;
        private final Map<String, List<String>> texts;

        private Extracted(Value.Group message, Map<String, List<String>> texts) {
            this.message = message;
            this.texts = texts;
        }

        static Extracted of(Value.Group message) {
            var texts = new HashMap<String, List<String>>();
            for (int i = 0; i < message.size(); i++) {
                String name = message.name(i);
                texts.put(name, reader(name).texts(message, NOW));
            }
            return new Extracted(message, texts);
        }

        List<String> texts(String name) {
            return texts.getOrDefault(name, List.of());
        }

        @Override
        public int size() {
            return message.size();
        }

        @Override
        public String name(int position) {
            return message.name(position);
        }

        @Override
        public Value value(int position) {
            return message.value(position);
        }
    }

    private static Optional<FieldReader> field(Formula formula, Consumer<Problem> problems) {
        return Optional.of(reader(formula.text()));
    }

    private static FieldReader reader(String name) {
        boolean date = name.equals("date");
        return new FieldReader() {
            @Override
            public Value read(Value.Group message, Inputs inputs) {
                return message.get(name);
            }

            @Override
            public List<String> texts(Value.Group message, Inputs inputs) {
                return message instanceof Extracted extracted
                        ? extracted.texts(name)
                        : FieldReader.super.texts(message, inputs);
            }

            @Override
            public boolean isDate() {
                return date;
            }
        };
    }

    private void print() {
        for (Figure figure : figures) {
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %-34s %,12.1f %-12s %10s  %s%n",
                    figure.part(),
                    figure.what(),
                    figure.value(),
                    figure.unit(),
                    figure.target() == null ? "" : String.format(Locale.ROOT, "%,.0f", figure.target()),
                    figure.detail());
        }
        if (sink == 42) {
            System.out.println();
        }
    }

    private String json() {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode root = mapper.createObjectNode();
        root.putObject("machine")
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"))
                .put("maxMemory", Runtime.getRuntime().maxMemory());
        root.put("version", String.valueOf(RulesBenchmark.class.getPackage().getImplementationVersion()));
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
}
