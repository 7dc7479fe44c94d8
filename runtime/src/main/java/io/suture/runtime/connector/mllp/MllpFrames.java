package io.suture.runtime.connector.mllp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts a stream into what stands between `0x0B` and `0x1C 0x0D`.
///
/// Forgiving where nothing can be misread: noise between frames is skipped; an end block without its carriage
/// return ends a frame when the next one begins, the stream ends, or nothing follows for a moment; `0x1C` before
/// any other byte is data. Not forgiving where a message could be half: one that is cut off by the next start
/// block or by the end of the stream is none, and its sender gets no answer for it.
final class MllpFrames {
    static final int START = 0x0B;
    static final int END = 0x1C;
    static final int RETURN = 0x0D;
    private static final int FIRST = 4 * 1024;
    /// How long a carriage return may be late before an end block counts without it.
    private static final int LATE_MILLIS = 300;
    private static final long NANOS = 1_000_000;

    /// What stood in a frame.
    ///
    /// @param share of the memory for large ones, to be given back when it is kept; null where it takes none
    /// @param cut whether it went on beyond what is taken; the stream cannot be read further then
    record Frame(byte[] payload, boolean cut, LargeFrames.@Nullable Share share) {}

    private final Socket socket;
    private final @Nullable LargeFrames large;
    private final InputStream in;
    private final int most;
    private final int idleMillis;
    private final int stallMillis;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;
    private int filled;
    private boolean started;
    private long until = Long.MAX_VALUE;

    /// @param most        bytes that a frame may hold
    /// @param idleMillis  how long may pass between frames; 0 for ever
    /// @param stallMillis how long may pass between bytes of one frame
    /// @param large       where the memory for large ones comes from; null where `most` is small
    MllpFrames(Socket socket, int most, int idleMillis, int stallMillis, @Nullable LargeFrames large)
            throws IOException {
        this.socket = socket;
        this.large = large;
        this.in = socket.getInputStream();
        this.most = most;
        this.idleMillis = idleMillis;
        this.stallMillis = stallMillis;
    }

    /// The next frame, which must be there in full within so long.
    @Nullable
    Frame within(int millis) throws IOException {
        until = System.nanoTime() + millis * NANOS;
        try {
            return next();
        } finally {
            until = Long.MAX_VALUE;
        }
    }

    /// The next frame; null at the end of the stream.
    ///
    /// @throws SocketTimeoutException where nothing came for too long
    /// @throws EOFException           where the stream ended within a frame
    @Nullable
    Frame next() throws IOException {
        socket.setSoTimeout(idleMillis);
        while (!started) {
            int b = read();
            if (b < 0) {
                return null;
            }
            started = b == START;
        }
        started = false;
        socket.setSoTimeout(stallMillis);
        return frame();
    }

    private Frame frame() throws IOException {
        LargeFrames.Share share = large == null ? null : large.share();
        boolean whole = false;
        try {
            Frame frame = frame(share);
            whole = true;
            return frame;
        } finally {
            until = Long.MAX_VALUE;
            if (!whole && share != null) {
                share.close();
            }
        }
    }

    private Frame frame(LargeFrames.@Nullable Share share) throws IOException {
        byte[] payload = new byte[FIRST];
        int length = 0;
        while (true) {
            if (at == filled && !fill()) {
                throw new EOFException("The connection ended within a message");
            }
            int from = at;
            while (at < filled && buffer[at] != END && buffer[at] != START) {
                at++;
            }
            int run = at - from;
            if (length + run > most) {
                int taken = most - length;
                payload = room(payload, length, taken, share);
                System.arraycopy(buffer, from, payload, length, taken);
                return new Frame(Arrays.copyOf(payload, most), true, share);
            }
            payload = room(payload, length, run + 1, share);
            System.arraycopy(buffer, from, payload, length, run);
            length += run;
            if (at == filled) {
                continue;
            }
            int mark = buffer[at++];
            if (mark == START) {
                // Whatever came before was never ended: half a message is none.
                length = 0;
            } else if (isEnd()) {
                return new Frame(Arrays.copyOf(payload, length), false, share);
            } else {
                payload[length++] = END;
            }
        }
    }

    /// Whether the `0x1C` just read ends the frame.
    private boolean isEnd() throws IOException {
        if (at == filled) {
            socket.setSoTimeout(LATE_MILLIS);
            try {
                if (!fill()) {
                    return true;
                }
            } catch (SocketTimeoutException late) {
                return true;
            } finally {
                socket.setSoTimeout(stallMillis);
            }
        }
        if (buffer[at] == RETURN) {
            at++;
            return true;
        }
        if (buffer[at] == START) {
            at++;
            started = true;
            return true;
        }
        return false;
    }

    private byte[] room(byte[] payload, int length, int more, LargeFrames.@Nullable Share share) throws IOException {
        if (length + more <= payload.length) {
            return payload;
        }
        int size = Math.max(length + more, (int) Math.min(2L * payload.length, most + 1L));
        if (share != null && share.growTo(size) && until == Long.MAX_VALUE) {
            // Others wait for it: no sender keeps them waiting by sending slowly.
            until = System.nanoTime() + NANOS * (stallMillis + most / 1_000L);
        }
        return Arrays.copyOf(payload, size);
    }

    private int read() throws IOException {
        return at == filled && !fill() ? -1 : buffer[at++] & 0xFF;
    }

    private boolean fill() throws IOException {
        if (until != Long.MAX_VALUE) {
            long left = (until - System.nanoTime()) / NANOS;
            if (left <= 0) {
                throw new SocketTimeoutException("It was not there in time");
            }
            socket.setSoTimeout((int) left);
        }
        int read = in.read(buffer, 0, buffer.length);
        at = 0;
        filled = Math.max(read, 0);
        return read > 0;
    }

    /// Writes one frame, in one piece so that it goes out in one packet where it fits.
    static void write(OutputStream out, byte[] payload) throws IOException {
        byte[] framed = new byte[payload.length + 3];
        framed[0] = START;
        System.arraycopy(payload, 0, framed, 1, payload.length);
        framed[payload.length + 1] = END;
        framed[payload.length + 2] = RETURN;
        out.write(framed);
        out.flush();
    }
}
