package io.suture.runtime.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Laboratories that send results over MLLP. A patient belongs to one connection, so that the order of sending is
/// known.
final class Traffic implements AutoCloseable {

    /// How somebody sends.
    ///
    /// @param connections at once
    /// @param window      messages that go out before an answer must have come; 1 as most senders do
    /// @param patients    in all
    /// @param perSecond   of all connections together; 0 as fast as answers come
    /// @param most        messages in all; 0 until closed
    record Plan(int connections, int window, int patients, double perSecond, long most) {}

    private final Journal journal;
    private final Plan plan;
    private final int port;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;
    private volatile @Nullable Throwable failure;

    Traffic(Journal journal, int port, Plan plan) {
        this.journal = journal;
        this.port = port;
        this.plan = plan;
        for (int connection = 0; connection < plan.connections(); connection++) {
            int number = connection;
            threads.add(
                    Thread.ofPlatform().daemon().name("laboratory-" + number).start(() -> send(number)));
        }
    }

    private void send(int connection) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            var in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            byte[] frame = Result.frame();
            Deque<Integer> underWay = new ArrayDeque<>();
            long left = plan.most() == 0 ? Long.MAX_VALUE : plan.most() / plan.connections();
            double pace = plan.perSecond() == 0 ? 0 : 1e9 * plan.connections() / plan.perSecond();
            long start = System.nanoTime();
            int own = Math.max(1, plan.patients() / plan.connections());
            for (long sent = 0; sent < left && !closing; ) {
                while (underWay.size() < plan.window() && sent < left && !closing) {
                    pause(start + (long) (sent * pace));
                    int patient = connection + plan.connections() * (int) (sent % own);
                    int number = journal.sent(patient);
                    Result.fill(frame, number, patient);
                    out.write(frame);
                    underWay.add(number);
                    sent++;
                }
                acknowledge(in, underWay.remove());
            }
            while (!underWay.isEmpty()) {
                acknowledge(in, underWay.remove());
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private static void pause(long until) {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void acknowledge(InputStream in, int number) throws IOException {
        byte[] answer = new byte[1024];
        int length = Frames.read(in, answer);
        if (length < 0) {
            throw new EOFException("closed instead of an answer");
        }
        String text = new String(answer, 0, length, StandardCharsets.ISO_8859_1);
        if (!text.contains("\rMSA|AA|" + Result.controlId(number))) {
            throw new IOException("Not acknowledged: " + text);
        }
        journal.acknowledged(number);
    }

    /// Waits until all was sent and answered.
    void await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("A sender gave up", thrown);
        }
    }

    /// Sends nothing more and waits for the answers that are owed.
    @Override
    public void close() throws InterruptedException {
        closing = true;
        await();
    }
}
