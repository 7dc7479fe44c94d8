package io.suture.runtime.lane;

import static io.suture.db.jooq.runtime.Tables.LANE;
import static io.suture.db.jooq.runtime.Tables.LANE_CURSOR;
import static io.suture.db.jooq.runtime.Tables.NODE;
import static org.jooq.impl.DSL.condition;

import io.suture.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Nodes, lanes and cursors. Times are the database's: nodes' clocks may differ. Decision 0001.
public final class LaneStore {
    /// The line of received Messages, and the one of Deliveries.
    public enum Line {
        MESSAGE("message"),
        DELIVERY("delivery");

        private final String column;

        Line(String column) {
            this.column = column;
        }
    }

    private static final int TIMEOUT_SECONDS = 10;
    private static final String POSITIONS = """
            with taken as (update runtime.position set last = last + ? where line = ? returning last)
            select last,
                   set_config('idle_in_transaction_session_timeout', '5000', true),
                   set_config('plan_cache_mode', 'force_generic_plan', true)
            from taken""";

    private final DSLContext sql;

    public LaneStore(Database database) {
        this.sql = database.sql();
    }

    void register(UUID node, String name, Instant startedAt) {
        sql.insertInto(NODE, NODE.ID, NODE.NAME, NODE.STARTED_AT, NODE.SEEN_AT)
                .values(node, name, startedAt, startedAt)
                .execute();
        seen(node);
    }

    /// Whether the node was still known; one that was fenced off is not.
    boolean seen(UUID node) {
        return sql.execute("update runtime.node set seen_at = clock_timestamp() where id = ?", node) == 1;
    }

    /// Fences off who was not seen, takes what lies free, and gives what the node owns now.
    Map<Short, Long> takeOver(UUID node) {
        List<UUID> gone = sql.select(NODE.ID)
                .from(NODE)
                .where(NODE.ID.ne(node).and(notSeen()))
                .fetch(NODE.ID);
        for (UUID dead : gone) {
            sql.transaction(inside -> {
                inside.dsl().execute("select pg_advisory_xact_lock(?)", lock(dead));
                if (inside.dsl()
                                .deleteFrom(NODE)
                                .where(NODE.ID.eq(dead).and(notSeen()))
                                .execute()
                        == 1) {
                    free(inside.dsl(), dead);
                }
            });
        }
        sql.update(LANE)
                .set(LANE.OWNER, node)
                .set(LANE.EPOCH, LANE.EPOCH.plus(1))
                .where(LANE.OWNER.isNull())
                .execute();
        return owned(node);
    }

    private static Condition notSeen() {
        return condition("seen_at < clock_timestamp() - make_interval(secs => ?)", TIMEOUT_SECONDS);
    }

    private Map<Short, Long> owned(UUID node) {
        return sql.select(LANE.BUCKET, LANE.EPOCH)
                .from(LANE)
                .where(LANE.OWNER.eq(node))
                .fetchMap(LANE.BUCKET, LANE.EPOCH);
    }

    void leave(UUID node) {
        sql.transaction(inside -> {
            inside.dsl().execute("select pg_advisory_xact_lock(?)", lock(node));
            free(inside.dsl(), node);
            inside.dsl().deleteFrom(NODE).where(NODE.ID.eq(node)).execute();
        });
    }

    private static void free(DSLContext inside, UUID node) {
        inside.update(LANE).setNull(LANE.OWNER).where(LANE.OWNER.eq(node)).execute();
    }

