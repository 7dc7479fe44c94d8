package io.suture.runtime.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// MLLP frames, as plain as can be.
final class Frames {
    private Frames() {}

    /// The next frame's payload into the room given; its length, or -1 at the end of the stream.
    static int read(InputStream in, byte[] room) throws IOException {
        int b = in.read();
        while (b >= 0 && b != 0x0B) {
            b = in.read();
        }
        if (b < 0) {
            return -1;
        }
        int length = 0;
        for (b = in.read(); b != 0x1C; b = in.read()) {
            if (b < 0) {
                throw new EOFException("closed in the middle");
            }
            room[length++] = (byte) b;
        }
        in.read();
        return length;
    }
}
