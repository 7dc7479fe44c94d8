package io.suture.engine.exchange;

import io.suture.engine.format.xml.XmlText;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A [DecisionTable] as a DMN 1.5 file that other tools open. What DMN has no place for (the field of a column, what an
/// outcome decides) stands in extension elements, which reading takes up again.
public final class DmnDocument {
    private static final String DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/";

    private final DecisionTable table;
    private final List<LookupTable> lookups;
    private final XmlText xml = new XmlText(StandardCharsets.UTF_8);
    private final List<Problem> problems = new ArrayList<>();

    /// What was written.
    ///
    /// @param bytes    the file
    /// @param problems cells that DMN says otherwise, each with its place: codes are listed in the place of a
    ///                 LookupTable, and what cannot be read is left open
    public record Written(byte[] bytes, List<Problem> problems) {}

    private DmnDocument(DecisionTable table, List<LookupTable> lookups) {
        this.table = table;
        this.lookups = lookups;
    }

    public static Written write(DecisionTable table, List<LookupTable> lookups) {
        return new DmnDocument(table, lookups).written();
    }

    private Written written() {
        xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions xmlns=\"" + DMN + "\" xmlns:suture=\""
                + DmnTables.SUTURE + "\" id=\"definitions\" namespace=\"" + DmnTables.SUTURE + "\"");
        attribute("name", table.name());
        xml.raw(">\n");
        for (int c = 0; c < table.columns().size(); c++) {
            xml.raw("  <inputData id=\"data_" + (c + 1) + "\" name=\"input_" + (c + 1) + "\"><variable id=\"variable_"
                    + (c + 1) + "\" name=\"input_" + (c + 1) + "\" typeRef=\""
                    + type(table.columns().get(c).type())
                    + "\"/></inputData>\n");
        }
        xml.raw("  <decision id=\"decision\"");
        attribute("name", table.name());
        xml.raw(">\n    <variable id=\"variable\"");
        attribute("name", table.name());
        xml.raw("/>\n");
        for (int c = 0; c < table.columns().size(); c++) {
            xml.raw("    <informationRequirement id=\"requirement_" + (c + 1) + "\"><requiredInput href=\"#data_"
                    + (c + 1) + "\"/></informationRequirement>\n");
        }
        grid();
        xml.raw("  </decision>\n</definitions>\n");
        return new Written(xml.toString().getBytes(StandardCharsets.UTF_8), List.copyOf(problems));
    }

    private void grid() {
        xml.raw("    <decisionTable id=\"table\" hitPolicy=\""
                + table.policy().name().replace('_', ' ') + "\">\n");
        if (!table.note().isEmpty()) {
            xml.raw("      ");
            element("description", table.note());
            xml.raw("\n");
        }
        for (int c = 0; c < table.columns().size(); c++) {
            Column column = table.columns().get(c);
            xml.raw("      <input id=\"input_" + (c + 1) + "\"");
            attribute("label", column.heading());
            xml.raw("><extensionElements><suture:column");
            attribute("title", column.title());
            attribute("field", column.field().text());
            attribute("type", column.type().name().toLowerCase(Locale.ROOT));
            attribute("repeats", column.quantifier().name().toLowerCase(Locale.ROOT));
            xml.raw("/></extensionElements><inputExpression id=\"expression_" + (c + 1) + "\" typeRef=\""
                    + type(column.type()) + "\"><text>input_" + (c + 1) + "</text></inputExpression></input>\n");
        }
        for (int o = 0; o < table.outcomes().size(); o++) {
            Outcome outcome = table.outcomes().get(o);
            String kind = outcome.kind().name().toLowerCase(Locale.ROOT);
            xml.raw("      <output id=\"output_" + (o + 1) + "\"");
            attribute("label", outcome.title().isEmpty() ? kind : outcome.title());
            // A single output has no name in DMN, several have names of their own.
            if (table.outcomes().size() > 1) {
                attribute("name", kind + "_" + (o + 1));
            }
            xml.raw(" typeRef=\"string\"><extensionElements><suture:outcome");
            attribute("kind", kind);
            attribute("title", outcome.title());
            attribute("detail", outcome.detail());
            xml.raw("/></extensionElements></output>\n");
        }
        xml.raw("      <annotation name=\"Name\"/><annotation name=\"Note\"/>\n");
        for (int r = 0; r < table.rows().size(); r++) {
            row(r, table.rows().get(r));
        }
        xml.raw("    </decisionTable>\n");
    }

    private void row(int number, Row row) {
        xml.raw("      <rule id=\"rule_" + (number + 1) + "\">");
        for (int c = 0; c < table.columns().size(); c++) {
            xml.raw("<inputEntry id=\"cell_" + (number + 1) + "_" + (c + 1) + "\">");
            element("text", cell(number, row, c));
            xml.raw("</inputEntry>");
        }
        for (int o = 0; o < table.outcomes().size(); o++) {
            xml.raw("<outputEntry id=\"then_" + (number + 1) + "_" + (o + 1) + "\">");
            String text = o < row.then().size() ? row.then().get(o) : "";
            element("text", text.isEmpty() ? "null" : FeelTests.quoted(text));
            xml.raw("</outputEntry>");
        }
        xml.raw("<annotationEntry>");
        element("text", row.name());
        xml.raw("</annotationEntry><annotationEntry>");
        element("text", row.note());
        xml.raw("</annotationEntry></rule>\n");
    }

    private String cell(int row, Row of, int column) {
        @Nullable Cell cell = column < of.when().size() ? of.when().get(column) : null;
        ColumnType type = table.columns().get(column).type();
        String place = "rows[" + row + "].when[" + column + "]";
        String text = cell == null ? null : FeelTests.write(cell, type, this::codes);
        if (cell instanceof Cell.InTable) {
            problems.add(Problem.info(
                    "dmn-lookup",
                    place,
                    "DMN has no lookup tables, so the codes of “" + cell.text() + "” are listed."));
        }
        if (text == null) {
            problems.add(Problem.warning(
                    "dmn-cell", place, "This cell cannot be read, so DMN is told that any value will do."));
            return "-";
        }
        return text;
    }

    private List<String> codes(List<String> names) {
        return lookups.stream()
                .filter(table -> names.contains(table.name()))
                .flatMap(table -> table.rows().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static String type(ColumnType type) {
        return switch (type) {
            case TEXT, PREFIX, TABLE -> "string";
            case NUMBER -> "number";
            case DATE -> "date";
        };
    }

    private void attribute(String name, String value) {
        xml.raw(" " + name + "=\"").attributeText(value);
        xml.raw("\"");
    }

    private void element(String name, String text) {
        xml.raw("<" + name + ">").text(text);
        xml.raw("</" + name + ">");
    }
}
