package io.suture.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;

/// Stands between two programs and passes on what they say, until it is told to hang up on everybody, or to say nothing
/// more on what is open, as a network does whose path was cut.
final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private final IntSupplier target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean refusing;
    private volatile int path;

    /// @param target the port behind it, asked for each connection
    Relay(IntSupplier target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// Ends every connection, and each further one as soon as it is made.
    void refuse() {
        refusing = true;
        open.forEach(Relay::close);
    }

    void letThrough() {
        refusing = false;
    }

    /// Nothing passes any more on the connections that are open, and no end of them either. Further ones pass.
    void cut() {
        path++;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                if (refusing) {
                    near.close();
                } else {
                    join(near);
                }
            } catch (IOException e) {
                continue;
            }
        }
    }

    private void join(Socket near) throws IOException {
        Socket far;
        try {
            far = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
        } catch (IOException e) {
            near.close();
            return;
        }
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        open.add(near);
        open.add(far);
        int through = path;
        Thread.ofVirtual().start(() -> pump(near, far, through));
        Thread.ofVirtual().start(() -> pump(far, near, through));
    }

    private void pump(Socket from, Socket to, int through) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0 && through == path; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            close(from);
        }
        if (through != path && !refusing) {
            awaitEnd();
        }
        close(from);
        close(to);
    }

    private void awaitEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        refusing = true;
        closed.countDown();
        server.close();
        open.forEach(Relay::close);
    }
}
