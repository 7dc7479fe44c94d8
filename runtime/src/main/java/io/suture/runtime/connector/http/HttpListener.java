package io.suture.runtime.connector.http;

import io.suture.runtime.connector.Connector;
import io.suture.runtime.connector.Inbound;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on one port, with the HTTP/1.1 reader of the server that serves the studio and limits of its own: none of
/// the server's containers and no folder. Each request has a virtual thread. Decision 0060.
final class HttpListener implements Connector.Listener {
    private static final Logger log = LoggerFactory.getLogger(HttpListener.class);
    private static final int BACKLOG = 128;
    private static final int HEAD_BYTES = 16 * 1024;
    private static final int MOST_HEADERS = 64;
    private static final int SWALLOWED_BYTES = 2 * 1024 * 1024;
    private static final Duration DRAIN = Duration.ofSeconds(4);

    private final Http11NioProtocol server = new Http11NioProtocol();
    private final Intake intake;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService chores = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("http-chores").factory());

    /// @throws IOException where the address cannot be bound or the TLS settings not be used
    HttpListener(ListenSettings settings, Inbound inbound) throws IOException {
        intake = new Intake(settings, inbound);
        try {
            set(settings);
            server.init();
            server.start();
        } catch (BindException e) {
            discard();
            throw new IOException("Port " + settings.port() + " is taken: stop what uses it, or name another one.", e);
        } catch (Exception e) {
            discard();
            throw new IOException("Port " + settings.port() + " cannot be listened on: " + e.getMessage(), e);
        }
    }

    private void set(ListenSettings settings) throws IOException {
        server.setAdapter(intake);
        server.setExecutor(threads);
        server.setUtilityExecutor(chores);
        server.setAddress(InetAddress.getByName(settings.host()));
        server.setPort(settings.port());
        server.setAcceptCount(BACKLOG);
        server.setTcpNoDelay(true);
        server.setMaxConnections(settings.connections());
        server.setMaxHttpHeaderSize(HEAD_BYTES);
        server.setMaxHeaderCount(MOST_HEADERS);
        server.setMaxTrailerSize(HEAD_BYTES);
        server.setMaxSwallowSize(SWALLOWED_BYTES);
        server.setConnectionTimeout(settings.idleMillis());
        server.setKeepAliveTimeout(settings.idleMillis());
        server.setDisableUploadTimeout(false);
        server.setConnectionUploadTimeout(settings.stallMillis());
        if (settings.tls()) {
            server.setSSLEnabled(true);
            server.addSslHostConfig(tls(settings));
        }
    }

    private static SSLHostConfig tls(ListenSettings settings) {
        var host = new SSLHostConfig();
        host.setProtocols("TLSv1.2+TLSv1.3");
        if (settings.clientNeeded()) {
            host.setCertificateVerification("required");
        }
        if (!settings.authorities().isEmpty()) {
            host.setCaCertificateFile(settings.authorities());
        }
        var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateFile(settings.certificate());
        certificate.setCertificateKeyFile(settings.key());
        host.addCertificate(certificate);
        return host;
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.pause();
            server.closeServerSocketGraceful();
            intake.drain(DRAIN);
        } catch (Exception e) {
            log.debug("Pausing an HTTP listener: {}", e.getMessage());
        }
        discard();
    }

    private void discard() {
        try {
            server.stop();
            server.destroy();
        } catch (Exception e) {
            log.debug("Closing an HTTP listener: {}", e.getMessage());
        }
        threads.shutdown();
        chores.shutdownNow();
    }
}
