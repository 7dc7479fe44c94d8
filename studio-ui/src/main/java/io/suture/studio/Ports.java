package io.suture.studio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/// Whether a port is free, asked before the database starts, so that the answer comes at once.
final class Ports {
    private Ports() {}

    /// The line that says so, or null where the port is free. 0 is always free.
    static @Nullable String taken(int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return null;
        } catch (IOException refused) {
            return takenLine(port);
        }
    }

    static String takenLine(int port) {
        return "Port " + port + " is taken. Stop what uses it, or choose another one: --port " + (port + 1);
    }
}
