package io.suture.studio;

import io.suture.db.Database;
import io.suture.db.Vault;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where everything is kept: one PostgreSQL, embedded unless another one is named, and the Vault over it.
@Configuration(proxyBeanMethods = false)
class Storage {

    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    @ConditionalOnMissingBean
    Database database(
            @Value("${studio.database.url:}") String url,
            @Value("${studio.database.user:}") String user,
            @Value("${studio.database.password:}") String password,
            @Value("${studio.data:.studio/data}") Path data) {
        return url.isBlank()
                ? Database.embedded(data)
                : Database.external(url, user.isBlank() ? null : user, password.isBlank() ? null : password);
    }

    @Bean
    @ConditionalOnMissingBean
    Vault vault(Database database, InstantSource clock, @Value("${studio.data:.studio/data}") Path data) {
        return Vault.open(database, data, System.getenv(), clock);
    }
}
