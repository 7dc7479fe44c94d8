package io.suture.engine.format.csv;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaDefinition.Batch;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of a stream as messages of their own: each is the file's header and its row, or the rows that share a key,
/// byte for byte. Not more than one record is held, however long the file is.
///
/// Bytes are looked at, not characters: separators, quotes and line ends are the same bytes in every character set in
/// which ASCII is itself, which the definition is checked for.
final class DelimitedRecords implements Format.Records {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream stream;
    private final Delimited definition;
    private final Charset charset;
    private final int maximum;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;
    private long line = 1;
    private boolean broken;
    private byte @Nullable [] header;
    private int keyCell = -1;
    private @Nullable Row ahead;

    /// One row with its line end.
    private record Row(byte[] bytes, long line, boolean tooLong) {
        boolean isBlank() {
            for (byte one : bytes) {
                if (one != '\r' && one != '\n') {
                    return false;
                }
            }
            return true;
        }
    }

    DelimitedRecords(InputStream stream, Delimited definition, Charset charset, int maximum) {
        this.stream = stream;
        this.definition = definition;
        this.charset = charset;
        this.maximum = maximum;
    }

    @Override
    public Optional<Format.Part> next() throws IOException {
        byte[] head = head();
        Row row = ahead == null ? filled() : ahead;
        ahead = null;
        if (row == null) {
            return Optional.empty();
        }
        var bytes = new ByteArrayOutputStream(head.length + row.bytes().length + 64);
        bytes.writeBytes(head);
        bytes.writeBytes(row.bytes());
        boolean tooLong = row.tooLong();
        if (definition.batch() == Batch.KEY) {
            String key = key(row);
            for (ahead = filled(); ahead != null && !tooLong && key.equals(key(ahead)); ahead = filled()) {
                bytes.writeBytes(ahead.bytes());
                tooLong = ahead.tooLong() || bytes.size() > maximum;
            }
        }
        String place = "line " + row.line();
        List<Problem> problems = List.of();
        if (tooLong) {
            broken = true;
            ahead = null;
            problems = List.of(Problem.error(
                    "record-too-large",
                    place,
                    "The record that begins here is larger than this channel takes; it may have a quote without an"
                            + " end. This record and what follows it were not read."));
        }
        return Optional.of(new Format.Part(bytes.toByteArray(), place, problems));
    }

    private byte[] head() throws IOException {
        byte[] known = header;
        if (known == null) {
            known = new byte[0];
            Row first = definition.dialect().header() ? row() : null;
            if (first != null) {
                known = first.bytes();
            }
            header = known;
            keyCell = keyCell(known);
        }
        return known;
    }

    private int keyCell(byte[] head) {
        if (definition.batch() != Batch.KEY) {
            return -1;
        }
        Header columns = definition.dialect().header()
                ? Header.of(cells(head).map(CsvRecord::getFields).orElse(List.of()), definition)
                : Header.none(definition);
        return columns.slots().stream()
                .filter(slot -> slot.name().equals(definition.key()))
                .map(Header.Slot::cell)
                .findFirst()
                .orElse(-1);
    }

    private Optional<CsvRecord> cells(byte[] row) {
        return Text.decode(row, charset, problem -> {})
                .flatMap(text -> new Rows(text, definition.dialect(), maximum, problem -> {}).next());
    }

    /// A row without a key, or that cannot be read, is a record of its own.
    private String key(Row row) {
        return cells(row.bytes())
                .filter(cells -> keyCell >= 0 && keyCell < cells.getFieldCount())
                .map(cells -> cells.getField(keyCell))
                .filter(key -> !key.isEmpty())
                .orElseGet(() -> "\0" + row.line());
    }

    private @Nullable Row filled() throws IOException {
        Row row = row();
        while (row != null && row.isBlank() && !row.tooLong()) {
            row = row();
        }
        return row;
    }

    /// Up to the next line end that stands in no quoted cell.
    private @Nullable Row row() throws IOException {
        if (broken || !fill()) {
            return null;
        }
        if (line == 1) {
            skipMark();
        }
        int separator = definition.dialect().separator().charAt(0);
        int quote = definition.dialect().quote().isEmpty()
                ? -1
                : definition.dialect().quote().charAt(0);
        var bytes = new ByteArrayOutputStream(256);
        long began = line;
        boolean start = true;
        boolean quoted = false;
        boolean wasQuote = false;
        while (fill()) {
            int one = buffer[at++];
            bytes.write(one);
            if (quoted) {
                quoted = one != quote;
                wasQuote = !quoted;
            } else if (one == quote && (start || wasQuote)) {
                quoted = true;
                start = false;
                wasQuote = false;
            } else {
                start = one == separator;
                wasQuote = false;
            }
            if (one == '\n' || one == '\r' && !feeds()) {
                line++;
                if (!quoted) {
                    break;
                }
            }
            if (bytes.size() > maximum) {
                return new Row(new byte[0], began, true);
            }
        }
        return new Row(bytes.toByteArray(), began, false);
    }

    private boolean feeds() throws IOException {
        return fill() && buffer[at] == '\n';
    }

    private void skipMark() throws IOException {
        if (end - at >= MARK.length && buffer[0] == MARK[0] && buffer[1] == MARK[1] && buffer[2] == MARK[2]) {
            at += MARK.length;
        }
        fill();
    }

    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, stream.read(buffer));
        }
        return at < end;
    }
}
