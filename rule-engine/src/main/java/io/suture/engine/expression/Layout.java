package io.suture.engine.expression;

import io.suture.engine.format.Format;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one compilation hands out: a slot for each value that names may stand for. It grows while documents are
/// compiled and is not touched afterwards.
public final class Layout {
    static final int MESSAGE = 0;

    private final Schema source;
    private final Environment environment;
    private final Map<String, Integer> companions = new LinkedHashMap<>();
    private final List<String> constantNames = new ArrayList<>();
    private int size = 1;
    private Entries entries = Entries.NONE;
    private volatile Value @Nullable [] defaults;

    public Layout(Schema source, Environment environment) {
        this.source = source;
        this.environment = environment;
    }

    /// How formulas find the entries of a Bundle; the mapping knows them.
    public interface Entries {
        Entries NONE = new Entries() {
            @Override
            public List<String> names() {
                return List.of();
            }

            @Override
            public @Nullable Reference reference(String entry, Scope scope) {
                return null;
            }

            @Override
            public @Nullable Reference keyed(String entry, CompiledFormula value, Scope scope) {
                return null;
            }

            @Override
            public @Nullable Reference key(String entry, Scope scope) {
                return null;
            }
        };

        List<String> names();

        /// Those made in the same turns of the shared loops; null when there is no such entry.
        @Nullable
        Reference reference(String entry, Scope scope);

        /// The one whose key a value has; null when there is no such entry, or it turns on nothing.
        @Nullable
        Reference keyed(String entry, CompiledFormula value, Scope scope);

        /// Its business key, in the same turns of the shared loops.
        @Nullable
        Reference key(String entry, Scope scope);
    }

    /// What `ref` compiles to.
    @FunctionalInterface
    public interface Reference {
        Value find(Frame frame, boolean all);
    }

    public void entries(Entries known) {
        this.entries = known;
    }

    Entries entries() {
        return entries;
    }

    public Schema source() {
        return source;
    }

    public Environment environment() {
        return environment;
    }

    @Nullable
    Format format() {
        return environment.formats().get(source.ref().format());
    }

    public int slot() {
        return size++;
    }

    int companion(String name) {
        return companions.computeIfAbsent(name, any -> slot());
    }

    Map<String, Integer> companions() {
        return Collections.unmodifiableMap(companions);
    }

    int size() {
        return size;
    }

    int constant(String name) {
        int known = constantNames.indexOf(name);
        if (known < 0) {
            constantNames.add(name);
            defaults = null;
            return constantNames.size() - 1;
        }
        return known;
    }

    Value[] constantsFor(Inputs inputs) {
        Value[] known = defaults;
        if (known == null) {
            known = constantNames.stream()
                    .map(name -> Value.text(environment.constants().getOrDefault(name, "")))
                    .toArray(Value[]::new);
            defaults = known;
        }
        if (inputs.constants().isEmpty()) {
            return known;
        }
        Value[] values = known.clone();
        for (int i = 0; i < values.length; i++) {
            String set = inputs.constants().get(constantNames.get(i));
            if (set != null) {
                values[i] = Value.text(set);
            }
        }
        return values;
    }
}
