package io.suture.runtime.connector.mllp;

import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The memory that large messages may take while they are read and until they are kept, for all listeners of a node
/// together. Who needs more than is left waits, with its socket unread. One of those who wait may grow without it, so
/// that many that are half read cannot keep each other waiting for ever; it is then the only one, and has to be there
/// in
/// time. Decision 0073.
final class LargeFrames {
    /// Messages up to this size are not counted.
    static final int SMALL = 64 * 1024;

    private static final int LOOK_MILLIS = 50;
    private static final int SHIFT = 10;

    private final Semaphore kilobytes;
    private final Semaphore alone = new Semaphore(1);

    /// @param most bytes, besides the one that grows alone
    LargeFrames(long most) {
        kilobytes = new Semaphore((int) Math.min(most >> SHIFT, Integer.MAX_VALUE));
    }

    /// A sixteenth of what this program may use: each byte is there several times until it is kept.
    static LargeFrames ofThisProgram() {
        return new LargeFrames(Runtime.getRuntime().maxMemory() / 16);
    }

    Share share() {
        return new Share();
    }

    /// What one message takes. Not thread-safe, but for [#close()].
    final class Share implements AutoCloseable {
        private int taken;
        private boolean isAlone;
        private boolean closed;

        /// Waits until the message may be so large.
        ///
        /// @return whether it grows alone from now on
        boolean growTo(int bytes) throws InterruptedIOException {
            int more = (bytes >> SHIFT) + 1 - taken;
            try {
                while (bytes > SMALL && more > 0 && !isAlone) {
                    if (kilobytes.tryAcquire(more)) {
                        taken += more;
                        return false;
                    }
                    isAlone = alone.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Stopped while it waited for memory");
            }
            return isAlone;
        }

        /// Harmless when repeated.
        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                kilobytes.release(taken);
                if (isAlone) {
                    alone.release();
                }
            }
        }
    }
}
