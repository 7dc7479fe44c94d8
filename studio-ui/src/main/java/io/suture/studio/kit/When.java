package io.suture.studio.kit;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as people say them: *Today 06:02*, *Yesterday 17:40*, *28 Oct*, *28 Oct 2024*.
public final class When {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.ENGLISH);

    private When() {}

    /// Short, in the server's zone, which is the hospital's.
    public static String shortly(Instant time, Instant now) {
        ZonedDateTime then = time.atZone(ZoneId.systemDefault());
        ZonedDateTime today = now.atZone(ZoneId.systemDefault());
        if (then.toLocalDate().equals(today.toLocalDate())) {
            return "Today " + CLOCK.format(then);
        }
        if (then.toLocalDate().equals(today.toLocalDate().minusDays(1))) {
            return "Yesterday " + CLOCK.format(then);
        }
        return then.getYear() == today.getYear() ? DAY.format(then) : YEAR.format(then);
    }

    /// To the second, for titles and records.
    public static String exactly(Instant time) {
        return EXACT.format(time.atZone(ZoneId.systemDefault()));
    }
}
