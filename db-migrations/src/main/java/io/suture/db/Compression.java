package io.suture.db;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// What happens to a payload before it is encrypted: one byte says how it is written, four its length, then it.
/// Why deflate: decision 0002. Not thread-safe; holds native memory until [#end()].
final class Compression {
    private static final byte PLAIN = 0;
    private static final byte DEFLATED = 1;
    private static final int HEAD = 5;
    /// Below this nothing can be won.
    private static final int WORTH_IT = 64;

    private final Deflater deflater = new Deflater(3, true);
    private final Inflater inflater = new Inflater(true);

    byte[] compress(byte[] payload) {
        var room = HEAD + payload.length;
        var out = new byte[room];
        if (payload.length >= WORTH_IT) {
            deflater.reset();
            deflater.setInput(payload);
            deflater.finish();
            var length = deflater.deflate(out, HEAD, payload.length - 1);
            if (deflater.finished()) {
                head(out, DEFLATED, payload.length);
                return Arrays.copyOf(out, HEAD + length);
            }
        }
        head(out, PLAIN, payload.length);
        System.arraycopy(payload, 0, out, HEAD, payload.length);
        return out;
    }

    byte[] expand(byte[] written) throws DataFormatException {
        var kind = written[0];
        var length = ByteBuffer.wrap(written).getInt(1);
        if (kind == PLAIN) {
            return Arrays.copyOfRange(written, HEAD, HEAD + length);
        }
        if (kind != DEFLATED) {
            throw new DataFormatException("written by a newer version");
        }
        var payload = new byte[length];
        inflater.reset();
        inflater.setInput(written, HEAD, written.length - HEAD);
        var read = 0;
        while (read < length && !inflater.finished()) {
            read += inflater.inflate(payload, read, length - read);
        }
        return payload;
    }

    void end() {
        deflater.end();
        inflater.end();
    }

    private static void head(byte[] out, byte kind, int length) {
        ByteBuffer.wrap(out).put(kind).putInt(length);
    }
}
