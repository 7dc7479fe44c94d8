package io.suture.engine.document;

import io.suture.engine.expression.Formula;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.DecisionTable.Column;
import io.suture.engine.rule.DecisionTable.HitPolicy;
import io.suture.engine.rule.DecisionTable.Kind;
import io.suture.engine.rule.DecisionTable.Outcome;
import io.suture.engine.rule.DecisionTable.Row;
import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [DecisionTable] as JSON: a row a line, its cells as people type them. A cell that cannot be read is kept, so that
/// a
/// draft may be left unfinished; the compiler refuses it.
final class DecisionTableDocument {
    private DecisionTableDocument() {}

    static DecisionTable body(DocumentPart part) {
        String name = part.text("name");
        HitPolicy hits = part.choice("hits", HitPolicy.class, HitPolicy.FIRST);
        List<Column> columns = new ArrayList<>();
        for (DocumentPart column : part.parts("columns")) {
            columns.add(new Column(
                    column.text("title", ""),
                    column.choice("repeats", Quantifier.class, Quantifier.ANY),
                    new Formula(column.text("field")),
                    column.choice("type", ColumnType.class, ColumnType.TEXT)));
            column.finish();
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (DocumentPart outcome : part.parts("outcomes")) {
            outcomes.add(new Outcome(
                    outcome.choice("kind", Kind.class, null), outcome.text("title", ""), outcome.text("detail", "")));
            outcome.finish();
        }
        List<Row> rows = new ArrayList<>();
        for (DocumentPart row : part.parts("rows")) {
            List<String> when = row.texts("when");
            rows.add(new Row(
                    row.text("name", ""),
                    IntStream.range(0, when.size())
                            .mapToObj(i -> Cell.read(
                                    i < columns.size() ? columns.get(i).type() : ColumnType.TEXT, when.get(i)))
                            .toList(),
                    row.texts("then"),
                    row.text("note", "")));
            row.finish();
        }
        return new DecisionTable(
                name,
                hits,
                columns,
                outcomes,
                rows,
                part.flag("stop", false),
                part.flag("enabled", true),
                part.text("note", ""));
    }

    static void body(DecisionTable table, ObjectNode node) {
        node.put("hits", DocumentPart.written(table.policy()));
        ArrayNode columns = node.putArray("columns");
        for (Column column : table.columns()) {
            ObjectNode one = columns.addObject();
            if (!column.title().isEmpty()) {
                one.put("title", column.title());
            }
            if (column.quantifier() != Quantifier.ANY) {
                one.put("repeats", DocumentPart.written(column.quantifier()));
            }
            one.put("field", column.field().text()).put("type", DocumentPart.written(column.type()));
        }
        ArrayNode outcomes = node.putArray("outcomes");
        for (Outcome outcome : table.outcomes()) {
            ObjectNode one = outcomes.addObject().put("kind", DocumentPart.written(outcome.kind()));
            if (!outcome.title().isEmpty()) {
                one.put("title", outcome.title());
            }
            if (!outcome.detail().isEmpty()) {
                one.put("detail", outcome.detail());
            }
        }
        ArrayNode rows = node.putArray("rows");
        for (Row row : table.rows()) {
            ObjectNode one = rows.addObject();
            if (!row.name().isEmpty()) {
                one.put("name", row.name());
            }
            ArrayNode when = one.putArray("when");
            row.when().forEach(cell -> when.add(cell.text()));
            ArrayNode then = one.putArray("then");
            row.then().forEach(then::add);
            if (!row.note().isEmpty()) {
                one.put("note", row.note());
            }
        }
    }
}
