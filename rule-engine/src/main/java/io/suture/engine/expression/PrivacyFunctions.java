package io.suture.engine.expression;

import static io.suture.engine.expression.Function.Category.PRIVACY;

import io.suture.engine.value.Value;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Parts of what identifies a person, kept or blurred. The rules of Safe Harbor are those of 45 CFR 164.514(b)(2);
/// where a function does less than they ask for, its help says so. Decision 0070.
final class PrivacyFunctions {
    /// Areas of 20,000 people or fewer by the census of 2000, as the guidance to 164.514(b)(2)(i)(B) lists them.
    private static final Set<String> SMALL_AREAS = Set.of(
            "036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878", "879", "884",
            "890", "893");
    /// 164.514(b)(2)(i)(C): older ages are one category.
    private static final int OLDEST = 89;
    /// A hundred years are farther than any study shifts.
    private static final int FARTHEST = 36_525;

    private PrivacyFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.values(
                                "initials",
                                PRIVACY,
                                ValueType.TEXT,
                                "name",
                                "The first letters of a name (XPN, HumanName or text), given names first. Safe Harbor"
                                        + " takes initials for a part of the name: leave them out where it applies.",
                                PrivacyFunctions::initials)
                        .giving("initials('Anna Maria Berg')", "AMB")
                        .giving("initials('Berg, Anna Maria')", "AMB"),
                Function.texts(
                                "birthYear",
                                PRIVACY,
                                ValueType.NUMBER,
                                "birth at",
                                "The year of birth; absent when the person is, or may be, over 89 at the other date"
                                        + " (Safe Harbor, 164.514(b)(2)(i)(C)). For other dates there is year.",
                                PrivacyFunctions::birthYear)
                        .giving("birthYear('19800615', '20260101')", "1980")
                        .giving("birthYear('19350615', '20260101')", ""),
                Function.texts(
                                "safeAge",
                                PRIVACY,
                                ValueType.TEXT,
                                "birth at",
                                "The age in whole years, and 90+ for all over 89 (Safe Harbor, 164.514(b)(2)(i)(C)).",
                                PrivacyFunctions::safeAge)
                        .giving("safeAge('19800615', '20260101')", "45")
                        .giving("safeAge('19350615', '20260101')", "90+"),
                Function.texts(
                                "zip3",
                                PRIVACY,
                                ValueType.TEXT,
                                "code",
                                "The first three digits of a US ZIP code, 000 for the 17 areas with few people (Safe"
                                        + " Harbor, 164.514(b)(2)(i)(B)); absent, with a warning, for other codes.",
                                (a, frame) -> zip3(a[0].strip(), frame))
                        .giving("zip3('02139-4307')", "021")
                        .giving("zip3('03601')", "000"),
                Function.texts(
                                "shiftDate",
                                PRIVACY,
                                ValueType.ANY,
                                "date key maxDays",
                                "The date in the form it was sent, moved by up to so many days, always the same for the"
                                        + " same key, such as PID-3.1 & SECRET; needs a whole date. Safe Harbor allows"
                                        + " years only.",
                                PrivacyFunctions::shiftDate)
                        .giving("daysBetween(shiftDate('20260101', 'k', 30), shiftDate('20260131', 'k', 30))", "30")
                        .giving("length(shiftDate('2026-01-02T15:30:00+01:00', 'k', 365))", "25"),
                Function.texts(
                                "mask",
                                PRIVACY,
                                ValueType.TEXT,
                                "text keep?",
                                "Stars, and so many of the last characters; a text that is no longer is all stars.",
                                (a, frame) -> mask(a[0], a.length < 2 ? 0 : TextFunctions.count(a[1])))
                        .giving("mask('123-45-6789', 4)", "*******6789")
                        .giving("mask('6789', 4)", "****"));
    }

    private static Value initials(Value[] a, Frame frame) {
        Value name = Texts.first(a[0]);
        if (Texts.isNothing(name)) {
            return name;
        }
        var words = new ArrayList<String>();
        if (name instanceof Value.Group group) {
            boolean human = group.get("family") != Value.Absent.ABSENT || group.get("given") != Value.Absent.ABSENT;
            if (human) {
                take(group.get("given"), words, frame);
                take(group.get("family"), words, frame);
            } else {
                take(group.at(2), words, frame);
                take(group.at(3), words, frame);
                take(group.at(1), words, frame);
            }
        } else {
            String text = Texts.of(name);
            int comma = text.indexOf(',');
            words.addAll(words(comma < 0 ? text : text.substring(comma + 1) + " " + text.substring(0, comma)));
        }
        var initials = new StringBuilder();
        words.forEach(word -> initials.appendCodePoint(word.codePointAt(0)));
        return Value.text(initials.toString().toUpperCase(Locale.ROOT));
    }

    private static void take(Value part, List<String> words, Frame frame) {
        for (Value item : Value.items(part)) {
            frame.use(item);
            words.addAll(words(Texts.of(item)));
        }
    }

    /// The words that begin with a letter: neither a dash nor a number is an initial.
    private static List<String> words(String text) {
        return java.util.Arrays.stream(text.split("[^\\p{L}\\p{M}\\p{Nd}'’-]+"))
                .map(word -> word.replaceFirst("^[^\\p{L}]+", ""))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Value birthYear(String[] a, Frame frame) {
        return Ages.between(a[0], a[1], ChronoUnit.YEARS, frame)
                .filter(age -> age.most() <= OLDEST)
                .flatMap(age -> PartialTime.parse(a[0]))
                .map(birth -> Value.text(Integer.toString(birth.year())))
                .orElse(Value.Absent.ABSENT);
    }

    private static Value safeAge(String[] a, Frame frame) {
        Optional<Ages> ages = Ages.between(a[0], a[1], ChronoUnit.YEARS, frame);
        if (ages.isEmpty()) {
            return Value.Absent.ABSENT;
        }
        if (ages.get().least() > OLDEST) {
            return new Value.Text("90+");
        }
        if (ages.get().least() != ages.get().most()) {
            frame.warn("time-partial", "The dates are too partial for an age in years; it is left out.");
            return Value.Absent.ABSENT;
        }
        return Value.text(Long.toString(ages.get().most()));
    }

    private static Value zip3(String code, Frame frame) {
        if (!code.matches("[0-9]{3}|[0-9]{5}(-?[0-9]{4})?")) {
            frame.warn("zip-unreadable", "What was sent is no ZIP code of the United States; it is left out.");
            return Value.Absent.ABSENT;
        }
        String area = code.substring(0, 3);
        return new Value.Text(SMALL_AREAS.contains(area) ? "000" : area);
    }

    private static Value shiftDate(String[] a, Frame frame) {
        Optional<PartialTime> time = TimeFunctions.read(a[0], frame);
        if (time.isEmpty()) {
            return Value.Absent.ABSENT;
        }
        if (time.get().precision() < PartialTime.DAY) {
            frame.warn("time-partial", "Only a whole date can be moved by days; less was sent, and it is left out.");
            return Value.Absent.ABSENT;
        }
        int most = Math.min(FARTHEST, TextFunctions.count(a[2]));
        if (most == 0) {
            frame.warn("shift-days", "A date is moved by at least one day; it is left out.");
            return Value.Absent.ABSENT;
        }
        LocalDateTime moved = time.get().local().plusDays(days(a[1], most));
        if (moved.getYear() < 1 || moved.getYear() > 9999) {
            frame.warn("time-unreadable", "The moved date is none of the calendar; it is left out.");
            return Value.Absent.ABSENT;
        }
        boolean iso = a[0].charAt(4) == '-';
        String day = moved.toLocalDate().toString();
        // What follows the day stays letter by letter: precision, fraction and offset.
        return new Value.Text(iso ? day + a[0].substring(10) : day.replace("-", "") + a[0].substring(8));
    }

    /// From -most to most and never 0, since a date that did not move would be the true one.
    private static int days(String key, int most) {
        long drawn = Long.parseUnsignedLong(StableId.of("shiftDate\u001f" + key).substring(0, 8), 16);
        int days = (int) (drawn % (2L * most)) - most;
        return days < 0 ? days : days + 1;
    }

    private static Value mask(String text, int keep) {
        int length = text.codePointCount(0, text.length());
        int shown = keep < length ? keep : 0;
        return Value.text("*".repeat(length - shown) + text.substring(text.offsetByCodePoints(0, length - shown)));
    }
}
