package io.suture.engine.rule.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Inputs;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.engine.report.Trace.RuleOutcome;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Condition.Operator;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.Decided;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.RuleSet.HitPolicy;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private static final Inputs NOW = Inputs.of(Instant.EPOCH, "");

    private static final Decision TO_EHR = new Decision.RouteTo(List.of("ehr"));
    private static final Decision TO_CALL = new Decision.RouteTo(List.of("on-call"));
    private static final LookupTable CRITICAL = new LookupTable(
            "Critical flags",
            1,
            List.of("severity"),
            Map.of("HH", List.of("high"), "LL", List.of("low")),
            new LookupTable.Unknown.Keep());

    @Test
    void a_rule_that_holds_routes_and_is_named() {
        Router router =
                router(HitPolicy.COLLECT, rule("Critical", test("flag", Operator.IS_ONE_OF, "HH", "LL"), TO_CALL));

        assertThat(decided(router, message("flag", "N", "HH"))).containsExactly(new Decided("Critical", TO_CALL));
    }

    @Test
    void what_no_rule_decides_on_goes_where_the_rule_set_says_otherwise() {
        Router router = router(HitPolicy.COLLECT, rule("Critical", test("flag", Operator.IS, "HH"), TO_CALL));

        assertThat(decided(router, message("flag", "N"))).containsExactly(new Decided("", TO_EHR));
    }

    @Test
    void a_label_alone_decides_nothing() {
        var label = new Decision.Label("sensitive", List.of());
        Router router = router(HitPolicy.COLLECT, rule("Label", test("flag", Operator.IS, "HH"), label));

        assertThat(decided(router, message("flag", "HH")))
                .containsExactly(new Decided("Label", label), new Decided("", TO_EHR));
    }

    @Test
    void rules_fire_in_their_order_until_one_says_stop() {
        Condition always = new Condition.All(List.of());
        Router router = router(
                HitPolicy.COLLECT,
                rule("First", always, TO_EHR),
                new Rule("Second", always, List.of(TO_CALL), true, true, ""),
                rule("Third", always, new Decision.Drop("never reached")));

        assertThat(decided(router, message("flag", "x")))
                .extracting(Decided::rule)
                .containsExactly("First", "Second");
    }

    @Test
    void rules_that_begin_alike_decide_in_their_own_order_all_the_same() {
        Condition flag = test("flag", Operator.IS, "HH");
        Condition value = test("flag", Operator.HAS_A_VALUE);
        Router router = router(
                HitPolicy.COLLECT,
                rule("First", new Condition.All(List.of(flag, value)), TO_CALL),
                rule("Second", new Condition.All(List.of(value, flag)), TO_CALL),
                rule("Third", flag, TO_CALL),
                rule("Fourth", value, TO_CALL),
                rule("Fifth", new Condition.All(List.of(flag, value)), TO_CALL));

        assertThat(decided(router, message("flag", "HH")))
                .extracting(Decided::rule)
                .containsExactly("First", "Second", "Third", "Fourth", "Fifth");
        assertThat(decided(router, message("flag", "N")))
                .extracting(Decided::rule)
                .containsExactly("Fourth");
    }

    @Test
    void a_message_leaves_nothing_behind_for_the_next() {
        Router router = router(
                HitPolicy.COLLECT,
                rule("Critical", test("flag", Operator.IS, "HH"), TO_CALL),
                rule("Other", test("flag", Operator.IS, "N"), TO_EHR));

        // Often enough that Drools has turned the conditions into bytecode.
        for (int i = 0; i < 200; i++) {
            assertThat(decided(router, message("flag", "HH"))).containsExactly(new Decided("Critical", TO_CALL));
            assertThat(decided(router, message("flag", "N"))).containsExactly(new Decided("Other", TO_EHR));
        }
    }

    /// Rules of random conditions against the plain reading of them: what holds, in order, until one is the last.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void what_decides_is_what_holds_one_by_one(long seed) {
        var random = new Random(seed);
        HitPolicy policy = seed % 3 == 0 ? HitPolicy.FIRST : HitPolicy.COLLECT;
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < 30; i++) {
            rules.add(new Rule(
                    "Rule " + i,
                    condition(random, 3),
                    List.of(new Decision.Label("label", List.of())),
                    random.nextInt(15) == 0,
                    random.nextInt(10) > 0,
                    ""));
        }
        Router router = router(policy, rules.toArray(Rule[]::new));

        for (int m = 0; m < 60; m++) {
            Value.Group message = message(random);
            var expected = new ArrayList<String>();
            for (Rule rule : rules) {
                if (rule.enabled() && holds(rule.when(), message)) {
                    expected.add(rule.name());
                    if (rule.stop() || policy == HitPolicy.FIRST) {
                        break;
                    }
                }
            }
            expected.add("");
            assertThat(decided(router, message)).extracting(Decided::rule).isEqualTo(expected);
        }
    }

    private static Condition condition(Random random, int depth) {
        if (depth > 0 && random.nextBoolean()) {
            var parts = new ArrayList<Condition>();
            for (int i = random.nextInt(4); i > 0; i--) {
                parts.add(condition(random, depth - 1));
            }
            return switch (random.nextInt(3)) {
                case 0 -> new Condition.All(parts);
                case 1 -> new Condition.AnyOf(parts);
                default -> new Condition.Not(condition(random, depth - 1));
            };
        }
        String code = "C" + random.nextInt(4);
        return switch (random.nextInt(4)) {
            case 0 -> test("flag", Operator.IS, code);
            case 1 -> test("status", Operator.IS_ONE_OF, code, "C5");
            case 2 -> test("status", Operator.HAS_NO_VALUE);
            default -> test("flag", Operator.IS_NOT, code);
        };
    }

    private static Value.Group message(Random random) {
        var message = Fields.builder();
        for (String field : List.of("flag", "status")) {
            int texts = random.nextInt(4);
            for (int i = 0; i < texts; i++) {
                message.add(field, text("C" + random.nextInt(6)));
            }
        }
        return message.build();
    }

    private static boolean holds(Condition condition, Value.Group message) {
        return switch (condition) {
            case Condition.All(List<Condition> parts) -> parts.stream().allMatch(part -> holds(part, message));
            case Condition.AnyOf(List<Condition> parts) -> parts.stream().anyMatch(part -> holds(part, message));
            case Condition.Not(Condition inner) -> !holds(inner, message);
            case Condition.Test test -> {
                List<String> texts = Value.items(message.get(test.field().text())).stream()
                        .map(Value::toString)
                        .toList();
                yield switch (test.operator()) {
                    case IS -> texts.contains(test.values().getFirst());
                    case IS_ONE_OF -> texts.stream().anyMatch(test.values()::contains);
                    case HAS_NO_VALUE -> texts.isEmpty();
                    case IS_NOT ->
                        texts.stream()
                                .anyMatch(text -> !text.equals(test.values().getFirst()));
                    default -> throw new IllegalArgumentException("not in this test");
                };
            }
        };
    }

    @Test
    void the_first_hit_policy_takes_one_rule() {
        Condition always = new Condition.All(List.of());
        Router router = router(HitPolicy.FIRST, rule("First", always, TO_EHR), rule("Second", always, TO_CALL));

        assertThat(decided(router, message("flag", "x")))
                .extracting(Decided::rule)
                .containsExactly("First");
    }

    @Test
    void the_same_conditions_are_compiled_by_drools_once_and_still_see_their_own_codes() {
        Router high = router(HitPolicy.COLLECT, rule("High", test("flag", Operator.IS, "HH"), TO_CALL));
        Router low = router(HitPolicy.COLLECT, rule("Low", test("flag", Operator.IS, "LL"), TO_CALL));
        Router finals = router(
                HitPolicy.FIRST,
                rule(
                        "Final",
                        new Condition.All(List.of(test("flag", Operator.IS, "HH"), test("status", Operator.IS, "F"))),
                        TO_CALL));

        assertThat(high.shares(router(HitPolicy.COLLECT, rule("High", test("flag", Operator.IS, "HH"), TO_CALL))))
                .isTrue();
        assertThat(high.shares(finals)).isFalse();
        assertThat(decided(high, message("flag", "HH"))).containsExactly(new Decided("High", TO_CALL));
        assertThat(decided(high, message("flag", "LL"))).containsExactly(new Decided("", TO_EHR));
        assertThat(decided(low, message("flag", "LL"))).containsExactly(new Decided("Low", TO_CALL));
    }

    @Test
    void the_unique_hit_policy_reports_two_that_hold() {
        Condition always = new Condition.All(List.of());
        Router router = router(HitPolicy.UNIQUE, rule("One", always, TO_EHR), rule("Two", always, TO_CALL));

        assertThat(router.route(message("flag", "x"), NOW, false).problems())
                .extracting(Problem::code)
                .containsExactly("rules-not-unique");
    }

    @Test
    void a_disabled_rule_takes_no_part() {
        Condition always = new Condition.All(List.of());
        Router router = router(HitPolicy.COLLECT, new Rule("Off", always, List.of(TO_CALL), false, false, ""));

        assertThat(decided(router, message("flag", "x"))).containsExactly(new Decided("", TO_EHR));
    }

    @Test
    void and_or_and_not_nest() {
        Condition condition = new Condition.All(List.of(
                new Condition.AnyOf(List.of(test("flag", Operator.IS, "HH"), test("flag", Operator.STARTS_WITH, "L"))),
                new Condition.Not(test("status", Operator.IS, "X"))));
        Router router = router(HitPolicy.COLLECT, rule("Nested", condition, TO_CALL));

        assertThat(fires(router, Fields.builder().add("flag", text("LL")).build()))
                .isTrue();
        assertThat(fires(
                        router,
                        Fields.builder()
                                .add("flag", text("LL"))
                                .add("status", text("X"))
                                .build()))
                .isFalse();
    }

    @Test
    void quantifiers_count_repeats_and_an_absent_field_satisfies_only_none() {
        Value.Group mixed = message("flag", "N", "HH");
        Value.Group absent = message("status", "F");

        assertThat(fires(quantified(Quantifier.ANY), mixed)).isTrue();
        assertThat(fires(quantified(Quantifier.ALL), mixed)).isFalse();
        assertThat(fires(quantified(Quantifier.NONE), mixed)).isFalse();
        assertThat(fires(quantified(Quantifier.ANY), absent)).isFalse();
        assertThat(fires(quantified(Quantifier.ALL), absent)).isFalse();
        assertThat(fires(quantified(Quantifier.NONE), absent)).isTrue();
    }

    @Test
    void numbers_compare_as_numbers_and_what_is_none_compares_to_nothing() {
        Router router = router(HitPolicy.COLLECT, rule("High", test("value", Operator.GREATER_THAN, "9.5"), TO_CALL));

        assertThat(fires(router, message("value", "10"))).isTrue();
        assertThat(fires(router, message("value", "9.50"))).isFalse();
        assertThat(fires(router, message("value", "positive"))).isFalse();
    }

    @Test
    void dates_compare_at_the_precision_that_both_have() {
        Router router =
                router(HitPolicy.COLLECT, rule("Since", test("date", Operator.AT_LEAST, "2026-01-02"), TO_CALL));

        assertThat(fires(router, message("date", "20260102153000+0100"))).isTrue();
        assertThat(fires(router, message("date", "20260101"))).isFalse();
        assertThat(fires(router, message("date", "2027"))).isTrue();
    }

    @Test
    void a_lookup_table_decides() {
        Router router =
                router(HitPolicy.COLLECT, rule("Table", test("flag", Operator.IN_TABLE, "Critical flags"), TO_CALL));

        assertThat(fires(router, message("flag", "LL"))).isTrue();
        assertThat(fires(router, message("flag", "A"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"); System.exit(0); //",
                "\\\"); System.exit(0); //",
                "\\u0022); System.exit(0); //",
                "a\nend\nrule \"evil\" when then System.exit(0); end",
                "${java.lang.Runtime.getRuntime()}",
                "@{System.exit(0)}",
                "') || true || ('",
                "\0",
                "*/ /* #{T(java.lang.System)}",
                "Łódź 東京 😀"
            })
    void a_hostile_literal_is_a_value(String literal) {
        for (Operator operator : List.of(Operator.IS, Operator.STARTS_WITH, Operator.IS_ONE_OF, Operator.CONTAINS)) {
            Router router = router(HitPolicy.COLLECT, rule(literal, test("flag", operator, literal), TO_CALL));

            assertThat(fires(router, message("flag", literal))).isTrue();
            assertThat(fires(router, message("flag", "HH"))).isFalse();
        }
    }

    @Test
    void the_trace_tells_a_rule_that_did_not_hold_from_one_that_was_never_asked() {
        Condition flag = test("flag", Operator.IS, "HH");
        Condition status = test("status", Operator.IS, "F");
        Router router = router(
                HitPolicy.COLLECT,
                new Rule("Off", flag, List.of(TO_CALL), false, false, ""),
                rule("Final", status, TO_CALL),
                new Rule("Critical", flag, List.of(TO_CALL), true, true, ""),
                rule("Behind", flag, TO_CALL));

        var lines = router.route(message("flag", "HH"), NOW, true).trace();

        assertThat(lines)
                .extracting(line -> line.outcome())
                .containsExactly(
                        RuleOutcome.SWITCHED_OFF, RuleOutcome.DID_NOT_HOLD, RuleOutcome.FIRED, RuleOutcome.NOT_REACHED);
        assertThat(lines.getLast().conditions()).isEmpty();
    }

    @Test
    void the_trace_says_why_and_why_not_with_the_value_that_was_seen() {
        Condition condition =
                new Condition.All(List.of(test("flag", Operator.IS, "HH"), test("status", Operator.IS, "F")));
        Router router = router(HitPolicy.COLLECT, rule("Critical", condition, TO_CALL));

        var lines = router.route(message("flag", "HH"), NOW, true).trace();

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().fired()).isFalse();
        assertThat(lines.getFirst().conditions())
                .satisfiesExactly(
                        flag -> {
                            assertThat(flag.condition()).isEqualTo("flag is HH");
                            assertThat(flag.saw()).isEqualTo("HH");
                            assertThat(flag.held()).isTrue();
                        },
                        status -> {
                            assertThat(status.saw()).isNull();
                            assertThat(status.held()).isFalse();
                        });
    }

    @Test
    void all_mistakes_are_reported_at_once_each_with_its_place() {
        RuleSet mistaken = new RuleSet(
                List.of(
                        rule("Same", test("nowhere", Operator.IS, "x"), new Decision.RouteTo(List.of("gone"))),
                        rule("Same", test("value", Operator.LESS_THAN, "abc"), TO_EHR),
                        rule("Table", test("flag", Operator.IN_TABLE, "No such"), TO_EHR),
                        rule("Values", test("flag", Operator.BETWEEN, "1"), TO_EHR)),
                HitPolicy.COLLECT,
                List.of("ehr"));

        RuleCompiler.Compiled compiled = compiler().compile(mistaken);

        assertThat(compiled.router()).isNull();
        assertThat(compiled.problems())
                .extracting(Problem::code, Problem::path)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("unknown-field", "rules[0].when.field"),
                        org.assertj.core.groups.Tuple.tuple("unknown-destination", "rules[0].then[0]"),
                        org.assertj.core.groups.Tuple.tuple("rule-name", "rules[1].name"),
                        org.assertj.core.groups.Tuple.tuple("type-mismatch", "rules[1].when.values"),
                        org.assertj.core.groups.Tuple.tuple("unknown-table", "rules[2].when.values"),
                        org.assertj.core.groups.Tuple.tuple("operator-values", "rules[3].when.values"));
    }

    @Test
    void a_rule_that_throws_parks_its_message_by_name_and_harms_no_other() {
        Router router = router(
                HitPolicy.COLLECT,
                rule("Sound", test("flag", Operator.IS, "HH"), TO_EHR),
                rule("Throws", test("broken", Operator.IS, "HH"), TO_CALL));

        Router.Routing parked = router.route(message("broken", "x"), NOW, false);

        assertThat(parked.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("rule-failed");
            assertThat(problem.isError()).isTrue();
            assertThat(problem.message()).contains("“Throws”").doesNotContain("secret");
        });
        assertThat(parked.decisions())
                .singleElement()
                .satisfies(decided -> assertThat(decided.decision()).isInstanceOf(Decision.Hold.class));
        assertThat(decided(router, message("flag", "HH"))).containsExactly(new Decided("Sound", TO_EHR));
    }

    private static Router quantified(Quantifier quantifier) {
        return router(
                HitPolicy.COLLECT,
                rule("Rule", new Condition.Test(quantifier, new Formula("flag"), Operator.IS, List.of("HH")), TO_CALL));
    }

    private static Router router(HitPolicy policy, Rule... rules) {
        RuleCompiler.Compiled compiled = compiler().compile(new RuleSet(List.of(rules), policy, List.of("ehr")));
        assertThat(compiled.problems()).isEmpty();
        return java.util.Objects.requireNonNull(compiled.router());
    }

    /// Fields of these tests stand at the top of the message.
    private static RuleCompiler compiler() {
        return new RuleCompiler(RouterTest::field, List.of(CRITICAL), Set.of("ehr", "on-call"));
    }

    static Optional<FieldReader> field(Formula formula, Consumer<Problem> problems) {
        if (formula.text().equals("nowhere")) {
            problems.accept(Problem.error("unknown-field", "", "The source has no field nowhere."));
            return Optional.empty();
        }
        return Optional.of(new FieldReader() {
            @Override
            public Value read(Value.Group message, Inputs inputs) {
                if (formula.text().equals("broken") && message.get("broken") != Value.Absent.ABSENT) {
                    throw new IllegalStateException("secret");
                }
                return message.get(formula.text());
            }

            @Override
            public boolean isDate() {
                return formula.text().equals("date");
            }
        });
    }

    private static Rule rule(String name, Condition when, Decision decision) {
        return new Rule(name, when, List.of(decision), false, true, "");
    }

    private static Condition test(String field, Operator operator, String... values) {
        return new Condition.Test(Quantifier.ANY, new Formula(field), operator, List.of(values));
    }

    private static Value.Group message(String field, String... texts) {
        return Fields.of(
                field,
                Value.Repeat.of(Arrays.stream(texts).map(RouterTest::text).toList()));
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private static List<Decided> decided(Router router, Value.Group message) {
        return router.route(message, NOW, false).decisions();
    }

    private static boolean fires(Router router, Value.Group message) {
        return decided(router, message).stream()
                .anyMatch(decided -> decided.decision().equals(TO_CALL));
    }
}
