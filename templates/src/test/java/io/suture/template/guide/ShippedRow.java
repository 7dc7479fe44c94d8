package io.suture.template.guide;

import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Loop;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One row of a sub-mapping, with those of the sub-mappings that it uses laid out beneath it.
///
/// @param target    without slices, a choice with its type: `valueCodeableConcept.coding.code`
/// @param said      all that it is made from, when and how often; of a case, also when the cases before it hold
/// @param condition whether something decides if it is made, or which of several it is made from
record ShippedRow(String target, String said, boolean condition) {
    private static final Pattern SEGMENT = Pattern.compile("\\b([A-Z][A-Z0-9]{2})(?=[),]|$)");

    static List<ShippedRow> of(Mapping map, Map<String, Mapping> all) {
        var rows = new ArrayList<ShippedRow>();
        lay(map, "", "", false, all, rows);
        return rows;
    }

    private static void lay(
            Mapping map, String above, String from, boolean guarded, Map<String, Mapping> all, List<ShippedRow> rows) {
        for (FieldMapping row : map.fields()) {
            String own = row.target().toString().replaceAll(":\\w+", "");
            var guards = map.fields().stream()
                    .filter(upper -> row.target().startsWith(upper.target()))
                    .toList();
            String when = guards.stream()
                    .map(upper -> text(upper.when()) + " " + loops(upper))
                    .reduce("", (one, other) -> one + " " + other);
            List<Loop> loops =
                    guards.stream().flatMap(upper -> upper.loops().stream()).toList();
            String before = "";
            for (Origin.Case one : cases(row.origin())) {
                String made = one.type() == null
                        ? own
                        : own.replace(
                                "[x]",
                                one.type().substring(0, 1).toUpperCase(Locale.ROOT)
                                        + one.type().substring(1));
                String target = above.isEmpty() ? made : above + "." + made;
                String said =
                        named(from + " " + when + " " + before + text(one.when()) + " " + said(one.origin()), loops);
                before += text(one.when()) + " ";
                boolean decides = guarded
                        || !when.isBlank()
                        || one.when() != null
                        || said.matches(".*\\b(if|choose|coalesce|lookup|known|telephone|identifierSystem)\\(.*");
                rows.add(new ShippedRow(target, said, decides));
                if (one.origin() instanceof Origin.Using(var name, var source, var with)) {
                    lay(Objects.requireNonNull(all.get(name)), target, said, decides, all, rows);
                }
            }
        }
    }

    private static String loops(FieldMapping row) {
        return row.loops().stream()
                .map(loop -> loop.each().text() + " " + text(loop.where()))
                .reduce("", (one, other) -> one + " " + other);
    }

    /// With `turn.11` said as `TQ1-11`, where the loop's `turn` is a segment.
    private static String named(String said, List<Loop> loops) {
        String named = said;
        for (Loop loop : loops) {
            var segment = SEGMENT.matcher(loop.each().text());
            if (segment.find()) {
                named = named.replaceAll("\\b" + loop.name() + "\\.(?=\\d)", segment.group(1) + "-");
            }
        }
        return named;
    }

    private static List<Origin.Case> cases(Origin origin) {
        return origin instanceof Origin.Cases(var cases) ? cases : List.of(new Origin.Case(null, null, origin));
    }

    private static String said(Origin origin) {
        return switch (origin) {
            case Origin.From(var formula) -> formula.text();
            case Origin.Using(var map, var formula, var with) -> formula.text() + " " + with;
            case Origin.Beneath beneath -> "";
            case Origin.Cases cases -> throw new IllegalStateException("cases within cases");
        };
    }

    private static String text(@Nullable Formula formula) {
        return Optional.ofNullable(formula).map(Formula::text).orElse("");
    }

    boolean isAt(String element) {
        String here = target.toLowerCase(Locale.ROOT);
        String there = element.toLowerCase(Locale.ROOT);
        return here.equals(there) || here.startsWith(there + ".");
    }

    /// Whether a field of a segment takes part by its number: `PV1-3` does in `PV1-3.4.1`, and `ORC-2.1` in all of
    /// `ORC-2`.
    boolean readsField(String field) {
        String whole = field.replaceAll("\\..*", "");
        return Pattern.compile("\\b" + Pattern.quote(field) + "(?!\\d)")
                        .matcher(said)
                        .find()
                || !whole.equals(field)
                        && Pattern.compile("\\b" + Pattern.quote(whole) + "(?![\\d.])")
                                .matcher(said)
                                .find();
    }

    /// Whether a component takes part: `XPN.1` does in `XPN.1.1`, and `XTN` as a whole in all.
    boolean reads(String component) {
        String whole = component.replaceAll("[.-].*", "");
        return component.isEmpty()
                || Pattern.compile(Pattern.quote(component.replace('-', '.')) + "(?!\\d)")
                        .matcher(said)
                        .find()
                || Pattern.compile("\\b" + whole + "(?![.\\w])").matcher(said).find();
    }
}
