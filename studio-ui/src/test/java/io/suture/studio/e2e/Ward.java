package io.suture.studio.e2e;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A system on the ward that takes messages over MLLP and answers as it is told, with the patient's name in the answer
/// as careless systems do.
public final class Ward implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile String code = "AA";

    public Ward() throws IOException {
        server = new ServerSocket(0);
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /// @param msa MSA-1 from now on
    public void answer(String msa) {
        code = msa;
    }

    public List<String> received() {
        return List.copyOf(received);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            for (String message = Lab.block(in); !message.isBlank(); message = Lab.block(in)) {
                received.add(message);
                String id = message.split("\\|", -1)[9];
                String answer = "\u000bMSH|^~\\&|WARD|NORTH|LAB|NORTH|20260101||ACK|A" + id + "|P|2.5.1\rMSA|" + code
                        + "|" + id + "|QUILL is on no ward of ours\r\u001c\r";
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            }
        } catch (IOException gone) {
            // The sender closed the connection: there is nobody left to answer.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
