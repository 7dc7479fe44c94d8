package io.suture.studio.audit;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.studio.security.CurrentActor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the trail together.
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
    @Bean
    AuditStore auditStore(Database database, Vault vault) {
        return new AuditStore(database, vault);
    }

    @Bean
    Performers performers(ObjectProvider<CurrentActor> current) {
        return () -> current.getObject().actorOrNull();
    }
}
