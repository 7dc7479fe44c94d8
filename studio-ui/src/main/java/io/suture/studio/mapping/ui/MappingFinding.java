package io.suture.studio.mapping.ui;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.schema.Field;
import io.suture.engine.value.FieldPath;
import io.suture.studio.channel.MappingWords;
import io.suture.studio.kit.Finding;
import io.suture.studio.mapping.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds what is on a mapping: target fields with what they are made from, and source fields with their values.
final class MappingFinding implements Finding {
    private static final int MOST = 15;

    private final Supplier<@Nullable Projection> shown;
    private final Consumer<FieldPath> openTarget;
    private final Consumer<FieldPath> openSource;
    private final Consumer<LookupTable> openTable;
    private final Supplier<List<LookupTable>> tables;

    MappingFinding(
            Supplier<@Nullable Projection> shown,
            Consumer<FieldPath> openTarget,
            Consumer<FieldPath> openSource,
            Supplier<List<LookupTable>> tables,
            Consumer<LookupTable> openTable) {
        this.shown = shown;
        this.openTarget = openTarget;
        this.openSource = openSource;
        this.tables = tables;
        this.openTable = openTable;
    }

    @Override
    public List<Found> find(String typed) {
        Projection now = shown.get();
        if (now == null) {
            return List.of();
        }
        var found = new ArrayList<Found>();
        now.mapping().fields().stream()
                .map(this::target)
                .filter(one -> one.matches(typed))
                .limit(MOST)
                .forEach(found::add);
        now.sources().entrySet().stream()
                .filter(entry -> !entry.getValue().text().isEmpty())
                .map(entry -> source(now, entry.getKey()))
                .filter(one -> one.matches(typed))
                .limit(MOST)
                .forEach(found::add);
        tables.get().stream()
                .map(table -> new Found(
                        table.name(), "Lookup table", table.rows().size() + " codes", () -> openTable.accept(table)))
                .filter(one -> one.matches(typed))
                .limit(MOST)
                .forEach(found::add);
        return found;
    }

    private Found target(FieldMapping row) {
        return new Found(
                row.target().toString(),
                "Target field",
                MappingWords.origin(row.origin()),
                () -> openTarget.accept(row.target()));
    }

    private Found source(Projection now, FieldPath path) {
        return new Found(
                FormulaProposals.written(path),
                "Source field",
                now.source().find(path).map(Field::label).orElse(""),
                () -> openSource.accept(path));
    }
}
