package io.suture.studio.kit;

import io.suture.engine.channel.Query;
import io.suture.engine.expression.Function;
import io.suture.engine.expression.Functions;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.FieldPath;
import io.suture.studio.kit.FormulaEditor.Proposal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What is proposed in a formula over one Schema: its fields, names that mean something here, functions with their
/// help.
public final class SchemaProposals implements FormulaEditor.Completer {
    private static final int MOST = 40;
    private static final int DEPTH = 6;

    private final Supplier<Optional<FieldType>> root;
    private final List<Proposal> names;

    /// @param root  what the formula reads; empty while that is not known
    /// @param names what may stand in it besides
    public SchemaProposals(Supplier<Optional<FieldType>> root, List<Proposal> names) {
        this.root = root;
        this.names = List.copyOf(names);
    }

    @Override
    public List<Proposal> complete(String word, boolean fieldsOnly) {
        String typed = word.toLowerCase(Locale.ROOT);
        Map<String, Proposal> found = new LinkedHashMap<>();
        root.get().ifPresent(type -> fields(type, typed, found));
        var proposals = new ArrayList<Proposal>();
        if (!fieldsOnly) {
            names.stream()
                    .filter(name -> name.text().toLowerCase(Locale.ROOT).startsWith(typed))
                    .forEach(proposals::add);
        }
        found.values().stream().limit(MOST).forEach(proposals::add);
        if (!fieldsOnly) {
            proposals.addAll(functions(typed));
        }
        return proposals;
    }

    /// Functions whose names begin so; none while nothing is typed.
    public static List<Proposal> functions(String typed) {
        return typed.isEmpty()
                ? List.of()
                : Functions.all().stream()
                        .filter(function ->
                                function.name().toLowerCase(Locale.ROOT).startsWith(typed))
                        .map(function -> new Proposal(
                                function.name(), Proposal.Kind.FUNCTION, function.signature(), help(function)))
                        .toList();
    }

    private static String help(Function function) {
        return function.help()
                + function.examples().stream()
                        .limit(1)
                        .map(example -> "\n" + example.formula()
                                + (example.result() == null ? "" : "  gives  " + example.result()))
                        .collect(Collectors.joining());
    }

    /// A Channel's declared queries, as the function `query` names them.
    public static List<Proposal> queries(List<Query> queries, String typed) {
        return queries.stream()
                .filter(query -> query.name().toLowerCase(Locale.ROOT).contains(typed.replace("'", "")))
                .map(query -> new Proposal(
                        "'" + query.name() + "'",
                        Proposal.Kind.WORD,
                        "query",
                        (query.note().isEmpty() ? "" : query.note() + "\n") + "As in query('" + query.name()
                                + "', key)"))
                .toList();
    }

    /// Fields whose path or label fits what is typed, by the path as people write it.
    public static void fields(FieldType root, String typed, Map<String, Proposal> found) {
        fields(root, FieldPath.ROOT, typed, 0, found);
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

    public static boolean matches(String text, String label, String typed) {
        return text.toLowerCase(Locale.ROOT).startsWith(typed)
                || typed.length() > 2 && label.toLowerCase(Locale.ROOT).contains(typed);
    }

    /// From the segment on, as people write it.
    public static String written(FieldPath path) {
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
