package io.suture.engine.expression;

import java.util.Optional;

/// Dates in a form that neither HL7 nor ISO knows, as files of partners have them: `M/D/YYYY HH:mm`. Decision 0110.
///
/// `YYYY` is the year with four digits; there are no years with two, for nobody says of which century they are. `M`,
/// `D`,
/// `H`, `m`, `s` are month, day, hour, minute and second with one digit or two, doubled (`MM`) with two; `a` is AM or
/// PM.
/// Every other character stands for itself.
final class DateForm {
    private static final String PARTS = "YMDHms";
    private static final int YEAR = 4;
    private static final int NOON = 12;

    private final String form;
    private final String text;
    private final int[] said = {-1, -1, -1, -1, -1, -1};
    private int at;
    private String half = "";

    private DateForm(String form, String text) {
        this.form = form;
        this.text = text;
    }

    /// Whether a form says year, month and day.
    static boolean isWhole(String form) {
        return form.contains("YYYY") && form.indexOf('M') >= 0 && form.indexOf('D') >= 0;
    }

    /// The text as ISO writes it, as far as it goes: a text may end behind its day, or behind its minute.
    static Optional<String> read(String text, String form) {
        return new DateForm(form, text.strip()).read();
    }

    private Optional<String> read() {
        int from = 0;
        while (from < form.length()) {
            if (at == text.length() && isDone()) {
                return written();
            }
            char letter = form.charAt(from);
            int to = from + 1;
            while (to < form.length() && form.charAt(to) == letter) {
                to++;
            }
            boolean fits =
                    letter == 'a' ? half() : PARTS.indexOf(letter) >= 0 ? part(letter, to - from) : itself(from, to);
            if (!fits) {
                return Optional.empty();
            }
            from = to;
        }
        return at == text.length() && isDone() ? written() : Optional.empty();
    }

    private boolean isDone() {
        boolean day = said[0] >= 0 && said[1] >= 0 && said[2] >= 0;
        boolean time = said[3] >= 0 == said[4] >= 0 && (said[5] < 0 || said[4] >= 0);
        return day && time && (said[3] < 0 || form.indexOf('a') < 0 || !half.isEmpty());
    }

    private boolean part(char letter, int width) {
        int most = letter == 'Y' ? YEAR : 2;
        int start = at;
        int number = 0;
        while (at < text.length() && at - start < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            number = number * 10 + text.charAt(at++) - '0';
        }
        said[PARTS.indexOf(letter)] = number;
        return width <= most && at - start >= (letter == 'Y' ? YEAR : width);
    }

    private boolean half() {
        if (!text.regionMatches(true, at, "AM", 0, 2) && !text.regionMatches(true, at, "PM", 0, 2)) {
            return false;
        }
        half = text.substring(at, at + 1);
        at += 2;
        return true;
    }

    private boolean itself(int from, int to) {
        boolean fits = text.startsWith(form.substring(from, to), at);
        at += to - from;
        return fits;
    }

    private Optional<String> written() {
        if (!half.isEmpty()) {
            if (said[3] < 1 || said[3] > NOON) {
                return Optional.empty();
            }
            said[3] = said[3] % NOON + (half.equalsIgnoreCase("P") ? NOON : 0);
        }
        var out = new StringBuilder(19);
        String marks = " --T::";
        for (int i = 0; i < said.length && said[i] >= 0; i++) {
            String digits = Integer.toString(said[i]);
            out.append(i == 0 ? "" : marks.charAt(i));
            out.repeat('0', (i == 0 ? YEAR : 2) - digits.length()).append(digits);
        }
        String iso = out.toString();
        return PartialTime.parse(iso).map(exists -> iso);
    }
}
