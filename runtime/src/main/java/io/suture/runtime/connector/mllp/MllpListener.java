package io.suture.runtime.connector.mllp;

import io.suture.runtime.connector.Connector;
import io.suture.runtime.connector.Inbound;
import io.suture.runtime.connector.Reply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on one port. Each connection has a virtual thread that reads and one that answers, with a bounded queue of
/// answers between them: senders may go on sending before they are answered, answers come in order, and a sender that
/// reads no answers is soon not read from either.
final class MllpListener implements Connector.Listener {
    private static final Logger log = LoggerFactory.getLogger(MllpListener.class);
    private static final int UNDER_WAY = 256;
    private static final int SEND_BUFFER = 64 * 1024;
    private static final Duration DRAIN = Duration.ofSeconds(4);

    private final ServerSocket server;
    private final MllpSettings settings;
    private final Inbound inbound;
    private final LargeFrames large;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore places;
    private final Thread accepting;
    private volatile boolean closing;

    /// @param large where the memory for large messages comes from
    MllpListener(ServerSocket server, MllpSettings settings, Inbound inbound, LargeFrames large) {
        this.large = large;
        this.server = server;
        this.settings = settings;
        this.inbound = inbound;
        this.places = new Semaphore(settings.connections());
        this.accepting =
                Thread.ofVirtual().name("mllp-" + server.getLocalPort()).start(this::accept);
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!closing) {
            try {
                places.acquire();
                Socket socket = server.accept();
                var connection = new Connection(socket);
                connections.add(connection);
                connection.start();
            } catch (InterruptedException | SocketException e) {
                if (!closing) {
                    log.warn("Port {} accepts no more connections: {}", port(), e.getMessage());
                }
                return;
            } catch (IOException e) {
                places.release();
                log.warn("A connection to port {} could not be accepted: {}", port(), e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            server.close();
        } catch (IOException e) {
            log.debug("Closing port {}: {}", port(), e.getMessage());
        }
        accepting.interrupt();
        connections.forEach(Connection::stopReading);
        long until = System.nanoTime() + DRAIN.toNanos();
        for (Connection connection : connections) {
            connection.await(until);
        }
        connections.forEach(Connection::cutOff);
    }

    private final class Connection {
        private static final CompletableFuture<Reply> END = new CompletableFuture<>();

        private final Socket socket;
        private final String peer;
        private final BlockingQueue<CompletableFuture<Reply>> answers = new ArrayBlockingQueue<>(UNDER_WAY);
        private final Thread reader;
        private final Thread writer;
        private volatile boolean broken;
        private volatile boolean awaiting;

        Connection(Socket socket) {
            this.socket = socket;
            this.peer = socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
            this.reader = Thread.ofVirtual().name("mllp-in " + peer).unstarted(this::read);
            this.writer = Thread.ofVirtual().name("mllp-ack " + peer).unstarted(this::answer);
        }

        void start() {
            reader.start();
            writer.start();
        }

        private void read() {
            try {
                socket.setTcpNoDelay(true);
                // Answers are small; what a sender does not read is not to pile up in the system either.
                socket.setSendBufferSize(SEND_BUFFER);
                keepAlive();
                var frames = new MllpFrames(
                        socket, settings.mostBytes(), settings.idleMillis(), settings.stallMillis(), large);
                while (!closing && !broken && awaitRoom()) {
                    MllpFrames.Frame frame = frames.next();
                    if (frame == null) {
                        return;
                    }
                    answers.put(kept(frame, inbound.receive(frame.payload(), peer, frame.cut())));
                    if (frame.cut()) {
                        log.warn("{} sent more than {} bytes in one message: refused", peer, settings.mostBytes());
                        return;
                    }
                }
            } catch (InterruptedException | InterruptedIOException e) {
                log.debug("Reading from {} ends: {}", peer, e.getMessage());
            } catch (IOException e) {
                if (!closing) {
                    log.info("The connection from {} broke: {}", peer, e.getMessage());
                }
            } finally {
                finish();
            }
        }

        private boolean awaitRoom() throws InterruptedException {
            awaiting = true;
            try {
                return inbound.awaitRoom();
            } finally {
                awaiting = false;
            }
        }

        private static CompletableFuture<Reply> kept(MllpFrames.Frame frame, CompletableFuture<Reply> reply) {
            LargeFrames.Share share = frame.share();
            return share == null ? reply : reply.whenComplete((said, failure) -> share.close());
        }

        private void finish() {
            try {
                answers.put(END);
            } catch (InterruptedException e) {
                writer.interrupt();
            }
        }

        private void answer() {
            try {
                while (true) {
                    CompletableFuture<Reply> next = answers.take();
                    if (next == END) {
                        return;
                    }
                    Reply reply = next.get();
                    if (!reply.isNone()) {
                        MllpFrames.write(socket.getOutputStream(), reply.bytes());
                    }
                }
            } catch (ExecutionException e) {
                log.warn("A message from {} could not be kept, so it was not answered: {}", peer, cause(e));
            } catch (InterruptedException e) {
                log.debug("Answering {} ends", peer);
            } catch (IOException e) {
                log.info("{} could not be answered: {}", peer, e.getMessage());
            } finally {
                broken = true;
                cutOff();
                reader.interrupt();
                if (connections.remove(this)) {
                    places.release();
                }
            }
        }

        private String cause(ExecutionException e) {
            return e.getCause() == null
                    ? "unknown"
                    : String.valueOf(e.getCause().getMessage());
        }

        /// Half-open connections are noticed within two minutes.
        private void keepAlive() throws IOException {
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
                socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 60);
                socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 10);
                socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 6);
            }
        }

        void stopReading() {
            if (awaiting) {
                reader.interrupt();
            }
            try {
                socket.shutdownInput();
            } catch (IOException | UnsupportedOperationException e) {
                reader.interrupt();
            }
        }

        void await(long until) {
            try {
                writer.join(Duration.ofNanos(Math.max(until - System.nanoTime(), 1)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void cutOff() {
            try {
                socket.close();
            } catch (IOException e) {
                log.debug("Closing {}: {}", peer, e.getMessage());
            }
        }
    }
}
