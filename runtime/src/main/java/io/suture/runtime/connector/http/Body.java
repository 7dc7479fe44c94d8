package io.suture.runtime.connector.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/// A request's body, read up to a size and within a time: a sender that drips bytes is as slow as one that sends none.
///
/// @param bytes all of them, or the first where there are more
/// @param cut   whether there are more
record Body(byte[] bytes, boolean cut) {

    /// @throws SocketTimeoutException where it takes too long
    static Body read(Request request, int most, Duration within) throws IOException {
        long end = System.nanoTime() + within.toNanos();
        var bytes = new ByteArrayOutputStream();
        var window = new Window();
        while (request.doRead(window) >= 0) {
            ByteBuffer some = window.getByteBuffer();
            byte[] part = new byte[Math.min(some.remaining(), most - bytes.size())];
            some.get(part);
            bytes.writeBytes(part);
            if (some.hasRemaining()) {
                return new Body(bytes.toByteArray(), true);
            }
            if (System.nanoTime() > end) {
                throw new SocketTimeoutException("The body takes too long");
            }
        }
        return new Body(bytes.toByteArray(), false);
    }

    /// What the server has read and not given yet.
    private static final class Window implements ApplicationBufferHandler {
        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer given) {
            buffer = given;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // Bodies are given as they come.
        }
    }
}
