package io.suture.runtime.lane;

import io.suture.db.Database;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/// Makes the weekly partitions of what grows: this week's and the next two, before anything falls into them.
public final class PartitionStore {
    private static final List<String> TABLES = List.of("message", "outcome", "search_entry", "delivery", "receipt");
    private static final int AHEAD = 3;
    private static final long LOCK = 0x7375_7475_7265_0001L;

    private final DSLContext sql;

    public PartitionStore(Database database) {
        this.sql = database.sql();
    }

    public void prepare(Instant now) {
        LocalDate monday =
                LocalDate.ofInstant(now, ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        sql.transaction(inside -> {
            inside.dsl().execute("select pg_advisory_xact_lock(?)", LOCK);
            for (int week = 0; week < AHEAD; week++) {
                for (String table : TABLES) {
                    make(inside.dsl(), table, monday.plusWeeks(week));
                }
            }
        });
    }

    /// Where rows of that week lie in the default partition already, which happens only to a clock that jumps, they
    /// stay there.
    private static void make(DSLContext sql, String table, LocalDate monday) {
        String partition = table + "_" + monday.toString().replace("-", "");
        UUID from = TimeOrderedId.first(monday.atStartOfDay(ZoneOffset.UTC).toInstant());
        UUID to = TimeOrderedId.first(
                monday.plusWeeks(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        boolean there = sql.resultQuery("select to_regclass(?) is not null", "runtime." + partition)
                .fetchSingle()
                .get(0, Boolean.class);
        String column = table.equals("outcome") || table.equals("search_entry")
                ? "message"
                : table.equals("receipt") ? "delivery" : "id";
        boolean late = !there
                && sql.resultQuery(
                                "select exists (select from runtime." + table + "_default where " + column
                                        + " >= ? and " + column + " < ?)",
                                from,
                                to)
                        .fetchSingle()
                        .get(0, Boolean.class);
        if (!there && !late) {
            sql.execute("create table runtime.%s partition of runtime.%s for values from ('%s') to ('%s')"
                    .formatted(partition, table, from, to));
        }
    }
}
