package io.suture.engine.format.hl7v2;

import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message structure made ready for placing segments: its segments and groups as nodes, the segment codes as
/// small numbers, and for each node and code the strict step of the standard's grammar, found once when first
/// needed. How messages that break the grammar are placed stands in [Placement].
final class Grammar {
    private static final Step NONE = new Step(null, 0, null);

    /// A segment or group of the structure.
    ///
    /// @param path the groups above it, from the root down
    record Node(
            int id,
            String name,
            @Nullable String code,
            int index,
            boolean repeats,
            boolean required,
            @Nullable Node parent,
            List<Node> path,
            List<Node> children,
            FieldType type) {

        /// The part of that name, or null when this group has none.
        @Nullable
        Node child(String wanted) {
            for (Node child : children) {
                if (child.name.equals(wanted)) {
                    return child;
                }
            }
            return null;
        }

        boolean isGroup() {
            return code == null;
        }

        /// How many groups are open when this one's parent is.
        int depth() {
            return path.size();
        }

        boolean holds(String wanted) {
            return code == null ? children.stream().anyMatch(child -> child.holds(wanted)) : code.equals(wanted);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return id;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// Where a segment goes.
    ///
    /// @param target the node that takes it, or null when the grammar has no such step
    /// @param keep   how many of the open groups stay open; the rest of the target's path is opened anew
    /// @param home   a group that starts with this segment, stands earlier in the grammar and takes it instead
    ///               when the open instance has none yet: OBX after an SPM that was sent too early
    record Step(@Nullable Node target, int keep, @Nullable Node home) {}

    private final Node root;
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();
    private final int[] keys;
    private final int[] slots;
    private final Step[][] strict;

    Grammar(FieldType structure) {
        root = node(structure.name(), null, 0, false, true, null, structure);
        int room = Integer.highestOneBit(Math.max(1, codes.size()) * 4);
        keys = new int[room];
        slots = new int[room];
        for (int i = 0; i < codes.size(); i++) {
            int key = key(codes.get(i), 0);
            int slot = slot(key);
            keys[slot] = key;
            slots[slot] = i;
        }
        strict = new Step[nodes.size()][codes.size()];
    }

    private Node node(
            String name,
            @Nullable String code,
            int index,
            boolean repeats,
            boolean required,
            @Nullable Node parent,
            FieldType type) {
        var path = new ArrayList<Node>();
        if (parent != null) {
            path.addAll(parent.path());
            path.add(parent);
        }
        var children = new ArrayList<Node>();
        var node =
                new Node(nodes.size(), name, code, index, repeats, required, parent, List.copyOf(path), children, type);
        nodes.add(node);
        if (code != null && !codes.contains(code)) {
            codes.add(code);
        }
        if (code == null) {
            for (Field field : type.fields()) {
                boolean segment = field.type().kind() == FieldType.Kind.SEGMENT;
                children.add(node(
                        field.name(),
                        segment ? field.type().name() : null,
                        children.size(),
                        field.cardinality().repeats(),
                        field.cardinality().isRequired(),
                        node,
                        field.type()));
            }
        }
        return node;
    }

    Node root() {
        return root;
    }

    /// The number of the segment code that starts here, or -1 when the structure has no such segment.
    int code(String text, int at) {
        int key = key(text, at);
        int slot = slot(key);
        return keys[slot] == key ? slots[slot] : -1;
    }

    String codeName(int code) {
        return codes.get(code);
    }

    private static int key(String text, int at) {
        return text.length() < at + Standard.CODE_LENGTH
                ? 0
                : text.charAt(at) << 16 ^ text.charAt(at + 1) << 8 ^ text.charAt(at + 2);
    }

    private int slot(int key) {
        int slot = (key * 0x9E3779B1 >>> 7) & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    /// The step that the grammar allows after a node, with nothing required left out; null for none.
    @Nullable
    Step strict(Node after, int code) {
        Step known = strict[after.id()][code];
        if (known == null) {
            known = findStrict(after, codes.get(code));
            strict[after.id()][code] = known;
        }
        return known == NONE ? null : known;
    }

    private Step findStrict(Node after, String code) {
        // A note belongs to the segment before it, never to what has not begun.
        boolean note = code.equals("NTE");
        Node node = after;
        while (node.parent() != null) {
            Node parent = node.parent();
            if (node.repeats() && !(note && node.isGroup())) {
                Node again = first(node, code);
                if (again != null) {
                    return step(again, node.depth());
                }
            }
            for (Node sibling : parent.children()
                    .subList(node.index() + 1, parent.children().size())) {
                Node found = note && sibling.isGroup() ? null : first(sibling, code);
                if (found != null) {
                    return step(found, sibling.depth());
                }
                if (sibling.required()) {
                    return NONE;
                }
            }
            node = parent;
        }
        return NONE;
    }

    /// Only results have a home to go back to: in an order, an OBX after its SPM does describe the specimen.
    private Step step(Node target, int keep) {
        Node home = null;
        Node above = root.name().startsWith("ORU") ? target.parent() : null;
        while (above != null && above.parent() != null && home == null && above.depth() <= keep) {
            for (Node earlier : above.parent().children().subList(0, above.index())) {
                if (startsWith(earlier, target.code())) {
                    home = earlier.children().getFirst();
                }
            }
            above = above.parent();
        }
        return new Step(target, keep, home);
    }

    private static boolean startsWith(Node group, @Nullable String code) {
        if (!group.isGroup()) {
            return false;
        }
        Node first = group.children().getFirst();
        return code != null && code.equals(first.code()) && first.required();
    }

    /// The segment of that code with which this node may begin.
    static @Nullable Node first(Node node, String code) {
        if (!node.isGroup()) {
            return code.equals(node.code()) ? node : null;
        }
        for (Node child : node.children()) {
            Node found = first(child, code);
            if (found != null) {
                return found;
            }
            if (child.required()) {
                return null;
            }
        }
        return null;
    }

    /// The first segment of that code beneath this node, whatever must stand before it.
    static @Nullable Node anywhere(Node node, String code) {
        if (!node.isGroup()) {
            return code.equals(node.code()) ? node : null;
        }
        for (Node child : node.children()) {
            Node found = anywhere(child, code);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
