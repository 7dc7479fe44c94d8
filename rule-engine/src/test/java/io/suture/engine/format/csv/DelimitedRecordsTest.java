package io.suture.engine.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Batch;
import io.suture.engine.schema.SchemaDefinition.CellType;
import io.suture.engine.schema.SchemaDefinition.Column;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A file of many rows as messages of their own.
class DelimitedRecordsTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("order", "", CellType.TEXT, false, ""), new Column("note", "", CellType.TEXT, false, ""));

    private static Format.Records split(Batch batch, InputStream stream, Map<String, String> settings) {
        var definition = new SchemaDefinition(
                "orders", 1, "", new Delimited(COLUMNS, Dialect.STANDARD, batch, batch == Batch.KEY ? "order" : ""));
        DelimitedFormat format = DelimitedFormat.of(List.of(definition));
        return format.split(stream, format.schema(definition.ref()).orElseThrow(), settings);
    }

    private static List<Format.Part> all(Batch batch, String text, Map<String, String> settings) throws IOException {
        Format.Records records =
                split(batch, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), settings);
        List<Format.Part> parts = new ArrayList<>();
        for (Optional<Format.Part> part = records.next(); part.isPresent(); part = records.next()) {
            parts.add(part.get());
        }
        return parts;
    }

    private static List<String> texts(List<Format.Part> parts) {
        return parts.stream()
                .map(part -> new String(part.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void each_row_is_a_file_of_its_own_with_its_place() throws IOException {
        List<Format.Part> parts = all(Batch.ROW, "\uFEFForder,note\r\n1,\"a\r\n\"\"b\"\"\"\r\n\r\n2,c", Map.of());

        assertThat(texts(parts)).containsExactly("order,note\r\n1,\"a\r\n\"\"b\"\"\"\r\n", "order,note\r\n2,c");
        assertThat(parts).extracting(Format.Part::place).containsExactly("line 2", "line 5");
    }

    @Test
    void rows_that_follow_each_other_with_the_same_key_are_one_message() throws IOException {
        List<Format.Part> parts = all(Batch.KEY, "note,order\na,1\nb,1\nc,2\nd,\ne,\nf,1\n", Map.of());

        assertThat(texts(parts))
                .containsExactly(
                        "note,order\na,1\nb,1\n",
                        "note,order\nc,2\n",
                        "note,order\nd,\n",
                        "note,order\ne,\n",
                        "note,order\nf,1\n");
    }

    @Test
    void a_quote_without_an_end_costs_no_more_memory_than_the_largest_record() throws IOException {
        List<Format.Part> parts =
                all(Batch.ROW, "order,note\n1,a\n2,\"" + "x\n".repeat(5_000), Map.of("maximumRecord", "1000"));

        assertThat(parts).hasSize(2);
        assertThat(parts.getLast().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.path()).isEqualTo("line 3");
        });
        assertThat(parts.getFirst().problems()).noneMatch(Problem::isError);
    }

    /// 200 MB that nobody holds: what a record costs is all that splitting costs.
    @Test
    void a_long_file_is_read_in_constant_memory() throws IOException {
        var file = new Generated(200L * 1024 * 1024);
        Format.Records records = split(Batch.ROW, file, Map.of());
        var memory = ManagementFactory.getMemoryMXBean();
        long before = used(memory);
        long most = 0;
        long rows = 0;
        for (Optional<Format.Part> part = records.next(); part.isPresent(); part = records.next()) {
            if (++rows % 400_000 == 0) {
                most = Math.max(most, used(memory) - before);
            }
        }
        assertThat(rows).isGreaterThan(1_900_000);
        assertThat(most).isLessThan(8L * 1024 * 1024);
    }

    private static long used(java.lang.management.MemoryMXBean memory) {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /// The same rows over and over, up to a length.
    private static final class Generated extends InputStream {
        private static final byte[] ROW = ("7," + "x".repeat(97) + "\n").getBytes(StandardCharsets.US_ASCII);
        private final long length;
        private long at;

        Generated(long length) {
            this.length = length;
        }

        @Override
        public int read() {
            return at < length ? ROW[(int) (at++ % ROW.length)] : -1;
        }

        @Override
        public int read(byte[] into, int from, int size) {
            int count = (int) Math.min(size, length - at);
            for (int i = 0; i < count; i++) {
                into[from + i] = ROW[(int) ((at + i) % ROW.length)];
            }
            at += count;
            return count == 0 ? -1 : count;
        }
    }
}
