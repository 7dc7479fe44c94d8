package io.suture.runtime;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.runtime.connector.Connectors;
import io.suture.runtime.connector.fhir.FhirConnector;
import io.suture.runtime.connector.http.HttpConnector;
import io.suture.runtime.connector.mllp.MllpConnector;
import io.suture.runtime.delivery.Deliveries;
import io.suture.runtime.deployment.ActiveChannels;
import io.suture.runtime.deployment.Deployments;
import io.suture.runtime.fhirstore.FhirAccess;
import io.suture.runtime.message.Messages;
import io.suture.runtime.replay.Replay;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The runtime as part of an application: of a node, or of the studio, which imports this. Database, Vault and
/// clock are the application's. `studio.unapproved` lets documents run that nobody approved.
@Configuration(proxyBeanMethods = false)
public class RuntimeConfiguration {

    /// The protocols that are spoken.
    @Bean
    public static Connectors connectors() {
        return new Connectors(List.of(new MllpConnector(), new FhirConnector(), new HttpConnector()));
    }

    @Bean(destroyMethod = "")
    RuntimeNode runtimeNode(
            Database database,
            Vault vault,
            Connectors connectors,
            InstantSource clock,
            ObjectProvider<FhirAccess> ownStore,
            @Value("${server.port:8080}") int port,
            @Value("${studio.unapproved:false}") boolean unapproved) {
        return new RuntimeNode(database, vault, connectors, settings(ownStore, port), name(), unapproved, clock);
    }

    /// The environment; where it names no FHIR server, Channels send to the store that runs here, with its token.
    private static Map<String, String> settings(ObjectProvider<FhirAccess> ownStore, int port) {
        Map<String, String> settings = new HashMap<>(System.getenv());
        ownStore.ifAvailable(access -> {
            if (!settings.containsKey("FHIR_BASE_URL")) {
                settings.put("FHIR_BASE_URL", "http://localhost:" + port + "/fhir");
                settings.put("FHIR_TOKEN", access.token());
            }
        });
        return settings;
    }

    private static String name() {
        long process = ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + process;
        } catch (UnknownHostException e) {
            return "node-" + process;
        }
    }

    @Bean
    Deployments deployments(RuntimeNode node) {
        return node.deployments();
    }

    @Bean(destroyMethod = "")
    ActiveChannels activeChannels(RuntimeNode node) {
        return node.channels();
    }

    @Bean
    Messages messages(RuntimeNode node) {
        return node.messages();
    }

    @Bean
    Deliveries deliveries(RuntimeNode node) {
        return node.deliveries();
    }

    @Bean
    Replay replay(RuntimeNode node) {
        return node.replay();
    }

    /// Starts before the web server answers, and stops after it.
    @Bean
    SmartLifecycle runtimeLifecycle(RuntimeNode node) {
        return new SmartLifecycle() {
            @Override
            public void start() {
                node.start();
            }

            @Override
            public void stop() {
                node.close();
            }

            @Override
            public boolean isRunning() {
                return node.isRunning();
            }

            @Override
            public int getPhase() {
                return 0;
            }
        };
    }
}
