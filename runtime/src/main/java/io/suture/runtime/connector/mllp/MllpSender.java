package io.suture.runtime.connector.mllp;

import io.suture.engine.channel.Endpoint;
import io.suture.runtime.connector.Connector;
import io.suture.runtime.connector.Consignment;
import io.suture.runtime.connector.EndpointSettings;
import io.suture.runtime.connector.Receipt;
import io.suture.runtime.connector.Receipt.Outcome;
import io.suture.runtime.connector.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;

/// Sends over connections that stay open, and believes an acknowledgement only when its MSA-2 names the message.
final class MllpSender implements Connector.Outbound {
    private static final int MOST_ANSWER_BYTES = 1024 * 1024;
    /// No more than this goes into the system's buffers in any case.
    private static final int FITS_A_BUFFER = 4 * 1024;

    private final Endpoint endpoint;
    private final MllpSettings settings;
    private final BlockingDeque<Line> idle = new LinkedBlockingDeque<>();
    private final Set<Line> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    MllpSender(Endpoint endpoint, MllpSettings settings) {
        this.endpoint = endpoint;
        this.settings = settings;
    }

    private record Line(Socket socket, MllpFrames frames) {
        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // Nothing is owed to a connection that is given up.
                return;
            }
        }
    }

    @Override
    public int parallel() {
        return settings.connections();
    }

    @Override
    public Receipt send(Consignment consignment) {
        String id = Acknowledged.controlId(consignment.bytes());
        if (id.isEmpty()) {
            return Receipt.of(Outcome.REFUSED, "no-control-id", "The output has no MSH-10 to know its answer by.");
        }
        Line line;
        try {
            line = line();
        } catch (IOException e) {
            return Receipt.of(
                    Outcome.TRY_AGAIN,
                    "no-connection",
                    "No connection to " + settings.host() + ":" + settings.port() + ".");
        }
        Receipt receipt = exchange(line, consignment.bytes(), id);
        if (receipt.answer().length > 0 && !receipt.code().equals("garbage") && !closed) {
            idle.addFirst(line);
        } else {
            discard(line);
        }
        return receipt;
    }

    private Receipt exchange(Line line, byte[] bytes, String id) {
        boolean written = false;
        var taken = new AtomicBoolean();
        try {
            if (bytes.length > FITS_A_BUFFER) {
                // Writing has no limit of its own, and one that reads a byte each second would never end it.
                CompletableFuture.delayedExecutor(writeMillis(bytes.length), TimeUnit.MILLISECONDS)
                        .execute(() -> {
                            if (!taken.get()) {
                                line.close();
                            }
                        });
            }
            MllpFrames.write(line.socket().getOutputStream(), bytes);
            taken.set(true);
            written = true;
            MllpFrames.Frame answer = line.frames().within(settings.answerMillis());
            if (answer == null) {
                return Receipt.of(Outcome.TRY_AGAIN, "closed", "The connection was closed instead of an answer.");
            }
            return Acknowledged.read(answer.payload(), id);
        } catch (SocketTimeoutException e) {
            return Receipt.of(
                    Outcome.TRY_AGAIN, "timeout", "No answer within " + settings.answerMillis() / 1_000 + " s.");
        } catch (IOException e) {
            return Receipt.of(
                    Outcome.TRY_AGAIN,
                    "broken",
                    written ? "The connection broke before the answer." : "The connection broke while sending.");
        }
    }

    /// As long as for an answer, and a second more for each megabyte.
    private long writeMillis(int bytes) {
        return settings.answerMillis() + bytes / 1_000L;
    }

    private Line line() throws IOException {
        for (Line waiting = idle.pollFirst(); waiting != null; waiting = idle.pollFirst()) {
            if (isAlive(waiting)) {
                return waiting;
            }
            discard(waiting);
        }
        Socket socket = settings.tls()
                ? Tls.context(new EndpointSettings(endpoint)).getSocketFactory().createSocket()
                : new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(settings.host(), settings.port()), settings.connectMillis());
            if (socket instanceof SSLSocket secure) {
                var parameters = secure.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secure.setSSLParameters(parameters);
                secure.setSoTimeout(settings.connectMillis());
                secure.startHandshake();
            }
            var line = new Line(
                    socket,
                    new MllpFrames(socket, MOST_ANSWER_BYTES, settings.answerMillis(), settings.answerMillis(), null));
            open.add(line);
            return line;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Bytes that came unasked belong to no message of ours; a stream that ended is found when it is written to.
    private static boolean isAlive(Line line) {
        try {
            return !line.socket().isClosed() && line.socket().getInputStream().available() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void discard(Line line) {
        open.remove(line);
        line.close();
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(this::discard);
    }
}
