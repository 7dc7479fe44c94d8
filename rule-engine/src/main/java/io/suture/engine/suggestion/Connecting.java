package io.suture.engine.suggestion;

import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Edit;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.RowScope;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Field;
import io.suture.engine.value.FieldPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// A source field and a target field made to fit, as a drag would, with sub-mappings and code tables of Mappings that
/// were made before. Nothing where a drag would be refused or in doubt.
final class Connecting {
    private final Workpiece work;
    private final Library lent;

    /// A row with what it needs.
    record Connected(FieldMapping row, Brought brought) {}

    Connecting(Workpiece work, List<Precedent> precedents, Library library) {
        this.work = work;
        var maps = new LinkedHashMap<String, Mapping>();
        var tables = new LinkedHashMap<String, LookupTable>();
        for (Precedent precedent : precedents) {
            precedent.maps().forEach(map -> maps.putIfAbsent(map.name(), map));
            precedent.tables().forEach(table -> tables.putIfAbsent(table.name(), table));
        }
        library.maps().forEach(map -> maps.putIfAbsent(map.name(), map));
        library.tables().forEach(table -> tables.putIfAbsent(table.name(), table));
        lent = new Library(List.copyOf(maps.values()), List.copyOf(tables.values())).besides(work.environment());
    }

    Optional<Connected> connect(FieldPath source, FieldPath target) {
        Optional<Field> from = work.source().find(source);
        Optional<Field> to = RowScope.field(work.mapping(), target, work.environment());
        boolean several = from.isPresent()
                && to.isPresent()
                && from.get().cardinality().repeats()
                && !to.get().cardinality().repeats();
        // Which of several is meant, nobody said.
        if (from.isEmpty() || to.isEmpty() || several) {
            return Optional.empty();
        }
        // What is only passed on with a warning, such as codes that no table translates, is no suggestion.
        Edit.Applied applied = new Edit.Connect(source, target).apply(work.mapping(), lent.in(work.environment()));
        if (applied.problems().stream().anyMatch(problem -> problem.severity() != Problem.Severity.INFO)) {
            return Optional.empty();
        }
        return Edit.row(applied.mapping(), target).map(row -> new Connected(row, lent.of(row)));
    }
}
