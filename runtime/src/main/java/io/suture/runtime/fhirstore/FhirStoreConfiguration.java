package io.suture.runtime.fhirstore;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import io.suture.db.Database;
import io.suture.db.Vault;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/// Mounts the FHIR store at `/fhir`. HAPI's server starts with the first request, since reading its model takes
/// seconds, and asks for the database only then: the web server starts before the database is known to answer.
@Configuration(proxyBeanMethods = false)
public class FhirStoreConfiguration {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;

    @Bean
    FhirAccess fhirAccess(Environment environment) {
        // Filters are made before placeholders can be counted on; unresolved, the text itself would name a folder.
        return FhirAccess.of(Path.of(environment.getProperty("studio.data", ".studio/data")));
    }

    @Bean
    FilterRegistrationBean<FhirAccess> fhirAccessFilter(FhirAccess access) {
        var registration = new FilterRegistrationBean<>(access);
        registration.addUrlPatterns("/fhir", "/fhir/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    ServletRegistrationBean<RestfulServer> fhirServer(
            ObjectProvider<Database> database, ObjectProvider<Vault> vault, InstantSource clock) {
        var registration =
                new ServletRegistrationBean<RestfulServer>(new Server(database, vault, clock), "/fhir", "/fhir/*");
        registration.setName("fhir");
        return registration;
    }

    private static final class Server extends RestfulServer {
        private static final long serialVersionUID = 1L;

        private final transient ObjectProvider<Database> database;
        private final transient ObjectProvider<Vault> vault;
        private final transient InstantSource clock;

        Server(ObjectProvider<Database> database, ObjectProvider<Vault> vault, InstantSource clock) {
            this.database = database;
            this.vault = vault;
            this.clock = clock;
        }

        @Override
        protected void initialize() {
            FhirContext context = FhirContext.forR4Cached();
            setFhirContext(context);
            setDefaultResponseEncoding(EncodingEnum.JSON);
            setPagingProvider(new FifoMemoryPagingProvider(LARGEST_PAGE)
                    .setDefaultPageSize(PAGE)
                    .setMaximumPageSize(LARGEST_PAGE));
            Vault opened = vault.getObject();
            var resources = new FhirResourceStore(database.getObject().sql(), opened);
            var store = new FhirStore(resources, context, opened, clock);
            List<Object> endpoints = new ArrayList<>();
            for (String type : context.getResourceTypes()) {
                endpoints.add(new ResourceEndpoint(store, context, type));
            }
            endpoints.add(new BundleEndpoint(store, context));
            registerProviders(endpoints);
        }
    }
}
