package io.suture.studio.mapping.ui;

import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.FieldPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Two Schemas written as outlines, each followed by as many made-up groups as it takes to fill 10,000 rows.
final class TrialSchema {
    private static final String SOURCE = """
            PID|Patient identification|S
            .3|Patient identifier list|CX*|00381642^^^NORTH^MR
            .5|Patient name|XPN|QUILL^NORA^J
            .7|Date of birth|TS|19580314
            .8|Administrative sex|IS|F
            .11|Patient address|XAD+|12 ELM ROW^^HARROW
            ..1|Street address|SAD|12 ELM ROW
            ..3|City|ST|HARROW
            ORDER|Order and its results|G*
            .OBR|Observation request|S
            ..3|Filler order number|EI|CL-2026-104417^CORELAB
            ..4|Universal service identifier|CE|24321-2^Basic metabolic
            ..22|Results reported|TS|20261102061402+0100
            ..25|Result status|ID|F
            .OBX|Observation|S*
            ..3|Observation identifier|CE|2823-3^Potassium^LN
            ..5|Observation value|NM|6.8
            ..6|Units|CE+|mmol/L
            ...1|Identifier|ST|mmol/L
            ...3|Coding system|ID|UCUM
            ..7|Reference range|ST|3.5-5.1
            ..8|Abnormal flags|ID|HH
            ..11|Result status|ID|F
            ..18|Equipment|EI|AU5800-2
            ..23|Performing organization|XON|CORELAB
            """;
    private static final String TARGET = """
            patient|Patient|G
            .identifier||Identifier!|00381642 (MR)
            .name||HumanName|Nora J Quill
            .gender||code|female
            .birthDate||date|1958-03-14
            .address||Address+|12 Elm Row, Harrow
            ..line|Street|string|12 Elm Row
            ..city|Town|string|Harrow
            report|DiagnosticReport|G
            .identifier||Identifier|CL-2026-104417
            .status||code!|final
            .code||CodeableConcept!|24321-2 Basic metabolic
            .issued||instant|
            .result||Reference|3 Observations
            observation|Observation|G*
            .status||code!|final
            .category||CodeableConcept|laboratory
            .code||CodeableConcept!|2823-3 Potassium
            .subject||Reference!|
            .valueQuantity||Quantity+|6.8 mmol/L
            ..value|Number|decimal|6.8
            ..unit|Unit|string|mmol/L
            .interpretation||CodeableConcept|HH Critical high
            .referenceRange||BackboneElement+|3.5
            ..low|Lower limit|Quantity|3.5
            ..high|Upper limit|Quantity|5.1
            .note||Annotation|
            .performer||Reference|Corelab
            """;

    /// @param groups what to have open at first: all that have rows beneath but the data types
    record Outline(FieldType root, Map<FieldPath, SampleValue> values, List<FieldPath> groups) {}

    private record Node(String name, String label, String type, List<Node> children) {}

    private TrialSchema() {}

    static Outline source() {
        return outline(SOURCE, true);
    }

    static Outline target() {
        return outline(TARGET, false);
    }

    private static Outline outline(String text, boolean segments) {
        var top = new ArrayList<Node>();
        var values = new HashMap<FieldPath, SampleValue>();
        var groups = new ArrayList<FieldPath>();
        var open = new ArrayDeque<Node>();
        for (String line : text.lines().toList()) {
            String[] cells = line.split("\\|", -1);
            int depth = cells[0].length() - cells[0].replace(".", "").length();
            var node = new Node(cells[0].substring(depth), cells[1], cells[2], new ArrayList<>());
            while (open.size() > depth) {
                open.pop();
            }
            (open.isEmpty() ? top : open.peek().children()).add(node);
            open.push(node);
            var path = new FieldPath(
                    new ArrayList<>(open.reversed().stream().map(Node::name).toList()));
            if (cells.length > 3 && !cells[3].isEmpty()) {
                values.put(path, SampleValue.of(cells[3]));
            } else if (cells[2].endsWith("*")) {
                values.put(path, new SampleValue("", 1, 3));
            }
            if (cells.length == 3) {
                groups.add(path);
            }
        }
        for (int g = 1; g <= 400; g++) {
            var group = new Node(
                    segments ? "Z" + letters(g) : "resource" + g,
                    "Group " + g,
                    segments ? "S" : "G",
                    new ArrayList<>());
            for (int f = 1; f <= 24; f++) {
                String name = segments ? Integer.toString(f) : "element" + f;
                group.children().add(new Node(name, "Field " + f, "ST", List.of()));
                if (f % 3 > 0) {
                    values.put(FieldPath.of(group.name(), name), SampleValue.of(g + "^V" + f));
                }
            }
            top.add(group);
            groups.add(FieldPath.of(group.name()));
        }
        return new Outline(type(new Node("root", "", "G", top)), values, groups);
    }

    private static String letters(int number) {
        return "" + (char) ('A' + number / 26) + (char) ('A' + number % 26);
    }

    private static Field field(Node node) {
        Cardinality cardinality = node.type().endsWith("*")
                ? Cardinality.REPEATING
                : node.type().endsWith("!") ? Cardinality.REQUIRED : Cardinality.OPTIONAL;
        return new Field(
                node.name(), node.label().isEmpty() ? node.name() : node.label(), type(node), cardinality, null, "");
    }

    private static FieldType type(Node node) {
        String name = node.type().replaceAll("[*!+]", "");
        if (node.children().isEmpty()) {
            return FieldType.primitive(name);
        }
        List<Field> fields = node.children().stream().map(TrialSchema::field).toList();
        return switch (name) {
            case "S" -> FieldType.of(node.name(), FieldType.Kind.SEGMENT, () -> fields);
            case "G" -> FieldType.of("", FieldType.Kind.GROUP, () -> fields);
            default -> FieldType.of(name, FieldType.Kind.COMPOSITE, () -> fields);
        };
    }
}
