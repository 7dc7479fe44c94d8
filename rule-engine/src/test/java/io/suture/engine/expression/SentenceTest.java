package io.suture.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OBX-2 = 'NM'",
                "OBX-2 != 'NM'",
                "count(OBX-5) > 1",
                "OBX-2 in ('ST', 'TX')",
                "not (OBX-2 in ('ST', 'TX'))",
                "exists(PID-25)",
                "not exists(PID-25)",
                "exists(PID-6.1, PID-6.2)",
                "not exists(ORC-12.1, OBR-16.1)",
                "isIn('Marital status', PID-16.1)",
                "not isIn('Marital status', PID-16.1)",
                "OBX-2 = 'SN' and isNumber(OBX-5.2) and not exists(OBX-5.3)",
                "count(OBX-5) > 1 and not (OBX-2 in ('ST', 'TX', 'FT', 'ED', 'RP'))",
                "startsWith(OBX-3.1, 'LN') or endsWith(OBX-3.1, 'X') or not contains(OBX-3.2, 'draft')",
                "exists(OBX[OBX-8 in ('HH', 'LL')])",
                "not exists(result.items[OBX-2 = 'NM' and exists(OBX-5)])",
                "(PID-8 = 'F' or PID-8 = 'M') and PV1-2 = 'I'",
                "not (PID-8 = 'F' or PID-8 = 'M')",
                "not (PID-8 = 'F')",
                "lower(ED.4) = 'base64'",
                "OBX-5 < -1.50",
                "Patient.active = true",
                "isNull(PID-13)",
            })
    void saysWhatAFormulaSaysAndWritesItBackAsItWas(String formula) {
        Formula written = Sentence.of(new Formula(formula)).orElseThrow().formula();
        assertThat(written.parse().tree())
                .isPresent()
                .isEqualTo(new Formula(formula).parse().tree());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OBX-2 =",
                "PID-7 < OBR-7",
                "if(exists(PID-8), true, false)",
                "'a' = 'a'",
                "PID-8",
                "true",
                "startsWith(OBX-3.1, OBX-3.4)",
                "OBX-2 in (OBX-3.1, 'NM')",
                "isIn(PID-8, PID-9)",
                "PID-8 = 'F' and PID-7 < OBR-7",
                "exists(OBX[PID-7 < OBR-7])",
            })
    void isNoneWhereAFormulaSaysMore(String formula) {
        assertThat(Sentence.of(new Formula(formula))).isEmpty();
    }

    @Test
    @DisplayName("'exists(a) or exists(b)' is the same list as 'exists(a, b)'")
    void joinsWhatAsksForAValue() {
        Optional<Sentence> one = Sentence.of(new Formula("exists(PID-6.1) or exists(PID-6.2)"));
        assertThat(one).isEqualTo(Sentence.of(new Formula("exists(PID-6.1, PID-6.2)")));
        assertThat(one.orElseThrow().formula().text()).isEqualTo("exists(PID-6.1, PID-6.2)");
    }

    @Test
    void readsListsWhateverTheirBrackets() {
        assertThat(Sentence.of(new Formula("A = '1' and (B = '2' and C = '3')")))
                .isEqualTo(Sentence.of(new Formula("A = '1' and B = '2' and C = '3'")));
    }

    @Test
    void keepsANegationThatAnOperatorCannotSay() {
        // Not the same as `!=`, which does not hold where there is no value.
        Sentence sentence = Sentence.of(new Formula("not (PID-8 = 'F')")).orElseThrow();
        assertThat(sentence).isInstanceOf(Sentence.Not.class);
    }

    @Test
    void saysNothingOfAnEmptyListAsTheWordsWould() {
        assertThat(new Sentence.All(List.of()).formula().text()).isEqualTo("true");
        assertThat(new Sentence.AnyOf(List.of()).formula().text()).isEqualTo("false");
    }
}
