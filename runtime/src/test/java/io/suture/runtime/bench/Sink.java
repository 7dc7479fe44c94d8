package io.suture.runtime.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A receiver that answers at once and costs as little as can be. Closed for a while, it hangs up on whoever comes.
abstract sealed class Sink implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean away;

    private Sink() throws IOException {
        server = new ServerSocket(0, 256);
        Thread.ofPlatform().daemon().name("sink").start(this::accept);
    }

    final int port() {
        return server.getLocalPort();
    }

    final void away(boolean now) throws IOException {
        away = now;
        if (now) {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (away) {
                    socket.close();
                    continue;
                }
                open.add(socket);
                Thread.ofPlatform().daemon().name("sink-connection").start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            serve(new BufferedInputStream(socket.getInputStream(), 1 << 16), socket.getOutputStream());
        } catch (IOException ended) {
            open.remove(socket);
        }
    }

    abstract void serve(InputStream in, OutputStream out) throws IOException;

    @Override
    public final void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /// Another hospital system that speaks MLLP.
    static final class Mllp extends Sink {
        private final Journal journal;

        Mllp(Journal journal) throws IOException {
            this.journal = journal;
        }

        @Override
        void serve(InputStream in, OutputStream out) throws IOException {
            byte[] room = new byte[1 << 16];
            for (int length = Frames.read(in, room); length >= 0; length = Frames.read(in, room)) {
                journal.arrived(room, length);
                String id = field(new String(room, 0, Math.min(length, 400), StandardCharsets.ISO_8859_1), 9);
                String answer = "\u000bMSH|^~\\&|EHR|WARD|LAB|NORTH|20260101||ACK|A" + id + "|P|2.5.1\rMSA|AA|" + id
                        + "\r\u001c\r";
                out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        private static String field(String message, int bars) {
            int at = 0;
            for (int bar = 0; bar < bars; bar++) {
                at = message.indexOf('|', at) + 1;
            }
            return message.substring(at, message.indexOf('|', at));
        }
    }

    /// Something that takes FHIR Bundles over HTTP/1.1 and keeps connections open.
    static final class Http extends Sink {
        private static final byte[] ANSWER = answer();
        private final Journal journal;

        Http(Journal journal) throws IOException {
            this.journal = journal;
        }

        private static byte[] answer() {
            String body = "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\"}";
            return ("HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: " + body.length()
                            + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        void serve(InputStream in, OutputStream out) throws IOException {
            while (true) {
                int length = contentLength(in);
                if (length < 0) {
                    return;
                }
                byte[] body = in.readNBytes(length);
                journal.arrived(body, body.length);
                out.write(ANSWER);
            }
        }

        /// Reads a request's head; -1 at the end of the stream.
        private static int contentLength(InputStream in) throws IOException {
            int length = 0;
            var line = new StringBuilder();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    line.append((char) b);
                    continue;
                }
                String text = line.toString().strip().toLowerCase(Locale.ROOT);
                line.setLength(0);
                if (text.isEmpty()) {
                    return length;
                }
                if (text.startsWith("content-length:")) {
                    length = Integer.parseInt(
                            text.substring(text.indexOf(':') + 1).strip());
                }
            }
            return -1;
        }
    }
}
