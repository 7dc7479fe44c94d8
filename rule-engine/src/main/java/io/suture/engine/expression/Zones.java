package io.suture.engine.expression;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The offsets of zones by their names. The rules come with the JDK; nothing here asks for the server's own zone.
final class Zones {
    private static final Map<String, Optional<ZoneRules>> RULES = new ConcurrentHashMap<>();
    /// Zone names come from settings; more than this many come from somewhere else and are not kept.
    private static final int MOST = 1_000;

    private Zones() {}

    static Optional<ZoneRules> rules(String zone) {
        Optional<ZoneRules> known = RULES.get(zone);
        if (known == null) {
            known = read(zone);
            if (RULES.size() < MOST) {
                RULES.put(zone, known);
            }
        }
        return known;
    }

    private static Optional<ZoneRules> read(String zone) {
        try {
            return Optional.of(ZoneId.of(zone).getRules());
        } catch (DateTimeException unknown) {
            // Said by the caller, who knows where the name stands.
            return Optional.empty();
        }
    }

    /// The offsets that a local time may have: one, none in a gap, two where the clock is set back.
    static List<ZoneOffset> offsets(ZoneRules rules, LocalDateTime local) {
        return rules.getValidOffsets(local);
    }
}
