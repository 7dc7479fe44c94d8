package io.suture.template.guide;

import io.suture.engine.mapping.Entry;
import io.suture.engine.mapping.Mapping;
import io.suture.template.guide.GuideMessage.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// All that a Template's mapping makes, resource by resource, with what a reference leads to laid out beneath it:
/// `participant.individual.name` for the name of whom the Encounter refers to.
final class ShippedResources {
    private static final int DEPTH = 2;
    private static final Pattern REFERENCE = Pattern.compile("\\brefs?\\((\\w+)");
    private static final Pattern KEY = Pattern.compile("\\bkey\\((\\w+)");
    private static final Pattern REFERRED = Pattern.compile("\\(([A-Z]\\w*)(?:\\[\\d*])?\\)$");
    private static final Pattern FIELD = Pattern.compile("\\b[A-Z][A-Z0-9]{2}-\\d+(?:\\.\\d+)?");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, List<ShippedRow>> rows = new LinkedHashMap<>();

    private ShippedResources() {}

    static ShippedResources of(Mapping mapping, Map<String, Mapping> maps) {
        var made = new ShippedResources();
        mapping.fields().stream().filter(row -> row.entry() != null).forEach(row -> {
            Entry entry = Objects.requireNonNull(row.entry());
            made.types.put(row.target().toString(), entry.type());
            made.keys.put(row.target().toString(), entry.key().text());
        });
        for (ShippedRow row : ShippedRow.of(mapping, maps)) {
            int dot = row.target().indexOf('.');
            String entry = dot < 0 ? row.target() : row.target().substring(0, dot);
            String element = dot < 0 ? "" : row.target().substring(dot + 1);
            made.rows
                    .computeIfAbsent(entry, any -> new ArrayList<>())
                    .add(new ShippedRow(plain(element), row.said() + made.keys(row.said()), row.condition()));
        }
        return made;
    }

    /// FHIR's JSON puts extensions of a value beside it: `_birthDate.extension` is what the guide calls
    /// `birthDate.extension`.
    private static String plain(String element) {
        return element.replaceAll("(^|\\.)_", "$1");
    }

    /// The keys that a row speaks of, as they are made.
    private String keys(String said) {
        return KEY.matcher(said)
                .results()
                .map(found -> " " + keys.getOrDefault(found.group(1), ""))
                .reduce("", String::concat);
    }

    boolean has(String resource) {
        return types.containsValue(resource);
    }

    private List<ShippedRow> of(String resource) {
        List<ShippedRow> all = new ArrayList<>();
        types.forEach((entry, type) -> {
            if (type.equals(resource)) {
                all.addAll(laid(entry, DEPTH));
            }
        });
        return all;
    }

    private List<ShippedRow> laid(String entry, int depth) {
        List<ShippedRow> all = new ArrayList<>();
        for (ShippedRow row : rows.getOrDefault(entry, List.of())) {
            all.add(row);
            if (depth > 0) {
                REFERENCE
                        .matcher(row.said())
                        .results()
                        .map(found -> found.group(1))
                        .forEach(other -> laid(other, depth - 1)
                                .forEach(beneath -> all.add(new ShippedRow(
                                        row.target() + "." + beneath.target(),
                                        row.said() + " " + beneath.said(),
                                        row.condition() || beneath.condition()))));
            }
        }
        return all;
    }

    /// Whether the resource of a message's row is made from its segment, and refers to what it says.
    boolean isDone(GuideMessage row) {
        Pattern segment = Pattern.compile("\\b" + row.segment() + "\\b");
        String element = row.target().contains(".") ? row.target().replaceAll("^[^.]*\\.", "") : "";
        return of(row.resource()).stream()
                        .filter(shipped -> element.isEmpty() || shipped.isAt(element))
                        .filter(shipped -> asks(shipped, row.condition()))
                        .anyMatch(shipped -> segment.matcher(shipped.said()).find())
                && row.refersTo().stream().allMatch(this::refers);
    }

    private boolean refers(Reference reference) {
        return of(reference.from()).stream()
                .filter(shipped -> shipped.isAt(reference.element()))
                .anyMatch(shipped -> leadsTo(shipped, reference.to()));
    }

    private boolean leadsTo(ShippedRow shipped, String resource) {
        return REFERENCE
                .matcher(shipped.said())
                .results()
                .anyMatch(found -> resource.equals(types.get(found.group(1))));
    }

    /// Whether a row of a segment map is done: at its element, from its field, with its constant, under a condition
    /// that asks about a field of its own.
    boolean isDone(String resource, GuideRow row) {
        String[] said = row.target().split("=", 2);
        String constant = said.length == 2 ? said[1].replace("\"", "").strip() : row.constant();
        var referred = REFERRED.matcher(said[0].strip());
        String target = referred.find() ? said[0].strip().substring(0, referred.start()) : said[0].strip();
        String to = target.length() < said[0].strip().length() ? referred.group(1) : "";
        String element = new GuideRow(row.map(), row.source(), target, "", "").plainTarget();
        return !element.equals("$this")
                && of(resource).stream()
                        .filter(shipped -> shipped.isAt(element))
                        .filter(shipped -> shipped.readsField(row.source()))
                        .filter(shipped -> asks(shipped, row.condition()))
                        .filter(shipped -> to.isEmpty() || leadsTo(shipped, to))
                        .anyMatch(
                                shipped -> constant.isEmpty() || shipped.said().contains("'" + constant + "'"));
    }

    private static boolean asks(ShippedRow shipped, String condition) {
        List<String> fields =
                FIELD.matcher(condition).results().map(found -> found.group()).toList();
        return fields.isEmpty() || fields.stream().anyMatch(shipped::readsField);
    }
}
