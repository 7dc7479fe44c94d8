package io.suture.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What formulas keep of a person under the rules of Safe Harbor, 45 CFR 164.514(b)(2).
class PrivacyFunctionsTest {
    private static final String ADMISSION = """
            MSH|^~\\&|ADT|NORTH|||20260102||ADT^A01^ADT_A01|1|P|2.5.1
            EVN|A01|20260102
            PID|1||7^^^NORTH^MR||de la Cruz&de la&Cruz^María^Ana~Jones^Mary||19350615|F|||1 Main St^^Town^VT^05901^USA
            PV1|1|I
            """;

    @ParameterizedTest(name = "born {0}, at {1}: {2}, {3}")
    @CsvSource({
        "19360615, 20260614, 1936, 89",
        "19360615, 20260615, '', 90+",
        "19360229, 20260228, 1936, 89",
        "19360229, 20260301, '', 90+",
        "1935-03, 2026, '', 90+",
        "1936, 2026, '', ' time-partial'",
        "1936-06, 20260610, '', ' time-partial'",
        "1980, 2026, 1980, ' time-partial'",
        "19800615, 20260101, 1980, 45",
        "20260101, 20260101, 2026, 0",
        "1935-06-15T10:00:00-05:00, 20260101, '', 90+",
        "20260102, 20260101, ' age-before-birth', ' age-before-birth'",
        "19800231, 20260101, ' time-unreadable', ' time-unreadable'"
    })
    void ages_over_89_are_one_category_and_their_year_of_birth_is_gone(
            String birth, String at, String year, String age) {
        assertThat(Given.given("birthYear('" + birth + "', '" + at + "')")).isEqualTo(year);
        assertThat(Given.given("safeAge('" + birth + "', '" + at + "')")).isEqualTo(age);
    }

    @ParameterizedTest
    @CsvSource({
        "02139, 021",
        "02139-4307, 021",
        "021394307, 021",
        "021, 021",
        "05901, 000",
        "203, 000",
        "89301-0001, 000",
        "K1A 0B1, ' zip-unreadable'",
        "2139, ' zip-unreadable'",
        "02139-43, ' zip-unreadable'",
        "٠٢١٣٩, ' zip-unreadable'"
    })
    void a_zip_code_keeps_three_digits_where_enough_people_share_them(String code, String gives) {
        assertThat(Given.given("zip3('" + code + "')")).isEqualTo(gives);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878", "879", "884",
                "890", "893"
            })
    void the_seventeen_small_areas_are_all_zeros(String area) {
        assertThat(Given.given("zip3('" + area + "01')")).isEqualTo("000");
    }

    @ParameterizedTest(name = "{0} is shifted to {1}")
    @CsvSource({
        "20240228, [0-9]{8}",
        "2024-02-29, [0-9]{4}-[0-9]{2}-[0-9]{2}",
        "202402291530, [0-9]{8}1530",
        "20240229153012.25-0500, [0-9]{8}153012.25-0500",
        "2024-02-29T23:59:59.123+14:00, [0-9-]{10}T23:59:59.123\\+14:00",
        "20240229-0500, [0-9]{8}-0500"
    })
    void a_shifted_date_keeps_its_form_precision_and_time_of_day(String date, String form) {
        assertThat(Given.given("shiftDate('" + date + "', 'k', 30)"))
                .matches(form)
                .isNotEqualTo(date);
    }

    @Test
    void dates_of_one_key_move_together_and_those_of_others_otherwise() {
        Set<String> days = new HashSet<>();
        for (int key = 0; key < 200; key++) {
            String moved = shift("20240228", "patient " + key, 10);
            assertThat(shift("20240228", "patient " + key, 10)).isEqualTo(moved);
            assertThat(Given.given("daysBetween('" + moved + "', '" + shift("20240301", "patient " + key, 10) + "')"))
                    .isEqualTo("2");
            days.add(Given.given("daysBetween('20240228', '" + moved + "')"));
        }
        assertThat(days)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(-10, 10)
                        .filter(day -> day != 0)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void what_cannot_be_shifted_by_days_is_absent_and_said() {
        assertThat(shift("2024", "k", 30)).isEqualTo(" time-partial");
        assertThat(shift("2024-02", "k", 30)).isEqualTo(" time-partial");
        assertThat(shift("20240230", "k", 30)).isEqualTo(" time-unreadable");
        assertThat(shift("20240228", "k", 0)).isEqualTo(" shift-days");
        assertThat(Given.given("shiftDate('20240228', 'k', 'many')")).isEqualTo(" shift-days");
        assertThat(List.of(shift("00010101", "a", 36_525), shift("99991231", "a", 36_525)))
                .contains(" time-unreadable");
    }

    @ParameterizedTest
    @CsvSource({
        "Anna Maria Berg, AMB",
        "'Berg, Anna Maria', AMB",
        "anne-marie o’neil, AO",
        "J.R.R. Tolkien, JRRT",
        "Élodie Ångström, ÉÅ",
        "(Bob) - 3rd, BR",
        "42, ''"
    })
    void initials_are_the_first_letters_of_the_words(String name, String gives) {
        assertThat(Given.given("initials('" + name + "')")).isEqualTo(gives);
    }

    @Test
    void of_a_message_a_study_gets_no_more_than_it_may_have() {
        assertThat(admitted("initials(PID-5)")).isEqualTo("MADLC");
        assertThat(admitted("initials(PID-5[2])")).isEqualTo("MJ");
        assertThat(admitted("initials(PID-9)")).isEmpty();
        assertThat(admitted("birthYear(PID-7, EVN-2)")).isEmpty();
        assertThat(admitted("safeAge(PID-7, EVN-2)")).isEqualTo("90+");
        assertThat(admitted("zip3(PID-11.5)")).isEqualTo("000");
        assertThat(admitted("mask(PID-3.1, 4)")).isEqualTo("*");
    }

    @Test
    void a_mask_never_shows_a_whole_text() {
        assertThat(Given.given("mask('123-45-6789', 4)")).isEqualTo("*******6789");
        assertThat(Given.given("mask('6789', 4)")).isEqualTo("****");
        assertThat(Given.given("mask('6789')")).isEqualTo("****");
        assertThat(Given.given("mask('6789', -2)")).isEqualTo("****");
        assertThat(Given.given("mask('a😀b', 2)")).isEqualTo("*😀b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "initials(%s)",
                "birthYear(%s, '20260101')",
                "safeAge(%s, '20260101')",
                "zip3(%s)",
                "shiftDate(%s, 'k', 30)",
                "shiftDate('20260101', %s, 30)",
                "mask(%s, 2)"
            })
    void null_stays_null_and_absent_stays_absent(String formula) {
        assertThat(Given.read(formula.replace("%s", "null"))).isEqualTo(Value.Null.NULL);
        assertThat(Given.read(formula.replace("%s", "absent"))).isEqualTo(Value.Absent.ABSENT);
    }

    private static String shift(String date, String key, int most) {
        return Given.given("shiftDate('" + date + "', '" + key + "', " + most + ")");
    }

    private static String admitted(String formula) {
        var hl7 = new Hl7v2Format();
        Schema schema = hl7.schema(new SchemaRef("hl7v2", "2.5.1", "ADT_A01")).orElseThrow();
        Value.Group message = hl7.reader(schema, Map.of())
                .read(ADMISSION.replace("\n", "\r").getBytes(StandardCharsets.UTF_8), problem -> {});
        return Texts.of(FormulaCompiler.compile(new Formula(formula), Scope.of(schema, Given.ENVIRONMENT))
                .orThrow()
                .read(message, Given.INPUTS, problem -> {}));
    }
}
