package io.suture.studio.mapping;

import static io.suture.db.jooq.studio.Tables.SHARED_MAP;
import static org.jooq.impl.DSL.max;

import io.suture.engine.document.MappingDocument;
import io.suture.engine.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;

/// The versions of shared data type maps in the database.
final class SharedMapStore {
    private record Key(String name, int version) {}

    private final DSLContext sql;
    /// A version never changes, and every drag asks for the newest of all.
    private final Map<Key, Mapping> known = new ConcurrentHashMap<>();

    SharedMapStore(DSLContext sql) {
        this.sql = sql;
    }

    /// The newest version of each, by name.
    List<Mapping> newest() {
        var rows = sql.select(SHARED_MAP.NAME, max(SHARED_MAP.VERSION))
                .from(SHARED_MAP)
                .groupBy(SHARED_MAP.NAME)
                .orderBy(SHARED_MAP.NAME)
                .fetch();
        return rows.map(row -> known.computeIfAbsent(new Key(row.value1(), row.value2()), this::read));
    }

    private Mapping read(Key key) {
        String document = sql.select(SHARED_MAP.DOCUMENT)
                .from(SHARED_MAP)
                .where(SHARED_MAP.NAME.eq(key.name()))
                .and(SHARED_MAP.VERSION.eq(key.version()))
                .fetchSingle()
                .value1();
        return MappingDocument.read(document.getBytes(StandardCharsets.UTF_8)).orThrow();
    }

    /// False where somebody else has shared that version already.
    boolean add(Mapping map, String why, UUID author, Instant at) {
        try {
            sql.insertInto(SHARED_MAP)
                    .set(SHARED_MAP.NAME, map.name())
                    .set(SHARED_MAP.VERSION, map.version())
                    .set(SHARED_MAP.DOCUMENT, new String(MappingDocument.write(map), StandardCharsets.UTF_8))
                    .set(SHARED_MAP.WHY, why)
                    .set(SHARED_MAP.AUTHOR, author)
                    .set(SHARED_MAP.AT, at)
                    .execute();
            return true;
        } catch (IntegrityConstraintViolationException taken) {
            return false;
        }
    }
}
