package io.suture.engine.format.hl7v2;

import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a place in a message is shown: `OBX[2]-5.1`, `PID-3[2].4`.
///
/// Groups are left out where the segment's code has one home in the structure: it stands there once, or it
/// starts just one group (OBX starts OBSERVATION and merely follows in SPECIMEN). A position is shown where the
/// place may repeat; a segment that starts or fills a repeating group shows that group's position as its own,
/// and a group further out shows itself only from its second instance on: `ORDER_OBSERVATION[2].OBX[1]-5`.
final class Location {
    private Location() {}

    static String show(FieldType root, List<String> names, List<Integer> positions) {
        var groups = new StringBuilder();
        FieldType type = root;
        int at = 0;
        Field group = null;
        int inherited = 0;
        int home = 0;
        while (at < names.size()) {
            Field field = type.field(names.get(at)).orElse(null);
            if (field == null || field.type().kind() != Kind.GROUP) {
                break;
            }
            if (group != null && inherited > 1) {
                append(groups, group.name(), inherited);
            }
            group = field;
            inherited = field.cardinality().repeats() ? position(positions, at) : 0;
            home = at;
            type = field.type();
            at++;
        }
        if (at == names.size()) {
            return group == null ? "" : plain(groups, group.name(), inherited);
        }
        if (root.kind() != Kind.GROUP) {
            // A data type or segment on its own: its parts are numbered from the top.
            return root.kind() == Kind.SEGMENT
                    ? root.name() + numbered(root, names, positions, 0, "-")
                    : join(numbered(root, names, positions, 0, "."));
        }
        Field segment = type.field(names.get(at)).orElse(null);
        String name = names.get(at);
        int own = position(positions, at);
        boolean repeats = segment == null || segment.cardinality().repeats();
        if (group != null && !hasOneHome(root, group.type(), name)) {
            append(groups, group.name(), inherited);
            inherited = 0;
        } else if (group != null && repeats && inherited > 1) {
            append(groups, group.name(), inherited);
            inherited = 0;
        }
        int shown = repeats && (own > 1 || (own == 1 && segment != null)) ? own : repeats ? 0 : inherited;
        append(groups, name, shown);
        FieldType below = segment == null ? Standard.VARIES : segment.type();
        return groups + numbered(below, names, positions, at + 1, "-");
    }

    private static String plain(StringBuilder groups, String name, int position) {
        append(groups, name, position);
        return groups.toString();
    }

    private static String join(String numbered) {
        return numbered.startsWith(".") ? numbered.substring(1) : numbered;
    }

    private static String numbered(
            FieldType type, List<String> names, List<Integer> positions, int from, String separator) {
        var text = new StringBuilder();
        @Nullable FieldType level = type;
        for (int i = from; i < names.size(); i++) {
            text.append(i == from ? separator : ".").append(names.get(i));
            Field field = level == null ? null : level.field(names.get(i)).orElse(null);
            int position = position(positions, i);
            if (position > 1
                    || (position == 1 && field != null && field.cardinality().repeats())) {
                text.append('[').append(position).append(']');
            }
            level = field == null ? null : field.type();
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, int position) {
        if (!text.isEmpty()) {
            text.append('.');
        }
        text.append(name);
        if (position > 0) {
            text.append('[').append(position).append(']');
        }
    }

    private static int position(List<Integer> positions, int at) {
        return at < positions.size() ? positions.get(at) : 0;
    }

    private static boolean hasOneHome(FieldType root, FieldType group, String segment) {
        var holders = new ArrayList<FieldType>();
        collect(root, segment, holders);
        if (holders.size() <= 1) {
            return true;
        }
        List<FieldType> starters =
                holders.stream().filter(holder -> starts(holder, segment)).toList();
        return starters.size() == 1 && starters.getFirst() == group;
    }

    private static boolean starts(FieldType group, String segment) {
        Field first = group.fields().getFirst();
        return first.name().equals(segment) && first.cardinality().isRequired();
    }

    private static void collect(FieldType group, String segment, List<FieldType> holders) {
        for (Field field : group.fields()) {
            if (field.type().kind() == Kind.GROUP) {
                collect(field.type(), segment, holders);
            } else if (field.name().equals(segment)) {
                holders.add(group);
            }
        }
    }

    /// A shown place taken apart for an ERR segment; empty when it names no segment.
    ///
    /// @param sequence which segment of that code, from 1
    /// @param field    0 when the whole segment is meant; repeat, component and subcomponent likewise
    record Place(String segment, int sequence, int field, int repeat, int component, int subcomponent) {
        /// Reads the end of a shown path: `ORDER_OBSERVATION[2].OBX[3]-5[1].2`.
        static Optional<Place> parse(String shown) {
            int dash = shown.indexOf('-');
            String head = dash < 0 ? shown : shown.substring(0, dash);
            head = head.substring(head.lastIndexOf('.') + 1);
            int bracket = head.indexOf('[');
            String code = bracket < 0 ? head : head.substring(0, bracket);
            if (code.length() < Standard.CODE_LENGTH
                    || !code.substring(0, Standard.CODE_LENGTH).chars().allMatch(Character::isLetterOrDigit)
                    || code.length() > Standard.CODE_LENGTH + 1) {
                return Optional.empty();
            }
            var numbers = new int[3];
            int repeat = 0;
            String[] parts =
                    dash < 0 ? new String[0] : shown.substring(dash + 1).split("\\.");
            for (int i = 0; i < parts.length && i < numbers.length; i++) {
                int open = parts[i].indexOf('[');
                numbers[i] = Numbers.parse(open < 0 ? parts[i] : parts[i].substring(0, open));
                if (i == 0 && open >= 0) {
                    repeat = inBrackets(parts[i]);
                }
            }
            return Optional.of(new Place(
                    code.substring(0, Standard.CODE_LENGTH),
                    bracket < 0 ? 1 : inBrackets(head),
                    numbers[0],
                    repeat,
                    numbers[1],
                    numbers[2]));
        }

        private static int inBrackets(String text) {
            int open = text.indexOf('[');
            int close = text.indexOf(']', open);
            return close < 0 ? 0 : Numbers.parse(text.substring(open + 1, close));
        }
    }
}
