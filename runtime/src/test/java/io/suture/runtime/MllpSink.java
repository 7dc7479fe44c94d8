package io.suture.runtime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// A receiver that keeps what it gets, in order, and answers as it is told.
final class MllpSink implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> received = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Function<String, String> code = message -> "AA";
    private volatile ToIntFunction<String> bytes = message -> 0;

    MllpSink() throws IOException {
        server = new ServerSocket(0);
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// What came so far.
    List<String> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    int count() {
        synchronized (received) {
            return received.size();
        }
    }

    /// @param codes MSA-1 for a message; an empty one closes the connection instead
    void answer(Function<String, String> codes) {
        code = codes;
    }

    /// How an answer is written: as a whole (0), so many bytes each 100 ms, or half of it before hanging up (below 0).
    void bytes(ToIntFunction<String> atOnce) {
        bytes = atOnce;
    }

    private static void write(OutputStream out, byte[] answer, int atOnce) throws IOException {
        if (atOnce < 0) {
            out.write(answer, 0, answer.length / 2);
            out.flush();
            throw new IOException("hung up");
        }
        for (int at = 0; at < answer.length; at += atOnce == 0 ? answer.length : atOnce) {
            out.write(answer, at, atOnce == 0 ? answer.length : Math.min(atOnce, answer.length - at));
            out.flush();
            if (atOnce > 0) {
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                String message = MllpClient.read(in);
                String said = code.apply(message);
                if (said.isEmpty()) {
                    return;
                }
                synchronized (received) {
                    received.add(message);
                }
                String id = MllpClient.field(message, "MSH", 10);
                String answer = "\u000bMSH|^~\\&|EHR|WARD|LAB|NORTH|20260101||ACK|A" + id + "|P|2.5.1\rMSA|" + said
                        + "|" + id + "\r\u001c\r";
                write(socket.getOutputStream(), answer.getBytes(StandardCharsets.UTF_8), bytes.applyAsInt(message));
            }
        } catch (IOException e) {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
