package io.suture.engine.mapping;

import io.suture.engine.expression.Descendants;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of a Mapping as a tree of target places, with those of sub-mappings beneath the rows that use them.
final class RowTree {

    /// One document's rows; names in its formulas are looked for in its own scopes.
    ///
    /// @param map   the sub-mapping; empty for the Mapping itself
    /// @param place where its rows stand in the document, for Problems
    static final class Layer {
        final String map;
        final String place;

        Layer(String map, String place) {
            this.map = map;
            this.place = place;
        }
    }

    /// A row with its place in its document.
    record Row(FieldMapping field, String place, Layer layer) {
        String at(String part) {
            return place + "." + part;
        }
    }

    /// A place of the target, with the row that fills it, if one does.
    static final class RowNode {
        final String name;
        final FieldPath path;
        final Map<String, RowNode> children = new LinkedHashMap<>();

        @Nullable
        Row row;

        RowNode(String name, FieldPath path) {
            this.name = name;
            this.path = path;
        }

        RowNode child(String childName) {
            return children.computeIfAbsent(childName, any -> new RowNode(childName, path.child(childName)));
        }

        /// `extension:race` is a further extension, told apart by its slice.
        String part() {
            int colon = name.indexOf(':');
            return colon < 0 ? name : name.substring(0, colon);
        }

        boolean isSlice() {
            return name.indexOf(':') >= 0;
        }

        /// A row at or beneath this place, to say where a Problem is.
        Row anyRow() {
            if (row != null) {
                return row;
            }
            return children.values().iterator().next().anyRow();
        }
    }

    private RowTree() {}

    /// The tree of a Mapping's rows beneath a place.
    static RowNode of(Mapping mapping, FieldType target, FieldPath base, Layer layer, List<Problem> problems) {
        var root = new RowNode(base.last(), base);
        List<FieldMapping> fields = mapping.fields();
        for (int i = 0; i < fields.size(); i++) {
            var row = new Row(fields.get(i), layer.place + "fields[" + i + "]", layer);
            RowNode node = root;
            for (String name : full(row, target, problems)) {
                node = node.child(name);
            }
            if (node.row != null) {
                problems.add(Problem.error(
                        "duplicate-target",
                        row.at("target"),
                        row.field().target() + " is said twice; the other row is " + node.row.place()
                                + ". A further value of a field that repeats has a name of its own after a colon."));
            } else {
                node.row = row;
            }
        }
        return root;
    }

    /// HL7 people write `PID-5` for `PATIENT_RESULT.PATIENT.PID-5`.
    private static List<String> full(Row row, FieldType target, List<Problem> problems) {
        List<String> names = row.field().target().names();
        if (names.isEmpty() || row.field().entry() != null) {
            return names;
        }
        String first = names.getFirst();
        String plain = first.indexOf(':') < 0 ? first : first.substring(0, first.indexOf(':'));
        if (target.field(plain).isPresent()) {
            return names;
        }
        List<List<String>> found = Descendants.of(target, plain);
        if (found.size() > 1) {
            problems.add(Problem.error(
                    "ambiguous-field",
                    row.at("target"),
                    plain + " stands at " + found.size() + " places of the target: "
                            + String.join(
                                    ", ",
                                    found.stream()
                                            .map(path -> new FieldPath(path).toString())
                                            .toList())
                            + ". Write the path of one of them."));
        }
        if (found.isEmpty()) {
            return names;
        }
        var whole = new ArrayList<>(found.getFirst());
        whole.set(whole.size() - 1, first);
        whole.addAll(names.subList(1, names.size()));
        return whole;
    }

    /// Puts a sub-mapping's rows beneath the rows of its user, which go before: said here, said once.
    static void inherit(RowNode user, RowNode map) {
        var own = new LinkedHashMap<>(user.children);
        user.children.clear();
        map.children.forEach((name, inherited) -> {
            RowNode overriding = own.remove(name);
            if (overriding == null) {
                user.children.put(name, inherited);
                return;
            }
            user.children.put(name, overriding);
            if (overriding.row == null) {
                overriding.row = inherited.row;
                inherit(overriding, inherited);
            } else if (overriding.row.field().origin() instanceof Origin.Beneath) {
                inherit(overriding, inherited);
            }
        });
        user.children.putAll(own);
    }
}
