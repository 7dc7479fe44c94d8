package io.suture.engine.expression;

import static io.suture.engine.expression.Given.EMPTY;
import static io.suture.engine.expression.Given.ENVIRONMENT;
import static io.suture.engine.expression.Given.INPUTS;
import static io.suture.engine.expression.Given.compile;
import static io.suture.engine.expression.Given.given;
import static io.suture.engine.expression.Given.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionsTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void every_example_gives_what_help_says(String formula, String gives) {
        var problems = new ArrayList<String>();
        Value value = compile(formula).read(Fields.builder().build(), INPUTS, p -> problems.add(p.message()));

        assertThat(Texts.of(value)).isEqualTo(gives);
        assertThat(problems).isEmpty();
    }

    static Stream<Arguments> examples() {
        return Functions.all().stream()
                .flatMap(function -> function.examples().stream()
                        .filter(example -> example.result() != null)
                        .map(example -> Arguments.of(example.formula(), example.result())));
    }

    @Test
    void every_function_has_a_sentence_and_an_example() {
        assertThat(Functions.all()).allSatisfy(function -> {
            assertThat(function.help()).endsWith(".");
            assertThat(function.examples()).as(function.name()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void any_input_gives_a_value_and_never_an_exception(int seed) {
        var random = new Random(seed);
        for (Function function : Functions.all()) {
            for (int i = 0; i < 60; i++) {
                int least = (int) function.parameters().stream()
                        .filter(parameter -> !parameter.optional() || parameter.setting() != null)
                        .count();
                var arguments = new Value[least + random.nextInt(Math.min(4, function.most() - least) + 1)];
                for (int k = 0; k < arguments.length; k++) {
                    arguments[k] = value(random, 2);
                }
                var frame = new Frame(
                        new Layout(EMPTY, ENVIRONMENT), Fields.builder().build(), INPUTS, null);
                Value result = switch (function.body()) {
                    case Function.Body.OfTexts body ->
                        new CallNode.OfTexts(
                                        function.name(),
                                        Stream.of(arguments)
                                                .map(Node.Constant::new)
                                                .toArray(Node[]::new),
                                        new boolean[arguments.length],
                                        needed(function, arguments.length),
                                        body)
                                .all(frame);
                    case Function.Body.OfValues body -> body.call(arguments, frame);
                    case Function.Body.Special special -> Value.Absent.ABSENT;
                };
                assertThat(result).as(function.name()).isNotNull();
                assertThat(result instanceof Value.Text(String text) && text.isEmpty())
                        .as(function.name())
                        .isFalse();
            }
        }
    }

    private static boolean[] needed(Function function, int count) {
        var needed = new boolean[count];
        for (int i = 0; i < count; i++) {
            needed[i] =
                    !function.parameter(i).optional() && !function.parameter(i).more();
        }
        return needed;
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0 -> Value.Absent.ABSENT;
            case 1 -> Value.Null.NULL;
            case 2 ->
                Value.text(List.of(
                                "20260102",
                                "202603290230",
                                "2026-01-02T15:30:00Z",
                                "9999",
                                "-1",
                                "6.80",
                                "1e9",
                                "999999999999",
                                "0",
                                "-",
                                ":",
                                ".",
                                "3.5-5.1",
                                "<",
                                "\ud83d",
                                "Z",
                                "+",
                                "2026-",
                                "00000000",
                                "99991231",
                                "-99999999",
                                "202601021530+1400",
                                "T",
                                "1:128",
                                "Europe/Berlin")
                        .get(random.nextInt(25)));
            case 3, 4 -> {
                var text = new StringBuilder();
                for (int i = random.nextInt(12); i > 0; i--) {
                    text.append((char) (random.nextBoolean() ? '-' + random.nextInt(14) : random.nextInt(0x2100)));
                }
                yield Value.text(text.toString());
            }
            case 5 -> new Value.Binary("handle", "application/pdf", 100_000, "00");
            case 6 -> Value.Repeat.of(List.of(value(random, depth - 1), value(random, depth - 1)));
            default ->
                Fields.builder()
                        .add(Integer.toString(1 + random.nextInt(12)), value(random, depth - 1))
                        .add("reference", value(random, depth - 1))
                        .build();
        };
    }

    @Test
    void a_local_time_that_came_twice_or_never_keeps_its_date() {
        assertThat(given("dateTime('202610250230')")).isEqualTo("2026-10-25 time-ambiguous");
        assertThat(given("dateTime('202603290230')")).isEqualTo("2026-03-29 time-gap");
        assertThat(given("dateTime('202610250230+0100')")).isEqualTo("2026-10-25T02:30:00+01:00");
    }

    @Test
    void what_is_partial_stays_partial() {
        assertThat(given("dateTime('2026')")).isEqualTo("2026");
        assertThat(given("dateTime('202601')")).isEqualTo("2026-01");
        assertThat(given("dateTime('2026010215')")).isEqualTo("2026-01-02 time-partial");
        assertThat(given("dateTime('20260102153000.1234')")).isEqualTo("2026-01-02T15:30:00.1234+01:00");
        assertThat(given("dateTime('20260231')")).isEqualTo(" time-unreadable");
    }

    @Test
    void null_and_absent_travel_through_functions() {
        assertThat(read("upper(null)")).isEqualTo(Value.Null.NULL);
        assertThat(read("upper(absent)")).isEqualTo(Value.Absent.ABSENT);
        assertThat(read("coalesce(absent, null, 'a')")).isEqualTo(Value.Null.NULL);
        assertThat(read("date(null)")).isEqualTo(Value.Null.NULL);
        assertThat(read("absent != 'a'")).isEqualTo(new Value.Text("false"));
        assertThat(read("'a' & absent & 'b'")).isEqualTo(new Value.Text("ab"));
    }

    @Test
    void digits_are_kept() {
        assertThat(given("number('6.80')")).isEqualTo("6.80");
        assertThat(given("'6.80' + 0")).isEqualTo("6.80");
        assertThat(given("'6.80' = 6.8")).isEqualTo("true");
        assertThat(given("number('abc')")).isEqualTo(" not-a-number");
    }

    @ParameterizedTest(name = "{0} is {1} and {2}, or {3} to {4}")
    @CsvSource({
        "<5, <, 5, '', ''",
        "< 0.010, <, 0.010, '', ''",
        "'  >= +7 ', >=, 7, '', ''",
        "≥5, >=, 5, '', ''",
        "=<5, <=, 5, '', ''",
        "5.0, '', 5.0, '', ''",
        "-5, '', -5, '', ''",
        ">=1:128, >=, '', 1, 128",
        "< 1:8, <, '', 1, 8",
        "1:128, '', '', 1, 128",
        ">, >, '', '', ''",
        "=5, '', 5, '', ''",
        ">5 mg, >, '', '', ''",
        "negative, '', '', '', ''",
        "10:20:30, '', '', '', ''"
    })
    void a_sign_in_front_of_a_number_or_a_titer_is_split_off_and_nothing_is_flagged(
            String text, String sign, String number, String one, String other) {
        assertThat(given("comparator('" + text + "')")).isEqualTo(sign);
        assertThat(given("numericPart('" + text + "')")).isEqualTo(number);
        assertThat(given("numerator('" + text + "')")).isEqualTo(one);
        assertThat(given("denominator('" + text + "')")).isEqualTo(other);
    }

    @Test
    void what_is_misspelt_is_said_with_what_was_meant() {
        var problems = FormulaCompiler.compile(new Formula("uper('a') & SENDER_ZON"), Scope.of(EMPTY, ENVIRONMENT))
                .problems();

        assertThat(problems).hasSize(2);
        assertThat(problems.getFirst().message()).contains("Did you mean upper");
        assertThat(problems.getLast().message()).contains("Did you mean SENDER_ZONE");
    }
}
