package io.suture.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeFormsTest {
    @ParameterizedTest
    @CsvSource({
        "I10, J02.0",
        "I10, E11.9",
        "I10, S72.001A",
        "I10, C7A.00",
        "i10, J020",
        "I9C, 250.00",
        "I9C, V70.0",
        "I9C, E885.9",
        "C4, 99213",
        "C4, 0001F",
        "HCPCS, J1100",
        "HCPCS, 99213",
        "NDC, 0093-5056-01",
        "NDC, 00093505601",
        "NDC, 0093505601",
        "LN, 2823-3",
        "LN, 718-7",
        "LN, 22310-7",
        "SCT, 29857009",
        "SCT, 68235000",
        "SCT, 385049006",
        "NPI, 1234567893",
        "L, anything at all",
        "'', 5"
    })
    void codes_of_the_right_form_pass_and_so_does_what_nobody_knows(String system, String code) {
        assertThat(CodeForms.holds(code, system)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "I10, J2",
        "I10, 250.00",
        "I10, J02.",
        "I10, J02.00000",
        "I10, ''",
        "I9C, J02.0",
        "C4, 9921",
        "C4, 992133",
        "C4, 9921Z",
        "HCPCS, Z1234",
        "NDC, 009350560",
        "NDC, 0093-505601",
        "LN, 2823-4",
        "LN, 2823",
        "SCT, 29857008",
        "SCT, 0298570",
        "SCT, 12345",
        "NPI, 1234567890",
        "NPI, 3234567893"
    })
    void codes_of_the_wrong_form_or_check_digit_do_not(String system, String code) {
        assertThat(CodeForms.holds(code, system)).isFalse();
    }
}
