package io.suture.engine.rule.analysis;

import static io.suture.engine.rule.analysis.Tables.analysis;
import static io.suture.engine.rule.analysis.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.suture.engine.exchange.DmnDocument;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.analysis.Finding.Kind;
import io.suture.engine.rule.analysis.Finding.Weight;
import io.suture.engine.rule.drools.Router;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kie.dmn.validation.DMNValidator;
import org.kie.dmn.validation.DMNValidator.Validation;
import org.kie.dmn.validation.DMNValidatorFactory;
import org.kie.dmn.validation.dtanalysis.DMNDTAnalysisMessage;
import org.kie.dmn.validation.dtanalysis.model.DTAnalysis;
import org.kie.dmn.validation.dtanalysis.model.Hyperrectangle;

/// Our analysis beside the one of `kie-dmn-validation`, over the tables as [DmnDocument] writes them. Where the two say
/// otherwise a test names it, and decision 0102 says who is right.
class KieAgreementTest {
    private static final String COLUMNS = "class:text | age:number | date:date";
    /// Theirs looks for gaps among texts only where these are listed, and loses the last of the list.
    private static final String TEXTS = "\"A\", \"B\", \"C\", \"other\", \"~last\"";

    private static final DMNValidator KIE = DMNValidatorFactory.newValidator();

