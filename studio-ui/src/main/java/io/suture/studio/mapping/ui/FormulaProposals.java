package io.suture.studio.mapping.ui;

import io.suture.engine.expression.Function;
import io.suture.engine.expression.Functions;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.FieldPath;
import io.suture.studio.kit.FormulaEditor;
import io.suture.studio.kit.FormulaEditor.Proposal;
import io.suture.studio.mapping.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What is proposed in a formula: fields that have a value on the Sample first, then those of the Schema,
/// functions with their help, lookup tables.
final class FormulaProposals implements FormulaEditor.Completer {
    private static final int MOST = 40;
    private static final int DEPTH = 6;

    private final Supplier<Projection> shown;
    private final Supplier<List<LookupTable>> tables;

    FormulaProposals(Supplier<Projection> shown, Supplier<List<LookupTable>> tables) {
        this.shown = shown;
        this.tables = tables;
    }

    @Override
    public List<Proposal> complete(String word, boolean fieldsOnly) {
        String typed = word.toLowerCase(Locale.ROOT);
        Map<String, Proposal> found = new java.util.LinkedHashMap<>();
        Projection projection = shown.get();
        projection.sources().forEach((path, value) -> {
            String text = written(path);
            if (!value.text().isEmpty()) {
                String label = projection.source().find(path).map(Field::label).orElse("");
                if (matches(text, label, typed)) {
                    found.putIfAbsent(
                            text, new Proposal(text, Proposal.Kind.FIELD, label, "On this sample: " + value.text()));
                }
            }
        });
        fields(projection.source().root(), FieldPath.ROOT, typed, 0, found);
        var proposals = new ArrayList<>(found.values().stream().limit(MOST).toList());
        if (!fieldsOnly) {
            List<Proposal> functions = new ArrayList<>();
            for (Function function : Functions.all()) {
                if (!typed.isEmpty() && function.name().toLowerCase(Locale.ROOT).startsWith(typed)) {
                    functions.add(new Proposal(
                            function.name(), Proposal.Kind.FUNCTION, function.signature(), help(function)));
                }
            }
            proposals.addAll(typed.isEmpty() || typed.contains("-") ? proposals.size() : 0, functions);
            for (LookupTable table : tables.get()) {
                if (table.name().toLowerCase(Locale.ROOT).contains(typed)) {
                    proposals.add(new Proposal(
                            "'" + table.name() + "'",
                            Proposal.Kind.TABLE,
                            table.rows().size() + " codes",
                            "Lookup table, as in PID-8 in '" + table.name() + "'"));
                }
            }
        }
        return proposals;
    }

    private static String help(Function function) {
        return function.help()
                + function.examples().stream()
                        .limit(1)
                        .map(example -> "\n" + example.formula()
                                + (example.result() == null ? "" : "  gives  " + example.result()))
                        .collect(Collectors.joining());
    }

    private static void fields(FieldType type, FieldPath above, String typed, int depth, Map<String, Proposal> found) {
        if (depth > DEPTH || found.size() >= MOST || type.isLeaf()) {
            return;
        }
        for (Field field : type.fields()) {
            FieldPath path = above.child(field.name());
            String text = written(path);
            if (matches(text, field.label(), typed)) {
                found.putIfAbsent(text, new Proposal(text, Proposal.Kind.FIELD, field.label(), field.description()));
            }
            boolean structure =
                    field.type().kind() == FieldType.Kind.GROUP || field.type().kind() == FieldType.Kind.SEGMENT;
            if (structure || typed.startsWith(text.toLowerCase(Locale.ROOT))) {
                fields(field.type(), path, typed, depth + 1, found);
            }
        }
    }

    private static boolean matches(String text, String label, String typed) {
        return text.toLowerCase(Locale.ROOT).startsWith(typed)
                || typed.length() > 2 && label.toLowerCase(Locale.ROOT).contains(typed);
    }

    /// From the segment on, as people write it.
    static String written(FieldPath path) {
        List<String> names = path.names();
        for (int i = names.size() - 1; i > 0; i--) {
            if (Character.isDigit(names.get(i).charAt(0))
                    && !Character.isDigit(names.get(i - 1).charAt(0))) {
                return new FieldPath(names.subList(i - 1, names.size())).toString();
            }
        }
        String last = path.last();
        return last.length() == 3 && last.equals(last.toUpperCase(Locale.ROOT)) ? last : path.toString();
    }
}
