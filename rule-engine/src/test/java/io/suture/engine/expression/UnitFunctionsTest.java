package io.suture.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitFunctionsTest {
    @ParameterizedTest(name = "{0} {1} are {3} {2}")
    @CsvSource({
        "6.80, g/dL, g/L, 68.0",
        "0.0500, mg, ug, 50.0",
        "5, ug/mL, mg/L, 5",
        "250, 10*3/uL, 10*9/L, 250",
        "4.5, 10*6/uL, 10*12/L, 4.5",
        "1.20, 10*3/uL, /uL, 1200",
        "35, U/L, nkat/L, 583",
        "0.50, ukat/L, U/L, 30.0",
        "70, kg, [lb_av], 154",
        "154.3, [lb_av], kg, 69.99",
        "5, [ft_i], [in_i], 60",
        "30, min, h, 0.50",
        "123, d, h, 2952",
        "5, min, h, 0.0833",
        "7, a, d, 2557",
        "12, %, 1, 0.12",
        "0, kg, [lb_av], 0",
        "0.00, kg, [lb_av], 0.00",
        "-2.0, mm[Hg], kPa, -0.267",
        "100, [iU]/L, [IU]/L, 100",
        "1.5, k[IU]/L, m[IU]/mL, 1500",
        "3.2, mg/g{creat}, g/kg{creat}, 3.2",
        "3.2, ug/mL{FEU}, ng/mL{FEU}, 3200",
        "300, mosm/kg, osm/kg, 0.300",
        "6.80, furlongs, furlongs, ' unit-unknown'",
        "+07, mg, mg, 7"
    })
    void a_number_keeps_its_digits_in_the_other_unit(String number, String from, String to, String gives) {
        assertThat(converted(number, from, to)).isEqualTo(gives);
    }

    @ParameterizedTest(name = "{0} {1} are {3} {2}")
    @CsvSource({
        "98.6, [degF], Cel, 37.0",
        "100, [degF], Cel, 37.8",
        "37, Cel, [degF], 98.6",
        "36.55, Cel, K, 309.70",
        "-40, Cel, [degF], -40.0",
        "0, K, Cel, -273.2"
    })
    void temperatures_do_not_begin_at_one_zero(String number, String from, String to, String gives) {
        assertThat(converted(number, from, to)).isEqualTo(gives);
    }

    @ParameterizedTest(name = "{1} is no {2}: {3}")
    @CsvSource({
        "5, mg, mL, unit-mismatch",
        "5, mg/dL, mmol/L, molar-mass",
        "5, mmol/L, g/L, molar-mass",
        "5, mmol/L, /L, unit-mismatch",
        "5, meq/L, mmol/L, unit-mismatch",
        "5, mosm/kg, mmol/kg, unit-mismatch",
        "5, [iU]/L, mg/L, unit-mismatch",
        "5, [iU]/L, [arb'U]/L, unit-mismatch",
        "5, /[HPF], /[LPF], unit-mismatch",
        "5, U/L, [iU]/L, unit-mismatch",
        "5, ng/mL{FEU}, ng/mL{DDU}, unit-mismatch",
        "5, [pH], mol/L, unit-unknown",
        "5, mCel, K, unit-unknown",
        "5, MG/DL, mg/L, unit-unknown",
        "5, mg, milligrams, unit-unknown",
        "5, m99, m98, unit-mismatch",
        "5, m99999999999, m, unit-unknown",
        "5, km41, m41, unit-unknown",
        "5, Ym40, ym40, unit-mismatch",
        "<5, mg, g, not-a-number",
        "negative, mg, g, not-a-number"
    })
    void what_does_not_measure_the_same_is_refused_and_said(String number, String from, String to, String problem) {
        assertThat(converted(number, from, to)).isEqualTo(" " + problem);
    }

    @Test
    void mass_and_mol_are_converted_by_a_molar_mass_that_somebody_said() {
        assertThat(Given.given("convert('5.00', 'mmol/L', 'mg/dL', 180.156)")).isEqualTo("90.1");
        assertThat(Given.given("convert('1.1', 'mg/dL', 'umol/L', 113.12)")).isEqualTo("97.2");
        assertThat(Given.given("convert('5', 'mmol/L', 'mg/dL', 0)")).isEqualTo(" molar-mass");
        assertThat(Given.given("convert('5', 'mmol/L', 'mg/dL', absent)")).isEqualTo(" molar-mass");
        assertThat(Given.given("convert('5', 'meq/L', 'mg/dL', 40)")).isEqualTo(" unit-mismatch");
    }

    @Test
    void null_absent_and_repeats_go_through_as_through_any_function() {
        assertThat(Given.read("convert(null, 'mg', 'g')")).isEqualTo(Value.Null.NULL);
        assertThat(Given.read("convert(absent, 'mg', 'g')")).isEqualTo(Value.Absent.ABSENT);
        assertThat(Given.read("convert('5', absent, 'g')")).isEqualTo(Value.Absent.ABSENT);
        assertThat(Given.given("convert(split('500,750', ','), 'mg', 'g')")).isEqualTo("0.500");
    }

    private static String converted(String number, String from, String to) {
        return Given.given("convert('" + number + "', \"" + from + "\", \"" + to + "\")");
    }
}
