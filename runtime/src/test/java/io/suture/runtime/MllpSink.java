package io.suture.runtime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A receiver that keeps what it gets, in order, and answers as it is told.
final class MllpSink implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Function<String, String> code = message -> "AA";

    MllpSink() throws IOException {
        server = new ServerSocket(0);
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> received() {
        return received;
    }

    /// @param codes MSA-1 for a message; an empty one closes the connection instead
    void answer(Function<String, String> codes) {
        code = codes;
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
                received.add(message);
                String id = MllpClient.field(message, "MSH", 10);
                String answer = "\u000bMSH|^~\\&|EHR|WARD|LAB|NORTH|20260101||ACK|A" + id + "|P|2.5.1\rMSA|" + said
                        + "|" + id + "\r\u001c\r";
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
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