    static Stream<Integer> seeds() {
        return IntStream.range(0, 60).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void both_find_the_same_gaps_and_the_same_rows_that_hold_together(int seed) {
        var random = new Random(seed);
        DecisionTable table = random(random, HitPolicy.UNIQUE, 2 + random.nextInt(7), true);

        List<Finding> ours = analysis(table).findings();
        DTAnalysis kie = kie(table, "");

        List<Finding> gaps = gaps(ours);
        assertThat(gaps.isEmpty()).as("gaps").isEqualTo(kie.getGaps().isEmpty());
        for (Finding gap : gaps) {
            assertThat(kie.getGaps())
                    .as(gap.sentence())
                    .anyMatch(one -> holds(one, gap.witness().values()));
        }
        assertThat(pairs(ours, Kind.OVERLAP, Kind.CONFLICT, Kind.SUBSUMED))
                .as("together")
                .isEqualTo(kie.getOverlaps().stream()
                        .flatMap(overlap -> pairs(overlap.getRules()))
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(pairs(ours, Kind.SUBSUMED))
                .as("subsumed")
                .isEqualTo(kie.getSubsumptions().stream()
                        .flatMap(one -> pairs(List.of(one.rule, one.includedRule)))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /// The first row that holds decides: DMN's word for it that its analysis looks at is priority, with an output for
    /// each row in the order of the rows.
    @ParameterizedTest
    @MethodSource("seeds")
    void both_find_the_same_rows_that_another_one_masks(int seed) {
        var random = new Random(1_000 + seed);
        DecisionTable table = random(random, HitPolicy.FIRST, 3 + random.nextInt(6), false);

        List<Finding> ours = analysis(table).findings();
        DTAnalysis kie = kie(
                table,
                IntStream.range(0, table.rows().size())
                        .mapToObj(row -> "\"r" + row + "\"")
                        .collect(Collectors.joining(", ")));

        assertThat(ours.stream()
                        .filter(finding -> finding.kind() == Kind.MASKED
                                && finding.places().size() == 2)
                        .map(finding -> row(finding, 0)))
                .containsExactlyInAnyOrderElementsOf(
                        kie.getMaskedRules().stream().map(one -> one.maskedRule).collect(Collectors.toSet()));
        assertThat(gaps(ours).isEmpty()).as("gaps").isEqualTo(kie.getGaps().isEmpty());
    }

    @Test
    void the_seeds_hold_gaps_overlaps_conflicts_subsumed_and_masked_rows() {
        var found = new TreeSet<Kind>();
        seeds().forEach(seed -> {
            var random = new Random(seed);
            DecisionTable unique = random(random, HitPolicy.UNIQUE, 2 + random.nextInt(7), true);
            random = new Random(1_000 + seed);
            DecisionTable first = random(random, HitPolicy.FIRST, 3 + random.nextInt(6), false);
            Stream.of(unique, first)
                    .flatMap(table -> analysis(table).findings().stream())
                    .forEach(finding -> found.add(finding.kind()));
        });

        assertThat(found).contains(Kind.GAP, Kind.OVERLAP, Kind.CONFLICT, Kind.SUBSUMED, Kind.MASKED, Kind.MISLEADING);
    }

    static Stream<List<String>> sound() {
        return Stream.of(
                List.of("- | - | - -> x"),
                List.of("A | - | - -> x", "not A | - | - -> y"),
                List.of("A, B | < 2 | - -> x", "A, B | >= 2 | - -> y", "not A, B | - | - -> x"),
                List.of("- | < 1 | - -> x", "- | [1..3] | - -> y", "- | > 3 | - -> x"),
                List.of("- | - | < 2026-02-01 -> x", "- | - | >= 2026-02-01 -> y"),
                List.of(
                        "A | - | < 2026-02-01 -> x",
                        "not A | - | < 2026-02-01 -> y",
                        "- | < 5 | >= 2026-02-01 -> y",
                        "- | >= 5 | >= 2026-02-01 -> x"),
                List.of("- | < 1, > 3 | - -> x", "- | [1..2], (2..3] | - -> y"));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void both_find_nothing_in_a_table_that_is_whole(List<String> rows) {
        DecisionTable table = table(HitPolicy.UNIQUE, COLUMNS, rows.toArray(String[]::new));

        assertThat(analysis(table).findings()).allMatch(finding -> finding.weight() == Weight.NOTE);
        assertThat(kie(table, "").getGaps()).isEmpty();
        assertThat(kie(table, "").getOverlaps()).isEmpty();
    }

    @Test
    void both_find_no_gap_between_two_days_that_follow_each_other() {
        DecisionTable table = table(HitPolicy.UNIQUE, "date:date", "<= 2026-01-31 -> x", ">= 2026-02-01 -> y");

        assertThat(gaps(analysis(table).findings())).isEmpty();
        assertThat(kie(table, "").getGaps()).isEmpty();
    }

    // ---- where they say otherwise: decision 0102

    @Test
    void theirs_loses_the_last_text_of_a_list_and_the_engine_decides_nothing_on_it() {
        DecisionTable table = table(HitPolicy.UNIQUE, "class:text | age:number", "- | < 1 -> x", "not C | >= 1 -> y");
        List<Witness.Seen> last = List.of(new Witness.Seen("class", "class", "C"), new Witness.Seen("age", "age", "5"));

        assertThat(gaps(analysis(table).findings())).hasSize(1);
        assertThat(kie(table, "", "\"A\", \"B\", \"C\"").getGaps()).isEmpty();
        assertThat(kie(table, "", "\"A\", \"B\", \"C\", \"D\"").getGaps()).anyMatch(gap -> holds(gap, last));
        assertThat(Tables.decides(router(table), last)).isEmpty();
    }

    @Test
    void theirs_finds_an_overlap_between_two_days_that_follow_each_other_and_no_message_meets_both_rows() {
        DecisionTable table = table(HitPolicy.UNIQUE, "date:date", "> 2026-01-31 -> x", "< 2026-02-01 -> y");

        assertThat(analysis(table).findings()).allMatch(finding -> finding.weight() == Weight.NOTE);
        assertThat(kie(table, "").getOverlaps()).hasSize(1);
        assertThat(decides(table, new Witness.Seen("date", "date", "20260131235959")))
                .containsExactly("Table: row 2");
    }

    @Test
    void theirs_does_not_see_a_row_that_several_together_mask() {
        DecisionTable table = table(HitPolicy.FIRST, "age:number", "< 5 -> r0", ">= 3 -> r1", "(0..9) -> r2");

        assertThat(analysis(table).findings())
                .filteredOn(finding -> finding.kind() == Kind.MASKED)
                .extracting(finding -> row(finding, 0))
                .containsExactly(3);
        assertThat(kie(table, "\"r0\", \"r1\", \"r2\"").getMaskedRules()).isEmpty();
        assertThat(decides(table, new Witness.Seen("age", "age", "4"))).containsExactly("Table: row 1");
    }

    @Test
    void theirs_looks_for_no_gap_among_texts_that_are_not_listed() {
        DecisionTable table = table(HitPolicy.UNIQUE, "class:text", "A -> x");

        assertThat(gaps(analysis(table).findings())).hasSize(1);
        assertThat(kie(table, "", "").getGaps()).isEmpty();
        assertThat(decides(table, new Witness.Seen("class", "class", "B"))).isEmpty();
    }

    @Test
    void theirs_calls_a_row_misleading_by_its_dashes_and_ours_by_what_an_earlier_row_takes_from_it() {
        DecisionTable table =
                table(HitPolicy.FIRST, "class:text | age:number", "A | < 5 -> r0", "A | >= 2 -> r1", "- | - -> r2");

        assertThat(analysis(table).findings())
                .filteredOn(finding -> finding.kind() == Kind.MISLEADING)
                .extracting(finding -> row(finding, 0))
                .containsExactly(2);
        assertThat(kie(table, "\"r0\", \"r1\", \"r2\"").getMisleadingRules()).isEmpty();
    }

    @Test
    void theirs_does_not_look_at_tables_that_collect() {
        DecisionTable labels = table(HitPolicy.COLLECT, "class:text", "A -> x", "- -> x");

        assertThat(analysis(labels).findings()).extracting(Finding::kind).containsExactly(Kind.SUBSUMED);
        assertThat(kie(labels, "").getOverlaps()).isEmpty();
        assertThat(kie(labels, "").getSubsumptions()).isEmpty();
    }

    @Test
    void theirs_knows_no_message_without_a_value() {
        DecisionTable table = table(HitPolicy.UNIQUE, "age:number", "has a value -> x");

        assertThat(analysis(table).findings())
                .extracting(Finding::kind, Finding::weight)
                .containsExactly(tuple(Kind.GAP, Weight.NOTE));
        assertThat(kie(table, "").getGaps()).isEmpty();
        assertThat(decides(table, new Witness.Seen("age", "age", null))).isEmpty();
    }

    private static DecisionTable random(Random random, HitPolicy policy, int rows, boolean lists) {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            String text = pick(random, "-", "-", "A", "B", "C");
            String number = pick(random, "-", "-", "1", "< 2", ">= 2", "(1..3]", "[2..3]", "(3..9)", "> 9");
            if (lists) {
                text = pick(random, text, text, "A, B", "not A", "not A, C");
                number = pick(random, number, number, "< 1, > 3", "1, 2, [4..5]");
            }
            texts.add(text + " | " + number + " | "
                    + pick(
                            random,
                            "-",
                            "-",
                            "< 2026-02-01",
                            ">= 2026-02-01",
                            "[2026-01-01..2026-03-01)",
                            ">= 2026-03-01")
                    + " -> "
                    + (policy == HitPolicy.UNIQUE ? pick(random, "x", "y") : "r" + row));
        }
        return table(policy, COLUMNS, texts.toArray(String[]::new));
    }

    private static DTAnalysis kie(DecisionTable table, String priorities) {
        return kie(table, priorities, TEXTS);
    }

    private static DTAnalysis kie(DecisionTable table, String priorities, String texts) {
        String dmn = dmn(table, priorities, texts);
        List<DTAnalysis> made = analysed(dmn);
        assertThat(made).as(dmn).hasSize(1);
        assertThat(made.getFirst().isError()).as(dmn).isFalse();
        return made.getFirst();
    }

    /// @param priorities the outputs in order, or empty where the hit policy stays
    /// @param texts      all texts that there are, or empty for any
    private static String dmn(DecisionTable table, String priorities, String texts) {
        String dmn = new String(DmnDocument.write(table, List.of()).bytes(), StandardCharsets.UTF_8);
        if (!texts.isEmpty()) {
            dmn = dmn.replaceAll(
                    "(typeRef=\"string\"><text>input_1</text></inputExpression>)",
                    "$1<inputValues><text>" + texts + "</text></inputValues>");
        }
        return priorities.isEmpty()
                ? dmn
                : dmn.replace("hitPolicy=\"FIRST\"", "hitPolicy=\"PRIORITY\"")
                        .replace(
                                "</extensionElements></output>",
                                "</extensionElements><outputValues><text>" + priorities
                                        + "</text></outputValues></output>");
    }

    private static List<DTAnalysis> analysed(String dmn) {
        return KIE.validate(new StringReader(dmn), Validation.ANALYZE_DECISION_TABLE).stream()
                .filter(DMNDTAnalysisMessage.class::isInstance)
                .map(message -> ((DMNDTAnalysisMessage) message).getAnalysis())
                .distinct()
                .toList();
    }

    private static List<String> decides(DecisionTable table, Witness.Seen seen) {
        return Tables.decides(router(table), List.of(seen));
    }

    private static Router router(DecisionTable table) {
        return Tables.router(new RuleSet(List.of(table), RuleSet.HitPolicy.COLLECT, List.of("x")));
    }

    private static List<Finding> gaps(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.kind() == Kind.GAP && finding.weight() == Weight.DOUBTFUL)
                .toList();
    }

    private static boolean holds(Hyperrectangle gap, List<Witness.Seen> values) {
        List<Object> point = values.stream().map(KieAgreementTest::value).toList();
        return IntStream.range(0, gap.getEdges().size())
                .allMatch(edge -> gap.getEdges().get(edge).asRangeIncludes(point.get(edge)));
    }

    private static Object value(Witness.Seen seen) {
        String value = String.valueOf(seen.value());
        return switch (seen.field()) {
            case "age" -> new BigDecimal(value);
            case "date" -> LocalDate.parse(value.substring(0, 10));
            default -> value;
        };
    }

    private static Set<String> pairs(List<Finding> findings, Kind... kinds) {
        return findings.stream()
                .filter(finding -> List.of(kinds).contains(finding.kind()))
                .flatMap(finding -> pairs(List.of(row(finding, 0), row(finding, 1))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> pairs(Collection<Integer> rows) {
        return rows.stream()
                .flatMap(one -> rows.stream().filter(other -> one < other).map(other -> one + " and " + other));
    }

    private static int row(Finding finding, int place) {
        Integer row = finding.places().get(place).row();
        return row == null ? 0 : row + 1;
    }

    private static String pick(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
