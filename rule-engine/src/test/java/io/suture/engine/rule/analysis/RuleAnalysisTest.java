package io.suture.engine.rule.analysis;

import static io.suture.engine.rule.analysis.Tables.analysis;
import static io.suture.engine.rule.analysis.Tables.decides;
import static io.suture.engine.rule.analysis.Tables.router;
import static io.suture.engine.rule.analysis.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.expression.Formula;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Condition.Operator;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.analysis.Finding.Kind;
import io.suture.engine.rule.analysis.Finding.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleAnalysisTest {
    private static final Decision ROUTE = new Decision.RouteTo(List.of("x"));
    private static final Decision DROP = new Decision.Drop("why");

    @Test
    void a_gap_is_found_with_a_message_that_falls_into_it() {
        DecisionTable table = table(
                HitPolicy.UNIQUE,
                "class:text | age:number",
                "I, E | < 18 -> child",
                "I, E | >= 19 -> grown",
                "not I, E | - -> other");

        Finding gap = only(analysis(table), Kind.GAP, Weight.DOUBTFUL);

        assertThat(gap.sentence()).isEqualTo("No row holds where class is I, E and age is [18..19).");
        assertThat(gap.witness().values())
                .containsExactly(new Witness.Seen("class", "class", "I"), new Witness.Seen("age", "age", "18"));
        assertThat(decides(router(set(table)), gap.witness().values())).isEmpty();
        assertThat(gap.fix()).isNotBlank();
    }

    @Test
    void a_message_without_a_value_is_a_gap_of_its_own() {
        DecisionTable table = table(HitPolicy.FIRST, "class:text", "I -> a", "not I -> b");

        Finding gap = only(analysis(table), Kind.GAP, Weight.NOTE);

        assertThat(gap.sentence()).isEqualTo("No row holds where class has no value.");
        assertThat(analysis(table(HitPolicy.FIRST, "class:text", "I -> a", "- -> b"))
                        .findings())
                .isEmpty();
    }

    @Test
    void days_and_months_leave_nothing_between_them() {
        assertThat(analysis(table(
                                HitPolicy.UNIQUE,
                                "date:date",
                                "<= 2026-01-31 -> a",
                                "2026-02 -> b",
                                ">= 2026-03-01 -> c",
                                "has no value -> d"))
                        .findings())
                .isEmpty();
    }

    @Test
    void tables_leave_no_gap_where_rules_that_collect_need_none() {
        assertThat(analysis(table(HitPolicy.COLLECT, "class:text", "I -> a")).findings())
                .isEmpty();
    }

    @Test
    void two_rows_that_hold_are_a_conflict_or_an_overlap() {
        DecisionTable table =
                table(HitPolicy.UNIQUE, "age:number", "<= 18 -> a", "[18..30) -> b", "(20..40) -> b", ">= 40 -> c");

        RuleAnalysis analysis = analysis(table);

        Finding conflict = only(analysis, Kind.CONFLICT, Weight.WRONG);
        assertThat(conflict.places()).extracting(Place::path).containsExactly("rules[0].rows[1]", "rules[0].rows[0]");
        assertThat(conflict.sentence()).contains("age is 18");
        assertThat(decides(router(set(table)), conflict.witness().values())).hasSize(2);
        Finding overlap = only(analysis, Kind.OVERLAP, Weight.WRONG);
        assertThat(overlap.sentence()).contains("Rows 2 and 3").contains("(20..30)");
        assertThat(decides(router(set(table)), overlap.witness().values())).hasSize(2);
    }

    @Test
    void a_row_behind_rows_that_cover_it_together_never_decides() {
        DecisionTable table = table(
                HitPolicy.FIRST,
                "class:text | age:number",
                "I | < 18 -> a",
                "I | >= 18 -> b",
                "I | 5..50 -> c",
                "I | - -> d",
                "- | - -> e");

        assertThat(analysis(table).findings().stream()
                        .filter(finding -> finding.kind() == Kind.MASKED)
                        .map(finding -> finding.places().getFirst().path()))
                .containsExactly("rules[0].rows[2]");
    }

    @Test
    void an_exception_before_its_rule_misleads_nobody_and_a_crossing_one_does() {
        DecisionTable table = table(
                HitPolicy.FIRST,
                "class:text | age:number",
                "I | < 18 -> a",
                "I | - -> b",
                "- | 10..30 -> c",
                "- | - -> d");

        Finding misleading = only(analysis(table), Kind.MISLEADING, Weight.DOUBTFUL);

        assertThat(misleading.places()).extracting(Place::path).containsExactly("rules[0].rows[2]", "rules[0].rows[0]");
        assertThat(decides(router(set(table)), misleading.witness().values())).containsExactly("Table: row 1");
    }

    @Test
    void a_row_that_a_wider_one_says_already_can_go() {
        assertThat(kinds(analysis(table(HitPolicy.UNIQUE, "class:text", "I -> a", "I, E -> a", "not I, E -> b"))))
                .contains(Kind.SUBSUMED)
                .doesNotContain(Kind.OVERLAP, Kind.CONFLICT);
        assertThat(kinds(analysis(table(HitPolicy.FIRST, "class:text", "I -> a", "E -> b", "- -> a"))))
                .containsExactly(Kind.SUBSUMED);
        assertThat(kinds(analysis(table(HitPolicy.COLLECT, "class:text", "I -> a", "- -> a"))))
                .containsExactly(Kind.SUBSUMED);
    }

    @Test
    void beginnings_and_lookup_tables_compare_with_each_other() {
        assertThat(kinds(analysis(
                        table(HitPolicy.FIRST, "code:prefix", "F1 -> a", "F10, F11 -> b", "F -> c", "not F -> d"))))
                .containsExactly(Kind.MASKED, Kind.GAP);
        assertThat(kinds(analysis(table(
                        HitPolicy.UNIQUE,
                        "flag:table | flag:text",
                        "Critical | - -> a",
                        "not Critical | - -> b",
                        "has no value | - -> c"))))
                .isEmpty();
        assertThat(kinds(analysis(table(
                        HitPolicy.UNIQUE, "flag:table | flag:text", "Critical | N -> a", "not Critical | HH -> b"))))
                .startsWith(Kind.NEVER_HOLDS, Kind.NEVER_HOLDS);
    }

    @Test
    void collected_rows_that_route_and_drop_do_not_go_together() {
        Rule route = rule("Route", ROUTE, test("class", Operator.IS_ONE_OF, "I", "E"));
        Rule drop = rule("Drop", DROP, test("class", Operator.IS, "I"));

        Finding conflict = only(analysis(route, drop), Kind.CONFLICT, Weight.DOUBTFUL);

        assertThat(conflict.sentence()).contains("“Route” and “Drop” both hold where class is I");
        assertThat(decides(router(set(route, drop)), conflict.witness().values()))
                .containsExactly("Route", "Drop");
        assertThat(analysis(route, rule("Drop", DROP, test("class", Operator.IS, "O")))
                        .findings())
                .isEmpty();
    }

    @Test
    void a_rule_behind_those_that_end_the_asking_is_never_asked() {
        RuleSet rules = new RuleSet(
                List.of(
                        rule("Inpatients", ROUTE, test("class", Operator.IS, "I")),
                        table(HitPolicy.FIRST, "class:text", "not I -> a", "has no value -> b"),
                        rule("Behind", DROP, test("age", Operator.LESS_THAN, "5"))),
                RuleSet.HitPolicy.FIRST,
                List.of());

        Finding unreachable = only(analysis(rules, List.of()), Kind.UNREACHABLE, Weight.WRONG);

        assertThat(unreachable.places()).extracting(Place::path).containsExactly("rules[2]");
        assertThat(decides(router(rules), unreachable.witness().values())).doesNotContain("Behind");
    }

    @Test
    void conditions_that_cannot_be_together_hold_for_no_message() {
        Rule never = rule(
                "Never",
                ROUTE,
                new Condition.All(List.of(
                        test("age", Operator.LESS_THAN, "5"),
                        new Condition.Not(test("age", Operator.BETWEEN, "0", "10")),
                        test("age", Operator.AT_LEAST, "0"))));
        Rule many = rule(
                "Many",
                ROUTE,
                new Condition.All(List.of(test("many", Operator.IS, "HH"), test("many", Operator.IS, "LL"))));

        assertThat(kinds(analysis(never))).containsExactly(Kind.NEVER_HOLDS);
        assertThat(analysis(many).findings()).isEmpty();
    }

    @Test
    void all_repeats_of_one_row_and_all_of_another_leave_mixed_ones_out() {
        Rule all =
                rule("All", ROUTE, new Condition.Test(Quantifier.ALL, new Formula("many"), Operator.IS, List.of("I")));
        Rule none = rule(
                "Others",
                ROUTE,
                new Condition.Test(Quantifier.ALL, new Formula("many"), Operator.IS_NOT, List.of("I")));
        RuleSet rules = new RuleSet(
                List.of(all, none, rule("Mixed", DROP, test("many", Operator.HAS_A_VALUE))),
                RuleSet.HitPolicy.FIRST,
                List.of());

        assertThat(kinds(analysis(rules, List.of()))).doesNotContain(Kind.UNREACHABLE);
    }

    @Test
    void a_field_that_no_sample_fills_is_named() {
        List<Observed> samples = List.of(
                new Observed("one", Map.of("class", List.of("I"))), new Observed("two", Map.of("class", List.of("E"))));

        Finding never = only(
                analysis(set(table(HitPolicy.COLLECT, "class:text | age:number", "I | 5 -> a")), samples),
                Kind.NEVER_SENT,
                Weight.DOUBTFUL);

        assertThat(never.places()).extracting(Place::path).containsExactly("rules[0].columns[1]");
        assertThat(never.witness().sample()).isEqualTo("one");
    }

    @Test
    void a_stored_sample_shows_a_finding_where_one_does() {
        DecisionTable table = table(HitPolicy.FIRST, "class:text | age:number", "I | - -> a", "- | > 10 -> b");
        List<Observed> samples = List.of(
                new Observed("taken", Map.of("class", List.of("I"), "age", List.of("5"))),
                new Observed("left out", Map.of("class", List.of("O"), "age", List.of("5"))));

        assertThat(only(analysis(set(table), samples), Kind.GAP, Weight.DOUBTFUL)
                        .witness()
                        .sample())
                .isEqualTo("left out");
    }

    @Test
    void what_cannot_be_read_yet_is_left_out_and_the_rest_is_looked_at() {
        DecisionTable table = table(HitPolicy.UNIQUE, "age:number", "abc -> a", "< 10 -> b", "< 5 -> c");

        assertThat(kinds(analysis(table))).containsExactly(Kind.CONFLICT);
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, 80).boxed();
    }

    /// What the engine does with every kind of message says what there is to find.
    @ParameterizedTest
    @MethodSource("seeds")
    void the_findings_are_those_that_trying_every_message_finds(int seed) {
        var random = new Random(seed);
        HitPolicy policy = random.nextBoolean() ? HitPolicy.FIRST : HitPolicy.UNIQUE;
        List<String> rows = new ArrayList<>();
        for (int r = 0; r < 2 + random.nextInt(6); r++) {
            rows.add(pick(random, "-", "-", "A", "A, B", "not A", "B", "has a value", "has no value") + " | "
                    + pick(random, "-", "-", "1", "< 2", ">= 2", "(1..3]", "2..3", "has no value") + " | "
                    + pick(random, "-", "-", "2026", "< 2026-02", ">= 2026-01-02", "2026-01", "> 2026") + " -> "
                    + pick(random, "x", "y"));
        }
        DecisionTable table = table(policy, "class:text | age:number | date:date", rows.toArray(String[]::new));
        var router = router(set(table));
        var hit = new TreeSet<String>();
        boolean gap = false;
        boolean twice = false;
        for (String one : List.of("", "A", "B", "zz")) {
            for (String two : List.of("", "0.5", "1", "1.5", "2", "2.5", "3", "9")) {
                for (String three : List.of(
                        "", "20251231", "20260101", "20260102", "20260131", "20260201", "20261231", "20270101")) {
                    List<String> decided =
                            decides(router, List.of(seen("class", one), seen("age", two), seen("date", three)));
                    gap |= decided.isEmpty() && !one.isEmpty() && !two.isEmpty() && !three.isEmpty();
                    twice |= decided.size() > 1;
                    hit.addAll(decided);
                }
            }
        }

        RuleAnalysis analysis = analysis(table);

        assertThat(analysis.whole()).isTrue();
        assertThat(has(analysis, Kind.GAP, Weight.DOUBTFUL)).as("gap").isEqualTo(gap);
        var silent = new TreeSet<String>();
        for (Finding finding : analysis.findings()) {
            if (finding.kind() == Kind.MASKED || finding.kind() == Kind.NEVER_HOLDS) {
                silent.add(finding.places().getFirst().name());
            }
            List<String> decided = decides(router, finding.witness().values());
            switch (finding.kind()) {
                case GAP -> assertThat(decided).isEmpty();
                case OVERLAP, CONFLICT -> assertThat(decided).hasSize(2);
                case MISLEADING ->
                    assertThat(decided)
                            .doesNotContain(finding.places().getFirst().name());
                case MASKED ->
                    assertThat(decided)
                            .isNotEmpty()
                            .doesNotContain(finding.places().getFirst().name());
                case SUBSUMED, UNREACHABLE, NEVER_HOLDS, NEVER_SENT -> {}
            }
        }
        if (policy == HitPolicy.UNIQUE) {
            assertThat(kinds(analysis).stream()
                            .anyMatch(kind -> kind == Kind.OVERLAP || kind == Kind.CONFLICT || kind == Kind.SUBSUMED))
                    .isEqualTo(twice);
        } else {
            var all = new TreeSet<>(
                    IntStream.range(0, rows.size()).mapToObj(table::rowName).toList());
            all.removeAll(hit);
            assertThat(silent).isEqualTo(all);
        }
    }

    private static Witness.Seen seen(String field, String value) {
        return new Witness.Seen(field, field, value.isEmpty() ? null : value);
    }

    private static String pick(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private static boolean has(RuleAnalysis analysis, Kind kind, Weight weight) {
        return analysis.findings().stream().anyMatch(one -> one.kind() == kind && one.weight() == weight);
    }

    private static List<Kind> kinds(RuleAnalysis analysis) {
        return analysis.findings().stream().map(Finding::kind).toList();
    }

    private static Finding only(RuleAnalysis analysis, Kind kind, Weight weight) {
        List<Finding> found = analysis.findings().stream()
                .filter(one -> one.kind() == kind && one.weight() == weight)
                .toList();
        assertThat(found).as(analysis.findings().toString()).hasSize(1);
        return found.getFirst();
    }

    private static RuleSet set(RulePart... parts) {
        return new RuleSet(List.of(parts), RuleSet.HitPolicy.COLLECT, List.of("x"));
    }

    private static Rule rule(String name, Decision decision, Condition condition) {
        return new Rule(name, condition, List.of(decision), false, true, "");
    }

    private static Condition test(String field, Operator operator, String... values) {
        return new Condition.Test(Quantifier.ANY, new Formula(field), operator, List.of(values));
    }
}
