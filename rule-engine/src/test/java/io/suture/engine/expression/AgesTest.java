package io.suture.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgesTest {
    @ParameterizedTest(name = "born {0}, at {1}, in {2}: {3}")
    @CsvSource({
        "20040229, 20050228, a, 0",
        "20040229, 20050301, a, 1",
        "20040229, 20080228, a, 3",
        "20040229, 20080229, years, 4",
        "20240229, 20240329, mo, 1",
        "20240131, 20240229, months, 0",
        "20240131, 20240302, mo, 1",
        "20251215, 20260111, wk, 3",
        "20251215, 20260112, weeks, 4",
        "20260101, 20260101, d, 0",
        "20240228, 20240301, days, 2",
        "2026-01-02T23:30:00-05:00, 2026-01-03T00:10:00+01:00, d, 1"
    })
    void an_age_is_counted_in_whole_units_by_the_calendar(String birth, String at, String unit, String gives) {
        assertThat(age(birth, at, unit)).isEqualTo(gives);
    }

    @ParameterizedTest(name = "born {0}, at {1}, in {2}: {3}")
    @CsvSource({
        "1980-06, 20260701, a, 46",
        "1980, 20261231, a, 46",
        "1980-06, 2026-05, a, 45",
        "1980, 1980, a, 0",
        "1980-06, 20260615, a, ' time-partial'",
        "1980, 20260615, a, ' time-partial'",
        "1980, 2026, a, ' time-partial'",
        "1980-06, 20260701, mo, ' time-partial'",
        "1980-06, 20260731, mo, 553",
        "1980-06, 20260701, d, ' time-partial'"
    })
    void partial_dates_give_an_age_only_where_they_leave_no_other(String birth, String at, String unit, String gives) {
        assertThat(age(birth, at, unit)).isEqualTo(gives);
    }

    @Test
    void what_is_no_age_is_absent_and_said() {
        assertThat(age("20260102", "20260101", "d")).isEqualTo(" age-before-birth");
        assertThat(age("20260231", "20260301", "d")).isEqualTo(" time-unreadable");
        assertThat(age("20260101", "20260301", "fortnights")).isEqualTo(" age-unit");
    }

    @Test
    void null_absent_and_repeats_go_through_as_through_any_function() {
        assertThat(Given.read("age(null, '20260101')")).isEqualTo(Value.Null.NULL);
        assertThat(Given.read("age('19800101', absent)")).isEqualTo(Value.Absent.ABSENT);
        assertThat(Given.given("age('19800101', '20260101', absent)")).isEqualTo("46");
        assertThat(Given.given("age(split('19800101,19900101', ','), '20260101')"))
                .isEqualTo("46");
    }

    private static String age(String birth, String at, String unit) {
        return Given.given("age('" + birth + "', '" + at + "', '" + unit + "')");
    }
}
