package io.suture.runtime;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.runtime.fhirstore.FhirAccess;
import io.suture.runtime.fhirstore.FhirStoreConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import org.assertj.core.api.Assertions;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// The FHIR store over HTTP, which can go away and come back at the same address.
final class TestFhirStore implements AutoCloseable {
    private final Database database;
    private final Vault vault;
    private final Path folder;
    private ConfigurableApplicationContext application;
    private final int port;

    @Import({
        FhirStoreConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class
    })
    static class Application {}

    TestFhirStore(Database database, Vault vault, Path folder) {
        this.database = database;
        this.vault = vault;
        this.folder = folder;
        this.application = start(0);
        this.port = Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private ConfigurableApplicationContext start(int at) {
        var spring = new SpringApplication(Application.class);
        spring.setWebApplicationType(WebApplicationType.SERVLET);
        spring.setLogStartupInfo(false);
        spring.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("database", database);
            context.getBeanFactory().registerSingleton("vault", vault);
            context.getBeanFactory().registerSingleton("clock", InstantSource.system());
        });
        return spring.run(
                "--server.port=" + at,
                "--server.address=127.0.0.1",
                "--studio.data=" + folder,
                "--logging.level.root=WARN");
    }

    String address() {
        return "http://127.0.0.1:" + port + "/fhir";
    }

    String token() {
        return FhirAccess.of(folder).token();
    }

    void goAway() {
        application.close();
    }

    void comeBack() {
        application = start(port);
    }

    /// Creates a resource, or replaces whatever answers to a search.
    void put(String search, String resource) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address() + "/" + search.replace("|", "%7C")))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/fhir+json")
                .PUT(HttpRequest.BodyPublishers.ofString(resource))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            Assertions.assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()))
                    .extracting(HttpResponse::statusCode)
                    .isIn(200, 201);
        }
    }

    @Override
    public void close() {
        application.close();
    }
}
