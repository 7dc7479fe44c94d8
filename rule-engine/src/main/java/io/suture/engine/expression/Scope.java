package io.suture.engine.expression;

import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a formula's names are looked for, innermost first: turns of loops, the value of a sub-mapping, companions, the
/// message. Only exists while compiling.
public final class Scope {

    /// A number in a scope says in which turn: entries made in the same turns of shared levels belong together.
    ///
    /// @param key  what is turned on: equal for loops over the same repeats
    /// @param slot whose position counts
    public record Level(String key, int slot) {}

    /// How formulas say that they mean the whole message, though they stand in a turn of a loop over it.
    static final String MESSAGE = "message";

    final Layout layout;
    final @Nullable Scope parent;
    final String name;
    final int slot;
    final @Nullable FieldType type;
    /// Names from the root of its source down to it; null for values that stand nowhere.
    final @Nullable List<String> place;
    /// The companion that the place is in; empty for the message.
    final String source;
    final boolean loop;
    final @Nullable Level level;
    final Map<String, Node> parameters;
    /// Where the sub-mapping is used, whose levels still count though its names are hidden.
    final @Nullable Scope user;
    /// Which fields of the message a value that stands nowhere is made of: it has their parts beneath it.
    final List<FieldPath> origins;
    /// Whether the value is a group of such values, beneath `items`.
    final boolean grouped;

    private Scope(
            Layout layout,
            @Nullable Scope parent,
            String name,
            int slot,
            @Nullable FieldType type,
            @Nullable List<String> place,
            String source,
            boolean loop,
            @Nullable Level level,
            Map<String, Node> parameters,
            @Nullable Scope user,
            List<FieldPath> origins,
            boolean grouped) {
        this.layout = layout;
        this.parent = parent;
        this.name = name;
        this.slot = slot;
        this.type = type;
        this.place = place;
        this.source = source;
        this.loop = loop;
        this.level = level;
        this.parameters = parameters;
        this.user = user;
        this.origins = List.copyOf(origins);
        this.grouped = grouped;
    }

    /// The message alone, with companions by name.
    public static Scope of(Layout layout, Map<String, Schema> companions) {
        Scope scope = null;
        for (Map.Entry<String, Schema> companion : companions.entrySet()) {
            scope = new Scope(
                    layout,
                    scope,
                    companion.getKey(),
                    layout.companion(companion.getKey()),
                    companion.getValue().root(),
                    List.of(),
                    companion.getKey(),
                    false,
                    null,
                    Map.of(),
                    null,
                    List.of(),
                    false);
        }
        return new Scope(
                layout,
                scope,
                MESSAGE,
                Layout.MESSAGE,
                layout.source().root(),
                List.of(),
                "",
                false,
                null,
                Map.of(),
                null,
                List.of(),
                false);
    }

    /// A formula over messages of one Schema, for rules.
    public static Scope of(Schema source, Environment environment) {
        return of(new Layout(source, environment), Map.of());
    }

    Scope inner(
            String turnName,
            int turnSlot,
            @Nullable FieldType turnType,
            @Nullable List<String> turnPlace,
            String turnSource,
            boolean isLoop,
            @Nullable Level turnLevel) {
        return new Scope(
                layout,
                this,
                turnName,
                turnSlot,
                turnType,
                turnPlace,
                turnSource,
                isLoop,
                turnLevel,
                Map.of(),
                null,
                List.of(),
                false);
    }

    /// A turn of a loop over values that a formula makes, or over groups of them.
    Scope made(
            String turnName,
            int turnSlot,
            @Nullable FieldType turnType,
            Level turnLevel,
            List<FieldPath> ofFields,
            boolean isGrouped) {
        return new Scope(
                layout, this, turnName, turnSlot, turnType, null, "", true, turnLevel, Map.of(), null, ofFields,
                isGrouped);
    }

    /// The value of a sub-mapping alone, with its parameters: what surrounds its user is hidden from it.
    public Scope part(int partSlot, FieldType partType, Map<String, CompiledFormula> values) {
        return new Scope(
                layout, null, "", partSlot, partType, null, "", false, null, nodes(values), this, List.of(), false);
    }

    /// The message alone, with a value under the name that a loop gives it: where `ref(entry, value)` finds the key.
    public Scope turn(String turnName, int turnSlot, @Nullable FieldType turnType) {
        Scope root = this;
        while (root.parent != null && root.slot != Layout.MESSAGE) {
            root = root.parent;
        }
        return root.inner(turnName, turnSlot, turnType, null, "", false, null);
    }

    /// A place of the message, changed in a copy of it.
    public Scope copied(int placeSlot, @Nullable FieldType placeType, List<String> placeNames) {
        return inner("", placeSlot, placeType, List.copyOf(placeNames), "", false, null);
    }

    public @Nullable FieldType type() {
        return type;
    }

    /// The same value within what surrounds its user, for rows that override those of a sub-mapping.
    public Scope within(int partSlot, FieldType partType) {
        return inner("", partSlot, partType, null, "", false, null);
    }

    private static Map<String, Node> nodes(Map<String, CompiledFormula> values) {
        var nodes = new java.util.LinkedHashMap<String, Node>();
        values.forEach((parameter, formula) -> nodes.put(parameter, formula.node()));
        return nodes;
    }

    public Layout layout() {
        return layout;
    }

    /// The levels from the outermost to this scope.
    public List<Level> levels() {
        var levels = new java.util.ArrayList<Level>();
        for (Scope scope = this; scope != null; scope = scope.parent == null ? scope.user : scope.parent) {
            if (scope.level != null) {
                levels.addFirst(scope.level);
            }
        }
        return levels;
    }
}
