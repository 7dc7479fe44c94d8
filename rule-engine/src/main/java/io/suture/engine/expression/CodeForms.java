package io.suture.engine.expression;

import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What codes of the common systems look like. A code of the right form may still not exist; one of the wrong form
/// never does. Decision 0091.
final class CodeForms {
    private static final Pattern ICD_10_CM = Pattern.compile("[A-Z][0-9][0-9A-Z](\\.?[0-9A-Z]{1,4})?");
    private static final Pattern ICD_9_CM =
            Pattern.compile("(\\d{3}|V\\d{2})(\\.?\\d{1,2})?|E\\d{3}(\\.?\\d)?|\\d{2}\\.\\d{1,2}");
    private static final Pattern CPT = Pattern.compile("\\d{4}[0-9AFMTU]");
    private static final Pattern HCPCS = Pattern.compile("[A-V]\\d{4}");
    private static final Pattern NDC =
            Pattern.compile("\\d{10,11}|\\d{4}-\\d{4}-\\d{2}|\\d{5}-\\d{3}-\\d{2}|\\d{5}-\\d{4}-\\d{1,2}");
    private static final Pattern LOINC = Pattern.compile("\\d{1,7}-\\d");
    private static final Pattern SNOMED_CT = Pattern.compile("[1-9]\\d{5,17}");
    private static final Pattern NPI = Pattern.compile("[12]\\d{9}");

    /// By the names that HL7 v2 has for them (table 0396) and people use.
    private static final Map<String, Predicate<String>> BY_SYSTEM = Map.ofEntries(
            Map.entry("I10", matches(ICD_10_CM)),
            Map.entry("I10C", matches(ICD_10_CM)),
            Map.entry("ICD10", matches(ICD_10_CM)),
            Map.entry("ICD-10-CM", matches(ICD_10_CM)),
            Map.entry("I9", matches(ICD_9_CM)),
            Map.entry("I9C", matches(ICD_9_CM)),
            Map.entry("ICD-9-CM", matches(ICD_9_CM)),
            Map.entry("C4", matches(CPT)),
            Map.entry("C5", matches(CPT)),
            Map.entry("CPT", matches(CPT)),
            Map.entry("HCPCS", matches(HCPCS).or(matches(CPT))),
            Map.entry("HPC", matches(HCPCS).or(matches(CPT))),
            Map.entry("NDC", matches(NDC)),
            Map.entry("LN", CodeForms::loinc),
            Map.entry("LOINC", CodeForms::loinc),
            Map.entry("SCT", CodeForms::snomed),
            Map.entry("NPI", CodeForms::npi));

    /// Verhoeff's tables: the dihedral group, and the permutation of each place.
    private static final String[] GROUP = {
        "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
        "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"
    };

    private static final String[] PLACES = {
        "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258"
    };

    private CodeForms() {}

    /// Whether a code has the form that codes of a system have; of a system that is not known here every code does.
    static boolean holds(String code, String system) {
        return BY_SYSTEM
                .getOrDefault(system.strip().toUpperCase(Locale.ROOT), any -> true)
                .test(code);
    }

    private static Predicate<String> matches(Pattern pattern) {
        return code -> pattern.matcher(code).matches();
    }

    private static boolean loinc(String code) {
        return LOINC.matcher(code).matches() && luhn(code.replace("-", ""));
    }

    /// The check digit of a National Provider Identifier counts the prefix 80840 of its issuer.
    private static boolean npi(String code) {
        return NPI.matcher(code).matches() && luhn("80840" + code);
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }

    private static boolean snomed(String code) {
        if (!SNOMED_CT.matcher(code).matches()) {
            return false;
        }
        int check = 0;
        for (int i = 0; i < code.length(); i++) {
            int digit = code.charAt(code.length() - 1 - i) - '0';
            int placed = PLACES[i % 8].charAt(digit) - '0';
            check = GROUP[check].charAt(placed) - '0';
        }
        return check == 0;
    }
}
