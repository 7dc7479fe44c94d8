package io.suture.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Many rows into one table in one statement: PostgreSQL's COPY in its binary form, which costs a fraction of an INSERT
/// for each row. Values are put in the order of the columns, row after row. Not thread-safe; used once.
public final class CopyRows {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int INT2 = 21;
    private static final int INT8 = 20;
    private static final int UUIDS = 2950;
    private static final int NULL = -1;
    private static final int END = -1;
    private static final byte JSONB_VERSION = 1;

    private final String sql;
    private final int columns;
    private ByteBuffer out = ByteBuffer.allocate(16 * 1024);
    private int rows;
    private int put;

    /// @param table   its full name, a constant of the caller's
    /// @param columns their names, constants too
    public CopyRows(String table, List<String> columns) {
        this.sql = "copy " + table + " (" + String.join(", ", columns) + ") from stdin with (format binary)";
        this.columns = columns.size();
        this.out.put(SIGNATURE).putInt(0).putInt(0);
    }

    /// Begins a row.
    public CopyRows row() {
        requireWhole();
        room(Short.BYTES).putShort((short) columns);
        rows++;
        put = 0;
        return this;
    }

    public CopyRows uuid(@Nullable UUID value) {
        if (value == null) {
            return none();
        }
        field(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    public CopyRows int2(int value) {
        field(Short.BYTES).putShort((short) value);
        return this;
    }

    public CopyRows int4(@Nullable Integer value) {
        if (value == null) {
            return none();
        }
        field(Integer.BYTES).putInt(value);
        return this;
    }

    public CopyRows int8(long value) {
        field(Long.BYTES).putLong(value);
        return this;
    }

    public CopyRows bool(boolean value) {
        field(1).put((byte) (value ? 1 : 0));
        return this;
    }

    public CopyRows text(@Nullable String value) {
        return value == null ? none() : bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public CopyRows jsonb(@Nullable String value) {
        if (value == null) {
            return none();
        }
        byte[] json = value.getBytes(StandardCharsets.UTF_8);
        field(1 + json.length).put(JSONB_VERSION).put(json);
        return this;
    }

    public CopyRows bytes(byte @Nullable [] value) {
        if (value == null) {
            return none();
        }
        field(value.length).put(value);
        return this;
    }

    /// A timestamptz, which keeps microseconds.
    public CopyRows instant(@Nullable Instant value) {
        if (value == null) {
            return none();
        }
        Duration since = Duration.between(EPOCH, value);
        return int8(since.getSeconds() * 1_000_000 + since.getNano() / 1_000);
    }

    public CopyRows int2s(Collection<Short> values) {
        array(INT2, values.size(), Short.BYTES);
        values.forEach(value -> out.putInt(Short.BYTES).putShort(value));
        return this;
    }

    public CopyRows int8s(Collection<Long> values) {
        array(INT8, values.size(), Long.BYTES);
        values.forEach(value -> out.putInt(Long.BYTES).putLong(value));
        return this;
    }

    public CopyRows uuids(Collection<UUID> values) {
        array(UUIDS, values.size(), 16);
        values.forEach(value ->
                out.putInt(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits()));
        return this;
    }

    public boolean isEmpty() {
        return rows == 0;
    }

    /// Writes the rows within a transaction; nothing where there are none.
    public void write(DSLContext inside) {
        requireWhole();
        if (rows == 0) {
            return;
        }
        room(Short.BYTES).putShort((short) END);
        inside.connection(connection -> {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            try {
                copy.writeToCopy(out.array(), 0, out.position());
                copy.endCopy();
            } catch (SQLException e) {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
                throw e;
            }
        });
    }

    private CopyRows none() {
        put++;
        room(Integer.BYTES).putInt(NULL);
        return this;
    }

    private void array(int type, int count, int size) {
        if (count == 0) {
            field(3 * Integer.BYTES).putInt(0).putInt(0).putInt(type);
            return;
        }
        field(5 * Integer.BYTES + count * (Integer.BYTES + size))
                .putInt(1)
                .putInt(0)
                .putInt(type)
                .putInt(count)
                .putInt(1);
    }

    private ByteBuffer field(int length) {
        put++;
        return room(Integer.BYTES + length).putInt(length);
    }

    private ByteBuffer room(int more) {
        if (out.remaining() < more) {
            int size = Math.max(2 * out.capacity(), out.position() + more);
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), size)).position(out.position());
        }
        return out;
    }

    private void requireWhole() {
        if (rows > 0 && put != columns) {
            throw new IllegalStateException("A row of " + sql + " has " + put + " values");
        }
    }
}
