package io.suture.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.expression.Expression.Comparison;
import io.suture.engine.expression.Expression.Operation;
import io.suture.engine.expression.Expression.Pick;
import io.suture.engine.expression.Expression.Step;
import io.suture.engine.report.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PID-5.1",
                "PATIENT_RESULT.PATIENT.PID-3[PID-3.5 = 'MR'].1",
                "order.OBR-4.1",
                "patient.name[use = 'official'].family",
                "observation.value[x]",
                "row.`Order No`",
                "OBX[1]-5",
                "OBX[last]-5.1.2",
                "first(PID-3[CX.5 = 'MR'], PID-3).1",
                "a = b and not (c or d)",
                "OBX-11 in ('X', 'D')",
                "PID-8 in 'Administrative sex'",
                "'it''s' & PID-5.1 & \"x\"",
                "1 + 2 - OBX-5 * 4 / -2",
                "if(PID-8 = 'F', 'female', absent)",
                "resolve(subject, 'Patient').identifier[1].value"
            })
    void what_the_language_shows_as_examples_parses(String text) {
        ParsedFormula parsed = new Formula(text).parse();

        assertThat(parsed.problems()).isEmpty();
        Expression tree = parsed.tree().orElseThrow();
        assertThat(new Formula(tree.print()).parse().tree()).contains(tree);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_tree_prints_as_text_that_parses_to_the_same_tree(int seed) {
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Expression tree = tree(random, 4);
            ParsedFormula parsed = new Formula(tree.print()).parse();
            assertThat(parsed.problems()).as(tree.print()).isEmpty();
            assertThat(parsed.tree()).as(tree.print()).contains(tree);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void any_text_parses_or_says_what_is_wrong(int seed) {
        var random = new Random(seed);
        String alphabet = "PID-5.1[]()'\"`,=<>!&+*/ andorinot x|~^\\%é\ud83d\ude00\n";
        for (int i = 0; i < 500; i++) {
            var text = new StringBuilder();
            for (int k = random.nextInt(40); k > 0; k--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            ParsedFormula parsed = new Formula(text.toString()).parse();
            assertThat(parsed.tree().isPresent()).isEqualTo(parsed.problems().isEmpty());
            int length = parsed.formula().text().length();
            assertThat(parsed.problems()).allSatisfy(problem -> {
                Problem.Span span = Objects.requireNonNull(problem.span());
                assertThat(span.from()).isBetween(0, length);
                assertThat(span.to()).isBetween(span.from(), length);
            });
        }
    }

    @Test
    void all_errors_are_found_at_once_each_at_its_characters() {
        List<Problem> problems =
                new Formula("upper(PID-5.1, ) & lower(? 'x'").parse().problems();

        assertThat(problems)
                .extracting(Problem::code)
                .contains("formula-missing", "formula-character", "formula-bracket");
        assertThat(problems)
                .allMatch(problem -> problem.span() != null && problem.message().endsWith("."));
    }

    @Test
    void deep_brackets_are_a_problem_and_not_a_crash() {
        assertThat(new Formula("(".repeat(5_000)).parse().problems()).isNotEmpty();
        assertThat(new Formula("not ".repeat(5_000) + "a").parse().tree()).isPresent();
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    private static Expression tree(Random random, int depth) {
        int sort = random.nextInt(depth == 0 ? 6 : 16);
        return switch (sort) {
            case 0 ->
                new Expression.Text(
                        List.of("", "x", "it's", "\"q\"", "a\\b", "Ünï").get(random.nextInt(6)));
            case 1 -> new Expression.Number(List.of("0", "6.80", "12", "007").get(random.nextInt(4)));
            case 2 -> new Expression.Truth(random.nextBoolean());
            case 3 -> random.nextBoolean() ? new Expression.Erase() : new Expression.Silence();
            case 4, 5 -> new Expression.Path(null, steps(random, depth, false));
            case 6 ->
                new Expression.Compare(
                        Comparison.values()[random.nextInt(6)], tree(random, depth - 1), tree(random, depth - 1));
            case 7 -> new Expression.And(tree(random, depth - 1), tree(random, depth - 1));
            case 8 -> new Expression.Or(tree(random, depth - 1), tree(random, depth - 1));
            case 9 -> new Expression.Not(tree(random, depth - 1));
            case 10 -> new Expression.OneOf(tree(random, depth - 1), List.of(tree(random, depth - 1), tree(random, 0)));
            case 11 -> new Expression.InTable(tree(random, depth - 1), "Administrative sex");
            case 12 -> new Expression.Join(tree(random, depth - 1), tree(random, depth - 1));
            case 13 ->
                new Expression.Arithmetic(
                        Operation.values()[random.nextInt(4)], tree(random, depth - 1), tree(random, depth - 1));
            case 14 ->
                random.nextBoolean()
                        ? new Expression.Negative(tree(random, depth - 1))
                        : new Expression.Path(
                                new Expression.Call("first", List.of(tree(random, depth - 1))),
                                steps(random, depth, true));
            default ->
                new Expression.Call(
                        List.of("upper", "if", "first", "x1").get(random.nextInt(4)),
                        random.nextBoolean() ? List.of() : List.of(tree(random, depth - 1), tree(random, depth - 1)));
        };
    }

    private static List<Step> steps(Random random, int depth, boolean beneath) {
        var steps = new ArrayList<Step>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            List<String> names = List.of("PID", "value[x]", "Order No", "not", "_a", "identifier:mrn", "5", "12", "3");
            String name = names.get(random.nextInt(i == 0 && !beneath ? 6 : 9));
            Pick pick = switch (random.nextInt(depth == 0 ? 3 : 5)) {
                case 0 -> new Pick.Nth(1 + random.nextInt(5));
                case 1 -> new Pick.Last();
                case 2 -> null;
                case 3 -> null;
                default -> new Pick.Where(tree(random, depth - 1));
            };
            steps.add(new Step(name, pick));
        }
        return steps;
    }
}
