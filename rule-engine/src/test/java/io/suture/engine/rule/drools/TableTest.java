package io.suture.engine.rule.drools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Inputs;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace.RuleLine;
import io.suture.engine.report.Trace.RuleOutcome;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.Decided;
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
import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableTest {
    private static final Inputs NOW = Inputs.of(Instant.EPOCH, "");

    private static final LookupTable CRITICAL = new LookupTable(
            "Critical flags",
            1,
            List.of("severity"),
            Map.of("HH", List.of("high"), "LL", List.of("low")),
            new LookupTable.Unknown.Keep());
    private static final List<Column> CLASS_AND_AGE =
            List.of(column("class", ColumnType.TEXT), column("age", ColumnType.NUMBER));
    private static final List<Outcome> ROUTE = List.of(new Outcome(Kind.ROUTE, "", ""));

    @Test
    void a_row_holds_where_all_its_cells_hold() {
        Router router = router(table(
                HitPolicy.FIRST,
                CLASS_AND_AGE,
                ROUTE,
                row("I, E | < 18", "ehr"),
                row("I, E | -", "on-call"),
                row("not I, E | 18..65", "archive")));

        assertThat(routed(router, message("class", "I", "age", "17"))).containsExactly("ehr");
        assertThat(routed(router, message("class", "E", "age", "18"))).containsExactly("on-call");
        assertThat(routed(router, message("class", "O", "age", "65"))).containsExactly("archive");
        assertThat(routed(router, message("class", "O", "age", "66"))).isEmpty();
        assertThat(routed(router, message("age", "40"))).isEmpty();
    }

    @Test
    void the_first_policy_takes_the_first_row_that_holds() {
        Router router = router(table(
                HitPolicy.FIRST,
                CLASS_AND_AGE,
                ROUTE,
                row("O | -", "archive"),
                row("I | -", "ehr"),
                row("- | -", "on-call")));

        assertThat(router.route(message("class", "I"), NOW, false).decisions())
                .containsExactly(new Decided("Routing: row 2", new Decision.RouteTo(List.of("ehr"))));
    }

    @Test
    void the_unique_policy_reports_two_rows_by_their_names() {
        Router router = router(table(
                HitPolicy.UNIQUE,
                CLASS_AND_AGE,
                ROUTE,
                new Row("inpatients", cells("I | -"), List.of("ehr"), ""),
                row("- | > 5", "archive")));

        assertThat(router.route(message("class", "I", "age", "6"), NOW, false).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("rows-not-unique");
                    assertThat(problem.message())
                            .contains("Routing: inpatients")
                            .contains("Routing: row 2");
                });
        assertThat(router.route(message("class", "I", "age", "5"), NOW, false).problems())
                .isEmpty();
    }

    @Test
    void collect_decides_once_what_several_rows_decide_and_rule_order_each_time() {
        Row[] rows = {row("I | -", "ehr"), row("- | > 5", "ehr"), row("- | > 5", "archive")};
        Value.Group both = message("class", "I", "age", "6");

        assertThat(routed(router(table(HitPolicy.COLLECT, CLASS_AND_AGE, ROUTE, rows)), both))
                .containsExactly("ehr", "archive");
        assertThat(routed(router(table(HitPolicy.RULE_ORDER, CLASS_AND_AGE, ROUTE, rows)), both))
                .containsExactly("ehr", "ehr", "archive");
    }

    @Test
    void each_kind_of_outcome_decides_its_own() {
        List<Outcome> outcomes = List.of(
                new Outcome(Kind.ROUTE, "To", ""),
                new Outcome(Kind.LABEL, "Tags", ""),
                new Outcome(Kind.ALERT, "Tell", "lab"),
                new Outcome(Kind.REJECT, "", "206"),
                new Outcome(Kind.HOLD, "", ""),
                new Outcome(Kind.DROP, "", ""));
        Router router = router(table(
                HitPolicy.FIRST,
                List.of(column("class", ColumnType.TEXT)),
                outcomes,
                new Row(
                        "",
                        List.of(Cell.ANY),
                        List.of("ehr, archive", "a, \"b, c\"", "come", "not this", "wait", "away"),
                        "")));

        assertThat(router.route(message("class", "I"), NOW, false).decisions())
                .extracting(Decided::decision)
                .containsExactly(
                        new Decision.RouteTo(List.of("ehr", "archive")),
                        new Decision.Label("a", List.of()),
                        new Decision.Label("b, c", List.of()),
                        new Decision.Alert("lab", "come"),
                        new Decision.Reject("206", "not this"),
                        new Decision.Hold("wait"),
                        new Decision.Drop("away"));
    }

    @Test
    void rules_and_tables_are_asked_in_their_order_and_a_table_may_end_it() {
        DecisionTable table = table(HitPolicy.COLLECT, CLASS_AND_AGE, ROUTE, row("I | -", "ehr"), row("- | 1", "ehr"));
        var stopping = new DecisionTable(
                "Stopping", HitPolicy.COLLECT, table.columns(), table.outcomes(), table.rows(), true, true, "");
        Router router = router(rule("Before"), stopping, rule("After"));

        assertThat(names(router, message("class", "I", "age", "1"))).containsExactly("Before", "Stopping: row 1");
        assertThat(names(router, message("class", "O"))).containsExactly("Before", "After");
    }

    @Test
    void under_first_a_table_counts_as_one_rule() {
        RuleSet set = new RuleSet(
                List.of(
                        table(HitPolicy.RULE_ORDER, CLASS_AND_AGE, ROUTE, row("I | -", "ehr"), row("- | 1", "archive")),
                        rule("After")),
                RuleSet.HitPolicy.FIRST,
                List.of());

        assertThat(names(router(set), message("class", "I", "age", "1")))
                .containsExactly("Routing: row 1", "Routing: row 2");
        assertThat(names(router(set), message("class", "O"))).containsExactly("After");
    }

    @Test
    void a_disabled_table_takes_no_part() {
        DecisionTable table = table(HitPolicy.FIRST, CLASS_AND_AGE, ROUTE, row("- | -", "ehr"));
        var off = new DecisionTable(
                "Off", HitPolicy.FIRST, table.columns(), table.outcomes(), table.rows(), false, false, "");

        Router.Routing routing = router(off).route(message("class", "I"), NOW, true);

        assertThat(routing.decisions()).extracting(Decided::rule).containsExactly("");
        assertThat(routing.trace()).extracting(RuleLine::outcome).containsExactly(RuleOutcome.SWITCHED_OFF);
    }

    @Test
    void the_trace_says_of_a_row_what_each_cell_saw_and_of_a_table_without_one_what_no_row_takes() {
        Router router = router(table(HitPolicy.FIRST, CLASS_AND_AGE, ROUTE, row("I | -", "ehr"), row("E | 1", "ehr")));

        RuleLine held = router.route(message("class", "I"), NOW, true).trace().getFirst();
        RuleLine none = router.route(message("class", "X", "age", "1"), NOW, true)
                .trace()
                .getFirst();

        assertThat(held.rule()).isEqualTo("Routing: row 1");
        assertThat(held.conditions())
                .extracting(line -> line.condition(), line -> line.saw(), line -> line.held())
                .containsExactly(tuple("class: I", "I", true), tuple("age: -", null, true));
        assertThat(none.outcome()).isEqualTo(RuleOutcome.DID_NOT_HOLD);
        assertThat(none.conditions())
                .extracting(line -> line.condition(), line -> line.saw(), line -> line.held())
                .containsExactly(tuple("class in any row", "X", false), tuple("age in any row", "1", true));
    }

    @Test
    void all_mistakes_are_reported_at_once_each_at_its_cell() {
        DecisionTable mistaken = new DecisionTable(
                "Routing",
                HitPolicy.FIRST,
                List.of(
                        column("nowhere", ColumnType.TEXT),
                        column("age", ColumnType.NUMBER),
                        column("date", ColumnType.NUMBER),
                        column("class", ColumnType.TABLE)),
                List.of(new Outcome(Kind.ROUTE, "", ""), new Outcome(Kind.ALERT, "", "")),
                List.of(
                        new Row("a", typed(ColumnType.NUMBER, "-", "abc", "-", "-"), List.of("gone", ""), ""),
                        new Row("a", typed(ColumnType.TABLE, "-", "-", "-", "No such"), List.of("ehr"), ""),
                        new Row("", typed(ColumnType.NUMBER, "-", "20..10", ""), List.of("", ""), ""),
                        new Row("", typed(ColumnType.TEXT, "-", "x", "-", "-", "-"), List.of("\"ehr", ""), "")),
                false,
                true,
                "");

        RuleCompiler.Compiled compiled = compiler().compile(set(rule("First"), mistaken));

        assertThat(compiled.router()).isNull();
        assertThat(compiled.problems())
                .extracting(Problem::code, Problem::path)
                .containsExactlyInAnyOrder(
                        tuple("unknown-field", "rules[1].columns[0].field"),
                        tuple("type-mismatch", "rules[1].columns[2].type"),
                        tuple("no-recipient", "rules[1].outcomes[1].detail"),
                        tuple("cell-unclear", "rules[1].rows[0].when[1]"),
                        tuple("unknown-destination", "rules[1].rows[0].then[0]"),
                        tuple("row-name", "rules[1].rows[1].name"),
                        tuple("unknown-table", "rules[1].rows[1].when[3]"),
                        tuple("cell-never", "rules[1].rows[2].when[1]"),
                        tuple("cell-missing", "rules[1].rows[2].when[2]"),
                        tuple("cell-missing", "rules[1].rows[2].when[3]"),
                        tuple("row-empty", "rules[1].rows[2].then"),
                        tuple("type-mismatch", "rules[1].rows[3].when[1]"),
                        tuple("cell-without-column", "rules[1].rows[3].when"),
                        tuple("cell-unclear", "rules[1].rows[3].then[0]"));
        assertThat(compiled.problems())
                .allSatisfy(problem -> assertThat(problem.message()).endsWith("."));
    }

    @Test
    void a_table_without_rows_columns_or_outcomes_is_refused() {
        assertThat(compiler()
                        .compile(set(new DecisionTable(
                                "Empty", HitPolicy.FIRST, List.of(), List.of(), List.of(), false, true, "")))
                        .problems())
                .extracting(Problem::path)
                .containsExactly("rules[0].columns", "rules[0].outcomes", "rules[0].rows");
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, 60).boxed();
    }

    /// The index says of every row what its cells say one by one.
    @ParameterizedTest
    @MethodSource("seeds")
    void the_index_finds_the_rows_that_hold_and_no_others(int seed) {
        var random = new Random(seed);
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c <= random.nextInt(4); c++) {
            columns.add(new Column(
                    "",
                    Quantifier.values()[random.nextInt(3)],
                    new Formula("f" + c),
                    ColumnType.values()[random.nextInt(ColumnType.values().length)]));
        }
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < 1 + random.nextInt(200); r++) {
            rows.add(new Row(
                    "",
                    columns.stream().map(column -> cell(column.type(), random)).toList(),
                    List.of("ehr"),
                    ""));
        }
        DecisionTable table = table(HitPolicy.RULE_ORDER, columns, ROUTE, rows.toArray(Row[]::new));
        Router router = router(table);
        Map<String, Set<String>> codes = Map.of("Critical flags", Set.of("HH", "LL"));
        int held = 0;
        for (int turn = 0; turn < 60; turn++) {
            var message = Fields.builder();
            List<List<String>> seen = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                ColumnType type = columns.get(c).type();
                List<String> texts = Stream.generate(() -> text(type, random))
                        .limit(random.nextInt(4))
                        .toList();
                seen.add(texts);
                message.add(
                        "f" + c,
                        Value.Repeat.of(texts.stream()
                                .<Value>map(text -> new Value.Text(text))
                                .toList()));
            }
            List<String> expected = new ArrayList<>();
            for (int r = 0; r < rows.size(); r++) {
                int row = r;
                if (IntStream.range(0, columns.size())
                        .allMatch(c -> CellTest.holds(
                                columns.get(c), rows.get(row).when().get(c), seen.get(c), codes))) {
                    expected.add(table.rowName(r));
                }
            }
            held += expected.size();
            assertThat(names(router, message.build()).stream().filter(name -> !name.isEmpty()))
                    .containsExactlyElementsOf(expected);
        }
        assertThat(held).isPositive();
    }

    private static Cell cell(ColumnType type, Random random) {
        Cell cell = switch (random.nextInt(6)) {
            case 0 -> Cell.ANY;
            case 1 -> random.nextInt(3) == 0 ? new Cell.HasNoValue() : Cell.ANY;
            case 2 -> random.nextInt(3) == 0 ? new Cell.HasValue() : Cell.ANY;
            default ->
                switch (type) {
                    case TEXT ->
                        new Cell.OneOf(List.of(text(type, random), text(type, random)), random.nextInt(4) == 0);
                    case PREFIX ->
                        new Cell.StartsWith(List.of(text(type, random).substring(0, 1), "F1"), random.nextInt(4) == 0);
                    case TABLE -> new Cell.InTable(List.of("Critical flags"), random.nextBoolean());
                    case NUMBER, DATE -> {
                        List<String> ranges = new ArrayList<>();
                        for (int i = 0; i <= random.nextInt(2); i++) {
                            String low = text(type, random).replace("x", "2025");
                            String high = text(type, random).replace("x", "2025");
                            ranges.add(
                                    switch (random.nextInt(6)) {
                                        case 0 -> "< " + low;
                                        case 1 -> ">= " + low;
                                        case 2 -> "> " + low;
                                        case 3 -> "<= " + low;
                                        case 4 -> low;
                                        default -> "(" + low + ".." + high + "]";
                                    });
                        }
                        yield Cell.read(type, String.join(", ", ranges));
                    }
                };
        };
        return cell instanceof Cell.Within within
                        && within.ranges().stream().anyMatch(range -> range.isEmpty(type == ColumnType.DATE))
                ? Cell.ANY
                : cell;
    }

    private static String text(ColumnType type, Random random) {
        return switch (type) {
            case TEXT, PREFIX -> List.of("F10", "F11", "F2", "G", "I", "E").get(random.nextInt(6));
            case TABLE -> List.of("HH", "LL", "N").get(random.nextInt(3));
            case NUMBER -> List.of("1", "1.0", "2", "2.5", "-3", "10", "x").get(random.nextInt(7));
            case DATE ->
                List.of("2026", "2026-01", "2026-01-02", "20260103", "2026-02", "2027-12-31T10", "x")
                        .get(random.nextInt(7));
        };
    }

    private static DecisionTable table(HitPolicy policy, List<Column> columns, List<Outcome> outcomes, Row... rows) {
        return new DecisionTable("Routing", policy, columns, outcomes, List.of(rows), false, true, "");
    }

    private static Column column(String field, ColumnType type) {
        return new Column("", Quantifier.ANY, new Formula(field), type);
    }

    private static Row row(String when, String then) {
        return new Row("", cells(when), List.of(then), "");
    }

    /// The cells of a class and an age.
    private static List<Cell> cells(String when) {
        String[] parts = when.split(" \\| ");
        return List.of(Cell.read(ColumnType.TEXT, parts[0]), Cell.read(ColumnType.NUMBER, parts[1]));
    }

    private static List<Cell> typed(ColumnType type, String... texts) {
        return Arrays.stream(texts).map(text -> Cell.read(type, text)).toList();
    }

    private static Rule rule(String name) {
        return new Rule(
                name, new Condition.All(List.of()), List.of(new Decision.Label("seen", List.of())), false, true, "");
    }

    private static RuleSet set(RulePart... parts) {
        return new RuleSet(List.of(parts), RuleSet.HitPolicy.COLLECT, List.of());
    }

    private static Router router(RulePart... parts) {
        return router(set(parts));
    }

    private static Router router(RuleSet set) {
        RuleCompiler.Compiled compiled = compiler().compile(set);
        assertThat(compiled.problems()).isEmpty();
        return Objects.requireNonNull(compiled.router());
    }

    private static RuleCompiler compiler() {
        return new RuleCompiler(RouterTest::field, List.of(CRITICAL), Set.of("ehr", "on-call", "archive"));
    }

    private static Value.Group message(String... namesAndTexts) {
        var fields = Fields.builder();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            fields.add(namesAndTexts[i], new Value.Text(namesAndTexts[i + 1]));
        }
        return fields.build();
    }

    /// The names of what decided, without what is decided otherwise.
    private static List<String> names(Router router, Value.Group message) {
        return router.route(message, NOW, false).decisions().stream()
                .map(Decided::rule)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static List<String> routed(Router router, Value.Group message) {
        return router.route(message, NOW, false).decisions().stream()
                .flatMap(decided ->
                        decided.decision() instanceof Decision.RouteTo to ? to.destinations().stream() : Stream.of())
                .toList();
    }
}
