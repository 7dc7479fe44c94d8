package io.suture.engine.exchange;

import io.suture.engine.document.Read;
import io.suture.engine.expression.Formula;
import io.suture.engine.format.xml.XmlNode;
import io.suture.engine.format.xml.XmlNode.Element;
import io.suture.engine.report.Problem;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Decision tables out of a DMN file (1.1 to 1.5). Only tables of [FeelTests] and literal outputs are taken: nothing of
/// FEEL is ever evaluated. Whatever else the file holds that could decide something is refused by its name.
public final class DmnTables {
    static final String SUTURE = "https://suture.io/dmn";
    private static final int MOST_BYTES = 5 * 1024 * 1024;
    private static final int MOST_ROWS = 10_000;
    private static final int MOST_COLUMNS = 50;
    private static final int DEEPEST = 40;
    /// Parts of a model that draw or describe, and decide nothing.
    private static final Set<String> HARMLESS = Set.of(
            "description",
            "extensionElements",
            "inputData",
            "itemDefinition",
            "knowledgeSource",
            "textAnnotation",
            "association",
            "group",
            "elementCollection",
            "performanceIndicator",
            "organizationUnit",
            "DMNDI");

    private final List<Problem> problems = new ArrayList<>();

    private DmnTables() {}

    /// The tables of a file, in its order; or every reason why not, each with its table, row and column.
    public static Read<List<DecisionTable>> read(byte[] bytes) {
        return new DmnTables().tables(bytes);
    }

