package io.suture.runtime.connector.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LargeFramesTest {
    private static final int MEGABYTE = 1024 * 1024;
    private static final int MOST = 8 * MEGABYTE;

    /// Two ends of a connection.
    private static Socket[] connection() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var near = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
            return new Socket[] {near, server.accept()};
        }
    }

    private static byte[] message(int size) {
        byte[] message = new byte[size];
        Arrays.fill(message, (byte) 'A');
        return message;
    }

    private static Callable<Void> write(Socket socket, byte[] message) {
        return () -> {
            MllpFrames.write(socket.getOutputStream(), message);
            return null;
        };
    }

    private static int read(Socket socket, LargeFrames large, int stallMillis) throws IOException {
        MllpFrames.Frame frame = Objects.requireNonNull(new MllpFrames(socket, MOST, 0, stallMillis, large).next());
        Objects.requireNonNull(frame.share()).close();
        return frame.payload().length;
    }

    @Test
    void what_is_small_takes_nothing_and_what_is_given_back_can_be_taken_again() throws IOException {
        var large = new LargeFrames(MEGABYTE);
        try (var small = large.share()) {
            assertThat(small.growTo(LargeFrames.SMALL)).isFalse();
        }
        for (int turn = 0; turn < 5; turn++) {
            var share = large.share();
            assertThat(share.growTo(MEGABYTE / 2)).isFalse();
            share.close();
            share.close();
        }
        assertThat(large.share().growTo(MEGABYTE - 1)).isFalse();
    }

    @Test
    void one_of_those_that_find_no_memory_grows_alone_and_the_next_when_it_is_done() throws Exception {
        var large = new LargeFrames(MEGABYTE);
        assertThat(large.share().growTo(MEGABYTE - 1)).isFalse();
        var alone = large.share();
        assertThat(alone.growTo(4 * MEGABYTE)).isTrue();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> next = pool.submit(() -> large.share().growTo(MEGABYTE));
            assertThat(next.isDone()).isFalse();
            alone.close();
            assertThat(next.get()).isTrue();
        }
    }

    @Test
    void many_large_ones_at_once_that_do_not_fit_together_all_come_through() throws Exception {
        var large = new LargeFrames(2 * MEGABYTE);
        byte[] message = message(3 * MEGABYTE);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> reading = new ArrayList<>();
            for (int one = 0; one < 20; one++) {
                Socket[] ends = connection();
                pool.submit(write(ends[0], message));
                reading.add(() -> read(ends[1], large, 60_000));
            }
            for (Future<Integer> length : pool.invokeAll(reading)) {
                assertThat(length.get()).isEqualTo(message.length);
            }
        }
    }

    @Test
    void one_that_grows_alone_and_is_sent_slowly_is_let_go_and_the_next_has_its_turn() throws Exception {
        var large = new LargeFrames(0);
        Socket[] slow = connection();
        Socket[] quick = connection();
        byte[] message = message(200 * 1024);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            slow[0].getOutputStream().write(0x0B);
            slow[0].getOutputStream().write(message);
            // It never stalls for a second: it sends twenty bytes in each.
            Future<?> trickle = pool.submit((Callable<Void>) () -> {
                while (!slow[1].isClosed()) {
                    slow[0].getOutputStream().write('A');
                    LockSupport.parkNanos(50_000_000);
                }
                return null;
            });
            Future<Integer> first = pool.submit(() -> read(slow[1], large, 1_000));
            pool.submit(write(quick[0], message));
            Future<Integer> second = pool.submit(() -> read(quick[1], large, 60_000));
            assertThat(second.get()).isEqualTo(message.length);
            assertThatThrownBy(first::get).hasCauseInstanceOf(SocketTimeoutException.class);
            slow[1].close();
            trickle.cancel(true);
        }
    }
}
