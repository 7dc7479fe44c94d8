package io.suture.studio.channel;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Query;
import io.suture.engine.channel.Source;
import io.suture.engine.document.SchemaDocument;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.studio.channel.Change.Kind;
import io.suture.studio.channel.Change.Section;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What changed from one state of a Channel to another, as approvers read it.
public final class Changes {
    private final List<Change> changes = new ArrayList<>();

    private Changes() {}

    /// All differences, by section, in document order.
    public static List<Change> between(Channel before, Channel after) {
        var changes = new Changes();
        changes.compare(Section.WORDS, words(before), words(after));
        changes.compare(Section.SOURCE, source(before.source()), source(after.source()));
        changes.compare(Section.QUERIES, queries(before.queries()), queries(after.queries()));
        changes.compare(Section.RULES, rules(before.rules()), rules(after.rules()));
        changes.compare(Section.DESTINATIONS, destinations(before.destinations()), destinations(after.destinations()));
        changes.compare(Section.MAPPING, mappings(before), mappings(after));
        changes.compare(Section.SCHEMAS, schemas(before), schemas(after));
        changes.compare(Section.TABLES, tables(before.tables()), tables(after.tables()));
        changes.compare(Section.SHARED, shared(before.maps()), shared(after.maps()));
        changes.compare(Section.CONSTANTS, before.constants(), after.constants());
        return List.copyOf(changes.changes);
    }

    private void compare(Section section, Map<String, String> before, Map<String, String> after) {
        Set<String> subjects = new LinkedHashSet<>(after.keySet());
        subjects.addAll(before.keySet());
        for (String subject : subjects) {
            String was = before.get(subject);
            String is = after.get(subject);
            if (was == null && is != null) {
                changes.add(new Change(section, Kind.ADDED, subject, "", is));
            } else if (was != null && is == null) {
                changes.add(new Change(section, Kind.REMOVED, subject, was, ""));
            } else if (was != null && is != null && !was.equals(is)) {
                changes.add(new Change(section, Kind.CHANGED, subject, was, is));
            }
        }
    }

    private static Map<String, String> words(Channel channel) {
        var lines = new LinkedHashMap<String, String>();
        lines.put("Title", channel.title());
        lines.put("Description", channel.description());
        return lines;
    }

    private static Map<String, String> source(Source source) {
        var lines = new LinkedHashMap<String, String>();
        lines.put("Message type", source.schema().toString());
        lines.put("Answers", source.answer().name().toLowerCase(java.util.Locale.ROOT));
        lines.put("Keeps order by", source.order().name().toLowerCase(java.util.Locale.ROOT));
        lines.put("Takes types", String.join(", ", source.acceptance().types()));
        lines.put("Takes versions", String.join(", ", source.acceptance().versions()));
        lines.put("Production only", source.acceptance().production() ? "yes" : "no");
        lines.put("Largest message", source.acceptance().maximumBytes() + " bytes");
        endpoint(source.endpoint(), "", lines);
        return lines;
    }

    private static void endpoint(Endpoint endpoint, String prefix, Map<String, String> lines) {
        lines.put(prefix + "Connector", endpoint.connector());
        endpoint.settings().forEach((name, value) -> lines.put(prefix + name, value));
    }

    private static Map<String, String> queries(List<Query> queries) {
        var lines = new LinkedHashMap<String, String>();
        for (Query query : queries) {
            lines.put(query.name(), QueryWords.sentence(query));
            endpoint(query.endpoint(), query.name() + ": ", lines);
        }
        return lines;
    }

    private static Map<String, String> rules(RuleSet rules) {
        var lines = new LinkedHashMap<String, String>();
        lines.put("Rules that may hold", rules.policy().name().toLowerCase(java.util.Locale.ROOT));
        for (RulePart part : rules.parts()) {
            lines.put(part.name(), RuleWords.sentence(part));
            if (!part.note().isEmpty()) {
                lines.put(part.name() + ", why", part.note());
            }
            switch (part) {
                case DecisionTable table -> rows(table, lines);
                case Rule rule -> {}
            }
        }
        lines.put(
                "In all other cases",
                rules.otherwise().isEmpty() ? "hold for a person" : "route to " + String.join(", ", rules.otherwise()));
        lines.put(
                "Order of rules",
                String.join(", ", rules.parts().stream().map(RulePart::name).toList()));
        return lines;
    }