    private Read<List<DecisionTable>> tables(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return Read.refused(List.of(
                    Problem.error("too-large", "", "The file has more than 5 MB; nothing was read. Split it.")));
        }
        Optional<Element> root = XmlNode.read(bytes, DEEPEST, problem -> {
            if (problem.isError()) {
                problems.add(problem);
            }
        });
        if (root.isEmpty()) {
            return Read.refused(problems);
        }
        Element definitions = root.get();
        if (!definitions.name().equals("definitions") || !definitions.uri().contains("www.omg.org/spec/DMN/")) {
            return Read.refused(List.of(Problem.error(
                    "not-dmn", definitions.place(), "This is no DMN file: its root is not the definitions of one.")));
        }
        List<DecisionTable> tables = new ArrayList<>();
        for (Element part : elements(definitions)) {
            switch (part.name()) {
                case "decision" -> decision(part).ifPresent(tables::add);
                case "import" -> refuse(part, "dmn-import", "imports another file. Nothing is fetched.");
                case "businessKnowledgeModel", "decisionService" ->
                    refuse(part, "dmn-function", "is a function. Only decision tables are taken.");
                default -> {
                    if (!HARMLESS.contains(part.name())) {
                        refuse(part, "dmn-unknown", "is nothing that is known here.");
                    }
                }
            }
        }
        if (tables.isEmpty() && problems.isEmpty()) {
            problems.add(Problem.error("dmn-empty", "", "The file holds no decision table."));
        }
        return Read.of(List.copyOf(tables), problems);
    }

    private void refuse(Element part, String code, String why) {
        String name = attribute(part, "name");
        problems.add(Problem.error(
                code, part.place(), "“" + (name.isEmpty() ? part.name() : name) + "” (" + part.name() + ") " + why));
    }

    private Optional<DecisionTable> decision(Element decision) {
        String name = attribute(decision, "name");
        Optional<Element> table = Optional.empty();
        for (Element part : elements(decision)) {
            switch (part.name()) {
                case "decisionTable" -> table = Optional.of(part);
                case "literalExpression",
                        "invocation",
                        "context",
                        "functionDefinition",
                        "relation",
                        "list",
                        "conditional",
                        "filter",
                        "for",
                        "every",
                        "some" -> {
                    refuse(
                            part,
                            "dmn-expression",
                            "in “" + name + "” is an expression. Only decision tables are taken.");
                    return Optional.empty();
                }
                default -> {}
            }
        }
        if (table.isEmpty()) {
            refuse(decision, "dmn-no-table", "holds no decision table.");
        }
        return table.map(found -> table(name, found));
    }

    private DecisionTable table(String name, Element table) {
        HitPolicy policy = policy(name, table);
        List<Element> inputs = children(table, "input");
        List<Element> outputs = children(table, "output");
        List<Element> rules = children(table, "rule");
        List<Element> annotations = children(table, "annotation");
        if (inputs.size() + outputs.size() > MOST_COLUMNS || rules.size() > MOST_ROWS) {
            refuse(table, "too-large", "in “" + name + "” has more than 50 columns or 10,000 rows.");
            return new DecisionTable(name, policy, List.of(), List.of(), List.of(), false, true, "");
        }
        List<List<FeelTests.Test>> cells = new ArrayList<>();
        for (int r = 0; r < rules.size(); r++) {
            cells.add(tests(name, r, rules.get(r), inputs.size()));
        }
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < inputs.size(); c++) {
            columns.add(column(name, c, inputs.get(c), cells));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Element output : outputs) {
            outcomes.add(outcome(name, output));
        }
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < rules.size(); r++) {
            List<String> notes = children(rules.get(r), "annotationEntry").stream()
                    .map(DmnTables::text)
                    .toList();
            rows.add(new Row(
                    note(annotations, notes, true),
                    cells.get(r).stream().map(FeelTests.Test::cell).toList(),
                    then(name, r, rules.get(r), outcomes.size()),
                    note(annotations, notes, false)));
        }
        return new DecisionTable(name, policy, columns, outcomes, rows, false, true, description(table));
    }

    private static String description(Element table) {
        return children(table, "description").stream().map(DmnTables::text).collect(Collectors.joining("\n"));
    }

    /// The annotation called Name names the row; all others are its note.
    private static String note(List<Element> annotations, List<String> notes, boolean names) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < notes.size(); i++) {
            boolean isName = i < annotations.size()
                    && attribute(annotations.get(i), "name").equalsIgnoreCase("name");
            if (isName == names && !notes.get(i).isEmpty()) {
                taken.add(notes.get(i));
            }
        }
        return String.join("\n", taken);
    }

    private HitPolicy policy(String name, Element table) {
        String said = attribute(table, "hitPolicy");
        boolean aggregated = !attribute(table, "aggregation").isEmpty();
        return switch (aggregated ? "AGGREGATED" : said) {
            case "", "UNIQUE" -> HitPolicy.UNIQUE;
            case "FIRST" -> HitPolicy.FIRST;
            case "COLLECT" -> HitPolicy.COLLECT;
            case "RULE ORDER" -> HitPolicy.RULE_ORDER;
            default -> {
                refuse(
                        table,
                        "dmn-hit-policy",
                        "in “" + name + "” has the hit policy " + said + (aggregated ? " with an aggregation" : "")
                                + ". Taken are first, unique, collect and rule order.");
                yield HitPolicy.FIRST;
            }
        };
    }

    private List<FeelTests.Test> tests(String name, int row, Element rule, int columns) {
        List<Element> entries = children(rule, "inputEntry");
        List<FeelTests.Test> tests = new ArrayList<>();
        for (int c = 0; c < Math.max(columns, entries.size()); c++) {
            int column = c;
            String place = name + ", row " + (row + 1) + ", column " + (c + 1);
            if (c >= entries.size() || c >= columns) {
                problems.add(Problem.error(
                        "dmn-cell", place, "The row has " + entries.size() + " entries for " + columns + " inputs."));
                break;
            }
            String said = text(entries.get(c));
            tests.add(FeelTests.read(said).orElseGet(() -> {
                problems.add(Problem.error(
                        "dmn-cell",
                        place,
                        "“" + shortened(said) + "” in row " + (row + 1) + ", column " + (column + 1) + " of “" + name
                                + "” is none of the tests that are taken: values, comparisons, ranges, not, null, -."));
                return new FeelTests.Test(
                        new Cell.Unclear(said, "This was not taken."), EnumSet.allOf(ColumnType.class));
            }));
        }
        return tests;
    }

    private Column column(String name, int number, Element input, List<List<FeelTests.Test>> cells) {
        String said = children(input, "inputExpression").stream()
                .flatMap(expression -> children(expression, "text").stream())
                .map(DmnTables::content)
                .findFirst()
                .orElse("");
        Optional<Element> own = own(input, "column");
        Set<ColumnType> fitting = EnumSet.allOf(ColumnType.class);
        fitting.remove(ColumnType.TABLE);
        cells.stream()
                .filter(row -> number < row.size())
                .forEach(row -> fitting.retainAll(row.get(number).types()));
        ColumnType type = own.map(element -> attribute(element, "type"))
                .flatMap(DmnTables::type)
                .filter(fitting::contains)
                .orElseGet(() -> fitting.stream().findFirst().orElse(ColumnType.TEXT));
        if (fitting.isEmpty()) {
            problems.add(Problem.error(
                    "dmn-mixed",
                    name + ", column " + (number + 1),
                    "Column " + (number + 1) + " of “" + name + "” mixes texts with numbers or dates."));
        }
        String label = attribute(input, "label");
        String field = own.map(element -> attribute(element, "field")).orElse(said);
        String title = own.map(element -> attribute(element, "title")).orElse(label.equals(field) ? "" : label);
        return new Column(
                title,
                own.map(element -> attribute(element, "repeats"))
                        .flatMap(DmnTables::quantifier)
                        .orElse(Quantifier.ANY),
                new Formula(field),
                type);
    }

    private static Optional<ColumnType> type(String said) {
        return Arrays.stream(ColumnType.values())
                .filter(type -> type.name().equalsIgnoreCase(said))
                .findFirst();
    }

    private static Optional<Quantifier> quantifier(String said) {
        return Arrays.stream(Quantifier.values())
                .filter(one -> one.name().equalsIgnoreCase(said))
                .findFirst();
    }

    private Outcome outcome(String name, Element output) {
        Optional<Element> own = own(output, "outcome");
        String said = own.map(element -> attribute(element, "kind")).orElse(attribute(output, "name"));
        Optional<Kind> kind = Arrays.stream(Kind.values())
                .filter(one -> one.name().equals(said.toUpperCase(Locale.ROOT)))
                .findFirst();
        if (kind.isEmpty()) {
            problems.add(Problem.error(
                    "dmn-output",
                    output.place(),
                    "The output “" + shortened(said) + "” of “" + name
                            + "” is no decision. Name it route, label, hold, drop, reject or alert."));
        }
        return new Outcome(
                kind.orElse(Kind.LABEL),
                own.map(element -> attribute(element, "title")).orElse(attribute(output, "label")),
                own.map(element -> attribute(element, "detail")).orElse(""));
    }

    private List<String> then(String name, int row, Element rule, int outcomes) {
        List<Element> entries = children(rule, "outputEntry");
        List<String> then = new ArrayList<>();
        for (int o = 0; o < entries.size(); o++) {
            String said = text(entries.get(o));
            Optional<String> literal = FeelTests.literal(said);
            if (literal.isEmpty() || o >= outcomes) {
                problems.add(Problem.error(
                        "dmn-cell",
                        name + ", row " + (row + 1) + ", output " + (o + 1),
                        "“" + shortened(said) + "” in row " + (row + 1) + " of “" + name
                                + "” is no text in quotation marks, so it decides nothing here."));
            }
            then.add(literal.orElse(""));
        }
        return then;
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private static Optional<Element> own(Element part, String name) {
        return children(part, "extensionElements").stream()
                .flatMap(extensions -> elements(extensions).stream())
                .filter(element ->
                        element.uri().equals(SUTURE) && element.name().equals(name))
                .findFirst();
    }

    private static List<Element> elements(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (XmlNode node : parent.content()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static List<Element> children(Element parent, String name) {
        return elements(parent).stream()
                .filter(element -> element.name().equals(name))
                .toList();
    }

    /// The text of an entry: what its `text` says.
    private static String text(Element entry) {
        List<Element> texts = children(entry, "text");
        return (texts.isEmpty() ? content(entry) : content(texts.getFirst())).strip();
    }

    private static String content(Element element) {
        var text = new StringBuilder();
        for (XmlNode node : element.content()) {
            switch (node) {
                case XmlNode.Characters(String characters) -> text.append(characters);
                case Element inner -> {}
                case XmlNode.Comment comment -> {}
            }
        }
        return text.toString().strip();
    }

    private static String attribute(Element element, String name) {
        return element.attributes().stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(XmlNode.Attribute::value)
                .findFirst()
                .orElse("");
    }
}
