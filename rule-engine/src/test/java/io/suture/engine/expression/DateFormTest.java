package io.suture.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateFormTest {
    @ParameterizedTest
    @CsvSource({
        "1/2/2026, M/D/YYYY, 2026-01-02",
        "11/12/2026, M/D/YYYY, 2026-11-12",
        "01/02/2026, MM/DD/YYYY, 2026-01-02",
        "2.1.2026, D.M.YYYY, 2026-01-02",
        "20260102 1530, YYYYMMDD HHmm, 2026-01-02T15:30",
        "2026/01/02T15:30:09, YYYY/MM/DDTHH:mm:ss, 2026-01-02T15:30:09",
        "1/2/2026, M/D/YYYY HH:mm, 2026-01-02",
        "1/2/2026 15:30, M/D/YYYY HH:mm:ss, 2026-01-02T15:30",
        "1/2/2026 12:00 AM, M/D/YYYY H:mm a, 2026-01-02T00:00",
        "1/2/2026 12:00 pm, M/D/YYYY H:mm a, 2026-01-02T12:00",
        "' 1/2/2026 ', M/D/YYYY, 2026-01-02",
    })
    void a_text_is_read_in_its_form_as_far_as_it_goes(String text, String form, String iso) {
        assertThat(DateForm.read(text, form)).contains(iso);
    }

    @ParameterizedTest
    @CsvSource({
        "20/12/2026, M/D/YYYY",
        "2/30/2026, M/D/YYYY",
        "1/2/26, M/D/YYYY",
        "1/2, M/D/YYYY",
        "1/2/2026 15, M/D/YYYY HH:mm",
        "1/2/2026 15:30, M/D/YYYY",
        "1/2/2026x, M/D/YYYY",
        "1-2-2026, M/D/YYYY",
        "1/2/2026, MM/DD/YYYY",
        "1/2/2026 13:00 PM, M/D/YYYY H:mm a",
        "1/2/2026 0:30 AM, M/D/YYYY H:mm a",
        "1/2/2026 9:30 XM, M/D/YYYY H:mm a",
        "1/2/2026 9:30, M/D/YYYY H:mm a",
        "soon, M/D/YYYY",
        "'', M/D/YYYY",
    })
    void what_is_no_date_in_the_form_is_none(String text, String form) {
        assertThat(DateForm.read(text, form)).isEmpty();
    }

    @Test
    void any_text_in_any_form_is_a_date_or_none() {
        var random = new Random(7);
        String letters = "YMDHmsa/-.: 0123456789TAP";
        for (int i = 0; i < 20_000; i++) {
            String form = text(random, letters);
            DateForm.read(text(random, letters), form)
                    .ifPresent(
                            iso -> assertThat(PartialTime.parse(iso)).as(form).isPresent());
        }
    }

    private static String text(Random random, String letters) {
        var text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
