package io.suture.runtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A sender, as plain as one can be.
final class MllpClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    MllpClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /// Sends, waits, gives the answer.
    String ask(byte[] message) throws IOException {
        send(message);
        return answer();
    }

    void send(byte[] message) throws IOException {
        var framed = new ByteArrayOutputStream();
        framed.write(0x0B);
        framed.write(message);
        framed.write(0x1C);
        framed.write(0x0D);
        raw(framed.toByteArray());
    }

    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    String answer() throws IOException {
        return read(in);
    }

    static String read(InputStream in) throws IOException {
        var text = new ByteArrayOutputStream();
        for (int b = in.read(); b != 0x0B; b = in.read()) {
            if (b < 0) {
                throw new EOFException("closed");
            }
        }
        for (int b = in.read(); b != 0x1C; b = in.read()) {
            if (b < 0) {
                throw new EOFException("closed in the middle");
            }
            text.write(b);
        }
        in.read();
        return text.toString(StandardCharsets.UTF_8);
    }

    static String field(String message, String segment, int number) {
        for (String line : message.split("\r")) {
            if (line.startsWith(segment)) {
                String[] fields = line.split("\\|", -1);
                int index = segment.equals("MSH") ? number - 1 : number;
                return index < fields.length ? fields[index] : "";
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
