package io.suture.runtime.connector.mllp;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Connector;
import io.suture.runtime.connector.EndpointSettings;
import io.suture.runtime.connector.Inbound;
import io.suture.runtime.connector.Setting;
import io.suture.runtime.connector.Tls;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import javax.net.ssl.SSLServerSocket;

/// HL7 v2 over TCP: `0x0B … 0x1C 0x0D`. Our own, on virtual threads.
public final class MllpConnector implements Connector {
    private static final int BACKLOG = 512;

    private final LargeFrames large = LargeFrames.ofThisProgram();

    @Override
    public String name() {
        return "mllp";
    }

    @Override
    public List<Setting> settings(Direction direction) {
        return MllpSettings.known(direction);
    }

    @Override
    public List<Problem> check(Endpoint endpoint, Direction direction) {
        return MllpSettings.check(endpoint, direction);
    }

    @Override
    public Listener listen(Endpoint endpoint, Inbound inbound) throws IOException {
        var settings = MllpSettings.of(endpoint, Direction.IN);
        ServerSocket server = socket(endpoint, settings);
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(settings.host(), settings.port()), BACKLOG);
        } catch (BindException e) {
            server.close();
            throw new IOException("Port " + settings.port() + " is taken: stop what uses it, or name another one.", e);
        }
        return new MllpListener(server, settings, inbound, large);
    }

    private static ServerSocket socket(Endpoint endpoint, MllpSettings settings) throws IOException {
        if (!settings.tls()) {
            return new ServerSocket();
        }
        var server = (SSLServerSocket) Tls.context(new EndpointSettings(endpoint))
                .getServerSocketFactory()
                .createServerSocket();
        server.setNeedClientAuth(settings.clientNeeded());
        return server;
    }

    @Override
    public Outbound open(Endpoint endpoint) {
        return new MllpSender(endpoint, MllpSettings.of(endpoint, Direction.OUT));
    }
}
