package io.suture.studio.monitor.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Sizes, times and counts as this feature's pages say them.
final class Quantity {
    private static final int KILO = 1024;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter FINE = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);

    private Quantity() {}

    static String bytes(long size) {
        if (size < KILO) {
            return size + " bytes";
        }
        double kilo = size / (double) KILO;
        return kilo < KILO
                ? String.format(Locale.ENGLISH, "%.1f KB", kilo)
                : String.format(Locale.ENGLISH, "%.1f MB", kilo / KILO);
    }

    static String clock(Instant time) {
        return CLOCK.format(time.atZone(ZoneId.systemDefault()));
    }

    static String fine(Instant time) {
        return FINE.format(time.atZone(ZoneId.systemDefault()));
    }

    static String day(Instant time) {
        return DAY.format(time.atZone(ZoneId.systemDefault()));
    }

    static String took(Duration time) {
        long millis = time.toMillis();
        return millis < 1_000 ? millis + " ms" : String.format(Locale.ENGLISH, "%.1f s", millis / 1_000.0);
    }

    /// `1 warning`, `3 warnings`.
    static String count(long count, String one) {
        return count(count, one, one + "s");
    }

    static String count(long count, String one, String more) {
        return count + " " + (count == 1 ? one : more);
    }

    /// A media type in words; itself where there are none.
    static String media(String type) {
        return switch (type) {
            case "application/fhir+json" -> "FHIR JSON";
            case "application/fhir+xml" -> "FHIR XML";
            case "x-application/hl7-v2+er7" -> "HL7 v2";
            default -> type;
        };
    }
}
