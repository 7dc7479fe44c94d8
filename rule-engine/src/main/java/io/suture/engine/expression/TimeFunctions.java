package io.suture.engine.expression;

import static io.suture.engine.expression.Function.Category.TIME;

import io.suture.engine.value.Value;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Dates and times: partial ones stay partial, a time without an offset takes the zone that it is given, and none is
/// ever guessed.
final class TimeFunctions {
    private TimeFunctions() {}

    static List<Function> all() {
        return List.of(
                Function.texts(
                                "date",
                                TIME,
                                ValueType.DATE,
                                "value",
                                "The date, as precise as it was sent.",
                                TimeFunctions::date)
                        .giving("date('20260102')", "2026-01-02")
                        .giving("date('2026')", "2026")
                        .giving("date('202601021530+0100')", "2026-01-02"),
                Function.texts(
                                "dateTime",
                                TIME,
                                ValueType.DATE_TIME,
                                "value zone=SENDER_ZONE",
                                "Date and time; without an offset it is read in the sender's zone. An ambiguous hour"
                                        + " keeps only its date.",
                                (a, frame) -> dateTime(a[0], a[1], frame))
                        .giving("dateTime('202601021530', 'Europe/Berlin')", "2026-01-02T15:30:00+01:00")
                        .giving("dateTime('2026', 'Europe/Berlin')", "2026")
                        .giving("dateTime('20260102153000.25-0500', 'Europe/Berlin')", "2026-01-02T15:30:00.25-05:00"),
                Function.texts(
                                "instant",
                                TIME,
                                ValueType.DATE_TIME,
                                "value zone=SENDER_ZONE",
                                "A moment: date, time and offset; absent when less was sent.",
                                (a, frame) -> instant(a[0], a[1], frame))
                        .giving("instant('20260102153000', 'UTC')", "2026-01-02T15:30:00Z"),
                Function.texts("time", TIME, ValueType.TIME, "value", "The time of day.", TimeFunctions::time)
                        .giving("time('202601021530')", "15:30:00")
                        .giving("time('1530')", "15:30:00"),
                Function.texts(
                                "dateIn",
                                TIME,
                                ValueType.DATE_TIME,
                                "text form",
                                "The date or time of a text that is written in a form such as M/D/YYYY HH:mm, as ISO"
                                        + " writes it and without a zone; what ISO has written stays. YYYY is the year; M,"
                                        + " D, H, m and s have one digit or two, doubled two; a is AM or PM.",
                                TimeFunctions::dateIn)
                        .giving("dateIn('1/20/1962', 'M/D/YYYY HH:mm')", "1962-01-20")
                        .giving("dateIn('12/20/2026 9:05 PM', 'M/D/YYYY H:mm a')", "2026-12-20T21:05")
                        .giving("dateIn('20.12.2026', 'DD.MM.YYYY')", "2026-12-20"),
                Function.texts(
                                "hl7Date",
                                TIME,
                                ValueType.HL7_TIME,
                                "value",
                                "The date as HL7 v2 writes it.",
                                (a, frame) -> read(a[0], frame)
                                        .map(time -> Value.text(time.hl7(PartialTime.DAY)))
                                        .orElse(Value.Absent.ABSENT))
                        .giving("hl7Date('2026-01-02')", "20260102"),
                Function.texts(
                                "hl7DateTime",
                                TIME,
                                ValueType.HL7_TIME,
                                "value",
                                "Date and time as HL7 v2 writes them.",
                                (a, frame) -> read(a[0], frame)
                                        .map(time -> Value.text(time.hl7(PartialTime.SECOND)))
                                        .orElse(Value.Absent.ABSENT))
                        .giving("hl7DateTime('2026-01-02T15:30:00+01:00')", "20260102153000+0100"),
                Function.texts(
                                "year",
                                TIME,
                                ValueType.NUMBER,
                                "value",
                                "The year.",
                                (a, frame) -> read(a[0], frame)
                                        .map(time -> Value.text(Integer.toString(time.year())))
                                        .orElse(Value.Absent.ABSENT))
                        .giving("year('20260102')", "2026"),
                Function.texts(
                                "month",
                                TIME,
                                ValueType.NUMBER,
                                "value",
                                "The month, from 1.",
                                (a, frame) -> read(a[0], frame)
                                        .filter(time -> time.precision() > 1)
                                        .map(time -> Value.text(Integer.toString(time.month())))
                                        .orElse(Value.Absent.ABSENT))
                        .giving("month('20260102')", "1"),
                Function.texts(
                                "isDate",
                                TIME,
                                ValueType.BOOLEAN,
                                "value",
                                "Whether it can be read as a date or time.",
                                (a, frame) -> Texts.truth(frame.time(a[0]).isPresent()))
                        .giving("isDate('20260231')", "false"),
                Function.texts(
                                "isTime",
                                TIME,
                                ValueType.BOOLEAN,
                                "value",
                                "Whether it can be read as a time of day, to the minute at least.",
                                (a, frame) -> Texts.truth(clock(a[0])
                                        .filter(time -> time.precision() >= PartialTime.MINUTE)
                                        .isPresent()))
                        .giving("isTime('2561')", "false"),
                Function.texts(
                                "addDays",
                                TIME,
                                ValueType.DATE,
                                "date days",
                                "The date so many days later; needs a whole date.",
                                TimeFunctions::addDays)
                        .giving("addDays('20260130', 3)", "2026-02-02"),
                Function.texts(
                                "addMinutes",
                                TIME,
                                ValueType.DATE_TIME,
                                "instant minutes",
                                "The moment so many minutes later, with the same offset; needs a moment with an offset, as instant() makes it.",
                                (a, frame) -> addMinutes(a))
                        .giving("addMinutes('2026-03-25T23:40:00-04:00', 30)", "2026-03-26T00:10:00-04:00"),
                Function.texts(
                                "daysBetween",
                                TIME,
                                ValueType.NUMBER,
                                "from to",
                                "Days from one whole date to another.",
                                (a, frame) -> between(a, ChronoUnit.DAYS, frame))
                        .giving("daysBetween('20260101', '20260131')", "30"),
                Function.texts(
                                "now",
                                TIME,
                                ValueType.DATE_TIME,
                                "",
                                "The clock of this run.",
                                (a, frame) -> new Value.Text(DateTimeFormatter.ISO_INSTANT.format(
                                        frame.inputs.now().truncatedTo(ChronoUnit.SECONDS))))
                        .as("now()"),
                Function.texts(
                                "timeOfDay",
                                TIME,
                                ValueType.NUMBER,
                                "value zone=SENDER_ZONE",
                                "The time of day in the zone as hours and minutes: 1530 is half past three. Rules compare it.",
                                (a, frame) -> inZone(
                                        a, frame, local -> Integer.toString(local.getHour() * 100 + local.getMinute())))
                        .giving("timeOfDay('2026-01-02T14:30:00Z', 'Europe/Berlin')", "1530")
                        .giving("timeOfDay('202601020005-0500', 'UTC')", "505"),
                Function.texts(
                                "dayOfWeek",
                                TIME,
                                ValueType.TEXT,
                                "value zone=SENDER_ZONE",
                                "The day of the week in the zone.",
                                (a, frame) -> inZone(
                                        a,
                                        frame,
                                        local -> local.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)))
                        .giving("dayOfWeek('2026-01-02T23:30:00Z', 'Europe/Berlin')", "Saturday"),
                Ages.function());
    }

    static Optional<PartialTime> read(String text, Frame frame) {
        Optional<PartialTime> time = frame.time(text);
        if (time.isEmpty()) {
            frame.warn("time-unreadable", "What was sent is no date or time of the calendar; it is left out.");
        }
        return time;
    }

    private static Value date(String[] a, Frame frame) {
        Optional<PartialTime> time = read(a[0], frame);
        return time.isPresent() ? new Value.Text(time.get().date()) : Value.Absent.ABSENT;
    }

    private static Value dateIn(String[] a, Frame frame) {
        if (!DateForm.isWhole(a[1])) {
            frame.error("date-form", "The form of dates says year, month and day: M/D/YYYY, DD.MM.YYYY HH:mm.");
            return Value.Absent.ABSENT;
        }
        if (a[0].length() > 4 && a[0].charAt(4) == '-') {
            return read(a[0], frame).isPresent() ? new Value.Text(a[0]) : Value.Absent.ABSENT;
        }
        Optional<String> read = DateForm.read(a[0], a[1]);
        if (read.isEmpty()) {
            frame.warn(
                    "time-unreadable",
                    "What was sent is no date of the calendar in the form that was set; it is left out.");
        }
        return read.isPresent() ? new Value.Text(read.get()) : Value.Absent.ABSENT;
    }

    private static Value dateTime(String text, String zone, Frame frame) {
        Optional<PartialTime> read = read(text, frame);
        if (read.isEmpty()) {
            return Value.Absent.ABSENT;
        }
        PartialTime time = read.get();
        if (time.precision() <= PartialTime.DAY) {
            return new Value.Text(time.date());
        }
        if (time.precision() == PartialTime.HOUR) {
            frame.warn("time-partial", "The hour came without minutes; the date alone is kept.");
            return new Value.Text(time.date());
        }
        String offset = time.offset().isEmpty() ? offset(time, zone, frame) : time.offset();
        var out = new StringBuilder(29);
        time.date(out);
        if (!offset.isEmpty()) {
            time.time(out.append('T'));
            out.append(offset);
        }
        return new Value.Text(out.toString());
    }

    /// The offset of a local time in a zone; empty, with a Problem, when there is none or more than one.
    private static String offset(PartialTime time, String zone, Frame frame) {
        Optional<ZoneRules> rules = Zones.rules(zone);
        if (rules.isEmpty()) {
            frame.error("zone-unknown", "The zone of the sender is not set to a name such as Europe/Berlin.");
            return "";
        }
        List<ZoneOffset> offsets = Zones.offsets(rules.get(), time.local());
        if (offsets.size() == 1) {
            return offsets.getFirst().getId();
        }
        if (offsets.isEmpty()) {
            frame.warn("time-gap", "At this local time the clock was set forward; the date alone is kept.");
        } else {
            frame.warn(
                    "time-ambiguous", "This local time came twice, as the clock was set back; the date alone is kept.");
        }
        return "";
    }

    private static Value instant(String text, String zone, Frame frame) {
        int known = frame.problems().size();
        Value made = dateTime(text, zone, frame);
        if (made instanceof Value.Text(String moment) && moment.length() <= 10) {
            if (frame.problems().size() == known) {
                frame.warn("time-partial", "A moment needs date, time and offset; less was sent, and it is left out.");
            }
            return Value.Absent.ABSENT;
        }
        return made;
    }

    /// Something of a moment as the clocks of a zone show it.
    private static Value inZone(String[] a, Frame frame, java.util.function.Function<LocalDateTime, String> shown) {
        if (!(instant(a[0], a[1], frame) instanceof Value.Text(String moment))) {
            return Value.Absent.ABSENT;
        }
        Optional<ZoneRules> rules = Zones.rules(a[1]);
        if (rules.isEmpty()) {
            frame.error("zone-unknown", "The zone of the sender is not set to a name such as Europe/Berlin.");
            return Value.Absent.ABSENT;
        }
        var instant = OffsetDateTime.parse(moment).toInstant();
        return new Value.Text(
                shown.apply(LocalDateTime.ofInstant(instant, rules.get().getOffset(instant))));
    }

    private static Value time(String[] a, Frame frame) {
        Optional<PartialTime> time = clock(a[0]);
        if (time.isEmpty()) {
            frame.warn("time-unreadable", "What was sent is no time of day; it is left out.");
            return Value.Absent.ABSENT;
        }
        if (time.get().precision() < PartialTime.MINUTE) {
            frame.warn("time-partial", "A time of day needs hour and minute; less was sent, and it is left out.");
            return Value.Absent.ABSENT;
        }
        var out = new StringBuilder(12);
        time.get().time(out);
        return new Value.Text(out.toString());
    }

    private static Optional<PartialTime> clock(String text) {
        if (text.length() > 2 && text.charAt(2) == ':') {
            return PartialTime.parse("2000-01-01T" + text);
        }
        int point = text.indexOf('.');
        boolean alone = text.length() < 8 || point >= 0 && point < 8;
        return PartialTime.parse(alone ? "20000101" + text : text);
    }

    private static Optional<LocalDate> day(String text, Frame frame) {
        return read(text, frame).flatMap(PartialTime::day3);
    }

    private static Value addDays(String[] a, Frame frame) {
        Optional<LocalDate> day = day(a[0], frame);
        String days = Numbers.canonical(a[1]);
        if (day.isEmpty() || days.isEmpty() || days.length() > 7 || days.indexOf('.') >= 0) {
            return Value.Absent.ABSENT;
        }
        LocalDate later = day.get().plusDays(Integer.parseInt(days));
        return later.getYear() < 1 || later.getYear() > 9999 ? Value.Absent.ABSENT : new Value.Text(later.toString());
    }

    private static Value addMinutes(String[] a) {
        String minutes = Numbers.canonical(a[1]);
        if (minutes.isEmpty() || minutes.length() > 7 || minutes.indexOf('.') >= 0) {
            return Value.Absent.ABSENT;
        }
        try {
            OffsetDateTime later = OffsetDateTime.parse(a[0]).plusMinutes(Integer.parseInt(minutes));
            return later.getYear() < 1 || later.getYear() > 9999
                    ? Value.Absent.ABSENT
                    : new Value.Text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(later));
        } catch (DateTimeParseException unreadable) {
            return Value.Absent.ABSENT;
        }
    }

    private static Value between(String[] a, ChronoUnit unit, Frame frame) {
        Optional<LocalDate> from = day(a[0], frame);
        Optional<LocalDate> to = day(a[1], frame);
        return from.isEmpty() || to.isEmpty()
                ? Value.Absent.ABSENT
                : new Value.Text(Long.toString(unit.between(from.get(), to.get())));
    }
}
