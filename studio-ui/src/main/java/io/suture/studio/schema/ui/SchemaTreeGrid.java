package io.suture.studio.schema.ui;

import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.data.provider.hierarchy.AbstractBackEndHierarchicalDataProvider;
import com.vaadin.flow.data.provider.hierarchy.HierarchicalQuery;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import java.util.List;
import java.util.stream.Stream;

/// A Schema as a tree to read; branches open when they are asked for, since types may hold themselves.
final class SchemaTreeGrid extends TreeGrid<SchemaTreeGrid.Node> {

    /// One place. The path tells apart what has the same type.
    record Node(FieldPath path, Field field) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Node node && node.path.equals(path);
        }

        @Override
        public int hashCode() {
            return path.hashCode();
        }
    }

    SchemaTreeGrid() {
        addThemeName("no-row-borders");
        addClassName("schema-tree");
        getElement().setAttribute("aria-label", "Fields");
        addComponentHierarchyColumn(node -> text(name(node.path()), "mono", "cut"))
                .setHeader("Field")
                .setFlexGrow(2);
        addColumn(node -> node.field().label()).setHeader("Name").setFlexGrow(2);
        addComponentColumn(node -> text(type(node.field()), "mono", "mid", "cut"))
                .setHeader("Type")
                .setFlexGrow(1);
        addComponentColumn(node -> text(node.field().cardinality().toString(), "mono", "num"))
                .setHeader("How often")
                .setWidth("92px")
                .setFlexGrow(0);
        addColumn(node -> codes(node.field())).setHeader("Codes of").setFlexGrow(1);
    }

    void show(Schema schema) {
        setDataProvider(new Branches(schema.root()));
    }

    /// `PID-3.1` in a segment, else the last name.
    private static String name(FieldPath path) {
        List<String> names = path.names();
        for (int i = 1; i < names.size(); i++) {
            if (names.get(i).matches("\\d+")) {
                return new FieldPath(names.subList(i - 1, names.size())).toString();
            }
        }
        return FieldPath.of(path.last()).toString();
    }

    private static String type(Field field) {
        return switch (field.type().kind()) {
            case GROUP, SEGMENT, CHOICE -> "";
            case COMPOSITE, PRIMITIVE -> field.type().name();
        };
    }

    private static String codes(Field field) {
        Field.Binding binding = field.binding();
        return binding == null ? "" : binding.table() + (binding.required() ? " only" : "");
    }

    private static final class Branches extends AbstractBackEndHierarchicalDataProvider<Node, Void> {
        private final transient FieldType root;

        Branches(FieldType root) {
            this.root = root;
        }

        private List<Node> children(Node parent) {
            FieldType type = parent == null ? root : parent.field().type();
            FieldPath above = parent == null ? FieldPath.ROOT : parent.path();
            return type.fields().stream()
                    .map(field -> new Node(above.child(field.name()), field))
                    .toList();
        }

        @Override
        public int getChildCount(HierarchicalQuery<Node, Void> query) {
            return (int) fetchChildrenFromBackEnd(query).count();
        }

        @Override
        public boolean hasChildren(Node node) {
            return !node.field().type().isLeaf();
        }

        @Override
        protected Stream<Node> fetchChildrenFromBackEnd(HierarchicalQuery<Node, Void> query) {
            return children(query.getParent()).stream().skip(query.getOffset()).limit(query.getLimit());
        }
    }
}
