package io.suture.runtime.message;

import static io.suture.db.jooq.runtime.Tables.BACKLOG;
import static io.suture.db.jooq.runtime.Tables.WAITING;

import io.suture.db.Database;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// What waits on each node, by Channel.
final class BacklogStore {
    private final DSLContext sql;

    BacklogStore(Database database) {
        this.sql = database.sql();
    }

    /// What waits on other nodes, and outside the lanes of all.
    Map<String, Long> elsewhere(UUID node) {
        Map<String, Long> waiting = new HashMap<>();
        sql.select(BACKLOG.CHANNEL, BACKLOG.WAITING)
                .from(BACKLOG)
                .where(BACKLOG.NODE.ne(node))
                .unionAll(DSL.select(WAITING.CHANNEL, DSL.count().cast(Long.class))
                        .from(WAITING)
                        .groupBy(WAITING.CHANNEL))
                .forEach(row -> waiting.merge(row.value1(), row.value2(), Long::sum));
        return waiting;
    }

    /// Tells the others what waits here.
    void tell(UUID node, Map<String, Long> here) {
        sql.transaction(inside -> {
            inside.dsl()
                    .deleteFrom(BACKLOG)
                    .where(BACKLOG.NODE.eq(node).and(BACKLOG.CHANNEL.notIn(List.copyOf(here.keySet()))))
                    .execute();
            here.forEach((channel, waiting) -> inside.dsl()
                    .insertInto(BACKLOG, BACKLOG.NODE, BACKLOG.CHANNEL, BACKLOG.WAITING)
                    .values(node, channel, waiting)
                    .onConflict(BACKLOG.NODE, BACKLOG.CHANNEL)
                    .doUpdate()
                    .set(BACKLOG.WAITING, waiting)
                    .execute());
        });
    }
}
