package io.suture.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyRowsTest {
    private static final List<String> COLUMNS =
            List.of("id", "small", "whole", "large", "yes", "word", "doc", "raw", "at", "smalls", "larges", "ids");
    private Database database;

    @BeforeEach
    void start() {
        database = Database.temporary();
        database.sql().execute("""
                create table runtime.copied (id uuid primary key, small smallint, whole integer, large bigint, yes boolean,
                    word text, doc jsonb, raw bytea, at timestamptz, smalls smallint[], larges bigint[], ids uuid[])""");
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private static CopyRows row(CopyRows rows, UUID id) {
        return rows.row()
                .uuid(id)
                .int2(-7)
                .int4(70_000)
                .int8(-5_000_000_000L)
                .bool(true)
                .text("Müller\t\\N")
                .jsonb("{\"a\": [1]}")
                .bytes(new byte[] {0, -1, 10})
                .instant(Instant.parse("1999-12-31T23:59:59.999999Z"))
                .int2s(List.of((short) 3, (short) -3))
                .int8s(List.of(Long.MIN_VALUE))
                .uuids(List.of(id, id));
    }

    @Test
    void every_kind_of_value_comes_back_as_it_went() {
        var id = UUID.randomUUID();
        var empty = UUID.randomUUID();
        var rows = new CopyRows("runtime.copied", COLUMNS);
        row(rows, id);
        rows.row()
                .uuid(empty)
                .int2(0)
                .int4(null)
                .int8(0)
                .bool(false)
                .text(null)
                .jsonb(null)
                .bytes(null)
                .instant(null)
                .int2s(List.of())
                .int8s(List.of())
                .uuids(List.of());
        database.sql().transaction(inside -> rows.write(inside.dsl()));

        var found = database.sql().fetchSingle("select * from runtime.copied where id = ?", id);
        assertThat(found.get("small", Short.class)).isEqualTo((short) -7);
        assertThat(found.get("whole", Integer.class)).isEqualTo(70_000);
        assertThat(found.get("large", Long.class)).isEqualTo(-5_000_000_000L);
        assertThat(found.get("yes", Boolean.class)).isTrue();
        assertThat(found.get("word", String.class)).isEqualTo("Müller\t\\N");
        assertThat(found.get("doc", String.class)).isEqualTo("{\"a\": [1]}");
        assertThat(found.get("raw", byte[].class)).isEqualTo(new byte[] {0, -1, 10});
        assertThat(found.get("at", Instant.class)).isEqualTo(Instant.parse("1999-12-31T23:59:59.999999Z"));
        assertThat(found.get("smalls", Short[].class)).containsExactly((short) 3, (short) -3);
        assertThat(found.get("larges", Long[].class)).containsExactly(Long.MIN_VALUE);
        assertThat(found.get("ids", UUID[].class)).containsExactly(id, id);
        var none = database.sql().fetchSingle("select * from runtime.copied where id = ?", empty);
        assertThat(Arrays.asList(none.intoArray()).subList(0, 9))
                .containsExactly(empty, (short) 0, null, 0L, false, null, null, null, null);
        assertThat(none.get("smalls", Short[].class)).isEmpty();
    }

    @Test
    void a_thousand_rows_grow_its_room_and_one_that_is_there_already_undoes_them_all() {
        var twice = UUID.randomUUID();
        var rows = new CopyRows("runtime.copied", COLUMNS);
        for (int one = 0; one < 1_000; one++) {
            row(rows, UUID.randomUUID());
        }
        row(rows, twice);
        database.sql().transaction(inside -> rows.write(inside.dsl()));
        assertThat(count()).isEqualTo(1_001);

        var again = new CopyRows("runtime.copied", COLUMNS);
        row(again, UUID.randomUUID());
        row(again, twice);
        assertThatThrownBy(() -> database.sql().transaction(inside -> again.write(inside.dsl())))
                .rootCause()
                .hasMessageContaining("duplicate key");
        assertThat(count()).isEqualTo(1_001);
    }

    @Test
    void a_row_that_lacks_a_value_is_a_bug_and_nothing_is_written() {
        var rows = new CopyRows("runtime.copied", List.of("id", "small"));
        rows.row().uuid(UUID.randomUUID());
        assertThatThrownBy(() -> database.sql().transaction(inside -> rows.write(inside.dsl())))
                .isInstanceOf(IllegalStateException.class);
        assertThat(count()).isZero();
    }

    private int count() {
        return database.sql().fetchCount(org.jooq.impl.DSL.table("runtime.copied"));
    }
}