    /// Begins a commit of an owner: nobody takes these lanes over until it ends. What it does is planned once for each
    /// connection, not each time: with partitions, planning would cost more than doing.
    ///
    /// @throws LeaseLost where one of them is another's by now
    public void hold(DSLContext inside, UUID node, Map<Short, Long> epochs) {
        boolean ours = inside.connectionResult(connection -> {
            // Two statements in one turn: the second must see what was committed while the first waited.
            try (var statement = connection.prepareStatement("""
                    select pg_advisory_xact_lock_shared(?),
                           set_config('idle_in_transaction_session_timeout', '5000', true),
                           set_config('plan_cache_mode', 'force_generic_plan', true);
                    select count(*) from runtime.lane l
                    join unnest(?::smallint[], ?::bigint[]) as v (bucket, epoch)
                        on v.bucket = l.bucket and v.epoch = l.epoch
                    where l.owner = ?""")) {
                statement.setLong(1, lock(node));
                statement.setArray(
                        2, connection.createArrayOf("int2", epochs.keySet().toArray()));
                statement.setArray(
                        3, connection.createArrayOf("int8", epochs.values().toArray()));
                statement.setObject(4, node);
                statement.execute();
                statement.getMoreResults();
                try (var row = statement.getResultSet()) {
                    return row.next() && row.getLong(1) == epochs.size();
                }
            }
        });
        if (!ours) {
            throw new LeaseLost();
        }
    }

    /// Begins a commit: a program that is paused within it is not waited for longer than a moment.
    public void begin(DSLContext inside) {
        inside.execute("set local idle_in_transaction_session_timeout = 5000");
    }

    /// The first of the next numbers of a line, which stay locked until the commit. Begins the commit where nothing
    /// did.
    public long positions(DSLContext inside, Line line, int count) {
        return inside.connectionResult(connection -> {
            try (var statement = connection.prepareStatement(POSITIONS)) {
                statement.setInt(1, count);
                statement.setString(2, line.column);
                return first(statement.executeQuery(), count);
            }
        });
    }

    /// What reads a row.
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /// The same, and in the same turn what must be known under that lock.
    ///
    /// @param query one that takes an array of ids
    public long positions(
            DSLContext inside, Line line, int count, String query, Collection<UUID> ids, RowReader reader) {
        return inside.connectionResult(connection -> {
            try (var statement = connection.prepareStatement(POSITIONS + ";\n" + query)) {
                statement.setInt(1, count);
                statement.setString(2, line.column);
                statement.setArray(3, connection.createArrayOf("uuid", ids.toArray()));
                statement.execute();
                long first = first(statement.getResultSet(), count);
                statement.getMoreResults();
                try (var rows = statement.getResultSet()) {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                }
                return first;
            }
        });
    }

    private static long first(ResultSet taken, int count) throws SQLException {
        try (taken) {
            taken.next();
            return taken.getLong(1) - count + 1;
        }
    }

    /// The newest position of a line.
    public long newest(Line line) {
        return sql.resultQuery("select last from runtime.position where line = ?", line.column)
                .fetchSingle()
                .get(0, Long.class);
    }

    /// Writes how far lanes have come, as their owner.
    public void advance(UUID node, Map<Short, Long> epochs, Line line, Map<Short, Long> done) {
        sql.transaction(inside -> {
            hold(inside.dsl(), node, epochs);
            advance(inside.dsl(), line, done);
        });
    }

    /// Writes how far lanes have come.
    public void advance(DSLContext inside, Line line, Map<Short, Long> done) {
        List<Map.Entry<Short, Long>> lanes = List.copyOf(done.entrySet());
        Short[] buckets = lanes.stream().map(Map.Entry::getKey).toArray(Short[]::new);
        Long[] positions = lanes.stream().map(Map.Entry::getValue).toArray(Long[]::new);
        inside.execute("""
                update runtime.lane_cursor c set done = v.done
                from unnest(?::smallint[], ?::bigint[]) as v (bucket, done)
                where c.line = ? and c.bucket = v.bucket and c.done < v.done
                """, buckets, positions, line.column);
    }

    /// How far these lanes have come.
    public Map<Short, Long> cursors(Line line, Collection<Short> buckets) {
        return new HashMap<>(sql.select(LANE_CURSOR.BUCKET, LANE_CURSOR.DONE)
                .from(LANE_CURSOR)
                .where(LANE_CURSOR
                        .LINE
                        .eq(line.column)
                        .and(LANE_CURSOR.BUCKET.eq(DSL.any(buckets.toArray(Short[]::new)))))
                .fetchMap(LANE_CURSOR.BUCKET, LANE_CURSOR.DONE));
    }

    private static long lock(UUID node) {
        return node.getMostSignificantBits() ^ node.getLeastSignificantBits();
    }
}
