package io.suture.studio.channel;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.engine.ChannelCompiler;
import io.suture.runtime.connector.Connectors;
import io.suture.studio.audit.AuditTrail;
import io.suture.studio.security.Rights;
import io.suture.studio.testing.RegressionRuns;
import io.suture.studio.testing.Samples;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The services that people work on Channels with.
@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {

    @Bean
    Drafts drafts(Database database, Rights rights, AuditTrail audit, InstantSource clock) {
        return new Drafts(database.sql(), rights, audit, clock);
    }

    @Bean
    Presence presence() {
        return new Presence();
    }

    @Bean
    Samples samples(Database database, Vault vault, Rights rights, AuditTrail audit, InstantSource clock) {
        return new Samples(database.sql(), vault, rights, audit, clock);
    }

    @Bean
    RegressionRuns regressionRuns(Samples samples) {
        return new RegressionRuns(samples);
    }

    @Bean
    Compilation compilation() {
        return new Compilation(ChannelCompiler.standard(), System.getenv());
    }

    @Bean
    Endpoints endpoints(Connectors connectors, Compilation compilation) {
        return new Endpoints(connectors, compilation);
    }

    @Bean
    Preview preview(Compilation compilation, Rights rights) {
        return new Preview(compilation, rights);
    }

    @Bean
    Versions versions(
            Database database,
            Drafts drafts,
            RegressionRuns regression,
            Compilation compilation,
            Endpoints endpoints,
            Rights rights,
            AuditTrail audit,
            InstantSource clock) {
        return new Versions(database.sql(), drafts, regression, compilation, endpoints, rights, audit, clock);
    }
}
