package io.suture.studio;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Without TLS the studio answers this machine alone: passwords and patients' data never cross a network in the clear.
final class LoopbackOnly implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        bind(event.getEnvironment());
    }

    static void bind(ConfigurableEnvironment environment) {
        if (isEncrypted(environment)) {
            return;
        }
        String address = environment.getProperty("server.address");
        if (address == null) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("loopback", Map.of("server.address", "127.0.0.1")));
        } else if (!isLoopback(address)) {
            throw new Exposed(address);
        }
    }

    static boolean isEncrypted(ConfigurableEnvironment environment) {
        return environment.getProperty("server.ssl.enabled", Boolean.class, true)
                && (environment.containsProperty("server.ssl.bundle")
                        || environment.containsProperty("server.ssl.key-store")
                        || environment.containsProperty("server.ssl.certificate"));
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /// Somebody asked for an open address without TLS.
    static final class Exposed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exposed(String address) {
            super("Without TLS the studio listens on this machine only, not on " + address
                    + ". Set SERVER_SSL_CERTIFICATE and SERVER_SSL_CERTIFICATE_PRIVATE_KEY (PEM files), or leave out"
                    + " SERVER_ADDRESS.");
        }
    }
}
