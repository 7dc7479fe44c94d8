package io.suture.engine;

import io.suture.engine.channel.Source.Order;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the ordering keys of an HL7 v2 payload without decoding or reading it as a whole: before it is stored, on the
/// thread that answers the sender. Bytes of one message always give the same keys; what cannot be found gives none.
final class OrderingKeys {
    private static final int PATIENT_IDENTIFIERS = 3;
    private static final int PRIOR_IDENTIFIERS = 1;

    private final Order order;

    OrderingKeys(Order order) {
        this.order = order;
    }

    /// The keys, each once: the patient's identifier with its authority (and the one it replaces), or the orders'
    /// numbers.
    List<String> of(byte[] payload) {
        if (order == Order.CHANNEL) {
            return List.of();
        }
        int msh = find(payload);
        if (msh < 0 || msh + 5 >= payload.length) {
            return List.of();
        }
        byte field = payload[msh + 3];
        byte component = payload[msh + 4];
        byte repeat = payload[msh + 5];
        Set<String> keys = new LinkedHashSet<>();
        for (int at = msh; at < payload.length; at = next(payload, at)) {
            switch (order) {
                case PATIENT -> {
                    if (is(payload, at, "PID", field)) {
                        patient(payload, at, field, component, repeat, PATIENT_IDENTIFIERS, keys);
                    } else if (is(payload, at, "MRG", field)) {
                        patient(payload, at, field, component, repeat, PRIOR_IDENTIFIERS, keys);
                    }
                }
                case ORDER -> {
                    if (is(payload, at, "OBR", field) || is(payload, at, "ORC", field)) {
                        String key = number(payload, at, field, component);
                        if (key != null) {
                            keys.add(key);
                        }
                    }
                }
                case CHANNEL -> {}
            }
        }
        return List.copyOf(keys);
    }

    private static int find(byte[] payload) {
        for (int i = 0; i + 2 < payload.length; i++) {
            if (payload[i] == 'M' && payload[i + 1] == 'S' && payload[i + 2] == 'H') {
                return i;
            }
        }
        return -1;
    }

    private static int next(byte[] payload, int from) {
        int at = from;
        while (at < payload.length && payload[at] != '\r' && payload[at] != '\n') {
            at++;
        }
        while (at < payload.length && (payload[at] == '\r' || payload[at] == '\n')) {
            at++;
        }
        return at;
    }

    private static boolean is(byte[] payload, int at, String segment, byte field) {
        return at + 3 < payload.length
                && payload[at] == segment.charAt(0)
                && payload[at + 1] == segment.charAt(1)
                && payload[at + 2] == segment.charAt(2)
                && payload[at + 3] == field;
    }

    /// The medical record number where one is marked so, else the first identifier, as Mappings find it.
    private static void patient(
            byte[] payload, int at, byte field, byte component, byte repeat, int number, Set<String> keys) {
        String chosen = null;
        for (String identifier : split(field(payload, at, field, number), repeat)) {
            List<String> parts = split(identifier, component);
            if (parts.getFirst().isEmpty()) {
                continue;
            }
            boolean record = parts.size() > 4 && parts.get(4).equals("MR");
            if (chosen == null || record) {
                chosen = parts.getFirst() + "^" + (parts.size() > 3 ? parts.get(3) : "");
            }
            if (record) {
                break;
            }
        }
        if (chosen != null) {
            keys.add(chosen);
        }
    }

    /// Filler number, else placer number; OBR and ORC have them at the same places.
    private static @Nullable String number(byte[] payload, int at, byte field, byte component) {
        for (int number : new int[] {3, 2}) {
            List<String> parts = split(field(payload, at, field, number), component);
            if (!parts.getFirst().isEmpty()) {
                return parts.getFirst() + "^" + (parts.size() > 1 ? parts.get(1) : "");
            }
        }
        return null;
    }

    private static String field(byte[] payload, int at, byte field, int number) {
        int end = at;
        while (end < payload.length && payload[end] != '\r' && payload[end] != '\n') {
            end++;
        }
        int start = at;
        for (int i = 0; i < number; i++) {
            while (start < end && payload[start] != field) {
                start++;
            }
            start++;
        }
        if (start >= end) {
            return "";
        }
        int stop = start;
        while (stop < end && payload[stop] != field) {
            stop++;
        }
        return new String(Arrays.copyOfRange(payload, start, stop), StandardCharsets.ISO_8859_1);
    }

    private static List<String> split(String text, byte separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + 1;
        }
        parts.add(text.substring(from));
        return parts;
    }
}
