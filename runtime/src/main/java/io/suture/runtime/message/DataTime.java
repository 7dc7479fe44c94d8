package io.suture.runtime.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The moment that a time as sent begins with, only to tell older from newer; never shown, never sent on.
final class DataTime {
    private static final Pattern SENT =
            Pattern.compile("(\\d{4})(\\d{2})?(\\d{2})?(\\d{2})?(\\d{2})?(\\d{2})?(?:\\.(\\d{1,9})\\d*)?([+-]\\d{4})?");

    private DataTime() {}

    /// Null where it is no HL7 time.
    ///
    /// @param zone of times without an offset; of no consequence as long as both sides have none
    static @Nullable Instant parse(String sent, String zone) {
        Matcher found = SENT.matcher(sent.strip());
        if (!found.matches()) {
            return null;
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    part(found, 1, 0),
                    part(found, 2, 1),
                    part(found, 3, 1),
                    part(found, 4, 0),
                    part(found, 5, 0),
                    part(found, 6, 0),
                    nanos(found.group(7)));
            String offset = found.group(8);
            ZoneId where = offset != null ? ZoneOffset.of(offset) : zone.isBlank() ? ZoneOffset.UTC : ZoneId.of(zone);
            return local.atZone(where).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int part(Matcher found, int group, int otherwise) {
        String digits = found.group(group);
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    }
}
