package io.suture.studio.mapping;

import static io.suture.db.jooq.studio.Tables.SHARED_MAP;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.suture.engine.document.MappingDocument;
import io.suture.engine.mapping.Mapping;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;

/// The versions of shared data type maps in the database.
final class SharedMapStore {
    private final DSLContext sql;

    SharedMapStore(DSLContext sql) {
        this.sql = sql;
    }

    /// The newest version of each, by name.
    List<Mapping> newest() {
        var later = SHARED_MAP.as("later");
        return sql.select(SHARED_MAP.DOCUMENT)
                .from(SHARED_MAP)
                .where(SHARED_MAP.VERSION.eq(
                        field(select(max(later.VERSION)).from(later).where(later.NAME.eq(SHARED_MAP.NAME)))))
                .orderBy(SHARED_MAP.NAME)
                .fetch(row -> MappingDocument.read(row.value1().getBytes(StandardCharsets.UTF_8))
                        .orThrow());
    }

    int newestVersion(String name) {
        return sql.select(coalesce(max(SHARED_MAP.VERSION), val(0)))
                .from(SHARED_MAP)
                .where(SHARED_MAP.NAME.eq(name))
                .fetchSingle()
                .value1();
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