    /// Each row by itself: an approver who read only how many there are would approve any of them.
    private static void rows(DecisionTable table, Map<String, String> lines) {
        lines.put(table.name() + ", columns", RuleWords.columns(table));
        for (int row = 0; row < table.rows().size(); row++) {
            String name = table.rowName(row);
            String line = RuleWords.row(table, row);
            // Two rows of one name are two lines.
            for (int again = 2;
                    lines.putIfAbsent(again == 2 ? name : name + " (" + (again - 1) + ")", line) != null; ) {
                again++;
            }
        }
    }

    private static Map<String, String> destinations(List<Destination> destinations) {
        var lines = new LinkedHashMap<String, String>();
        for (Destination destination : destinations) {
            String prefix = destination.name() + ": ";
            lines.put(
                    prefix + "retry",
                    "from %d ms to %d ms, refused ones %d times"
                            .formatted(
                                    destination.retry().firstMillis(),
                                    destination.retry().mostMillis(),
                                    destination.retry().rejectedAttempts()));
            lines.put(prefix + "when held", destination.whenHeld() == Destination.WhenHeld.WAIT ? "wait" : "go on");
            endpoint(destination.endpoint(), prefix, lines);
        }
        return lines;
    }

    private static Map<String, String> mappings(Channel channel) {
        var lines = new LinkedHashMap<String, String>();
        boolean several = channel.destinations().size() > 1;
        for (Destination destination : channel.destinations()) {
            rows(destination.mapping(), several ? destination.name() + ": " : "", lines);
        }
        return lines;
    }

    private static void rows(Mapping mapping, String prefix, Map<String, String> lines) {
        if (mapping.key() != null) {
            lines.put(prefix + "key of the output", mapping.key().text());
        }
        if (mapping.instant() != null) {
            lines.put(prefix + "time of the output", mapping.instant().text());
        }
        for (FieldMapping row : mapping.fields()) {
            String target =
                    row.target().isRoot() ? "the whole output" : row.target().toString();
            lines.put(prefix + target, MappingWords.sentence(row));
            if (!row.note().isEmpty()) {
                lines.put(prefix + target + ", its note", row.note());
            }
        }
    }

    /// Which schema goes out where, and each definition of the Channel's own as its document says it.
    private static Map<String, String> schemas(Channel channel) {
        var lines = new LinkedHashMap<String, String>();
        channel.destinations()
                .forEach(way -> lines.put(
                        "goes out to " + way.name(), way.mapping().target().toString()));
        for (SchemaDefinition schema : channel.schemas()) {
            lines.put(
                    schema.format() + " " + schema.name(),
                    new String(SchemaDocument.write(schema), StandardCharsets.UTF_8));
        }
        return lines;
    }

    /// A line for each code: of a long table an approver reads what changes in it.
    private static Map<String, String> tables(List<LookupTable> tables) {
        var lines = new LinkedHashMap<String, String>();
        for (LookupTable table : tables) {
            lines.put(
                    table.name(),
                    "unknown codes: " + MappingWords.unknown(table.unknown()) + "; columns: "
                            + String.join(", ", table.columns()));
            table.rows().forEach((code, row) -> lines.put(table.name() + ": " + code, String.join(", ", row)));
        }
        return lines;
    }

    private static Map<String, String> shared(List<Mapping> maps) {
        var lines = new LinkedHashMap<String, String>();
        for (Mapping map : maps) {
            lines.put(map.name(), "version " + map.version());
            rows(map, map.name() + ": ", lines);
        }
        return lines;
    }
}
