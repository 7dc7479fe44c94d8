package io.suture.studio.lookup;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the feature together.
@Configuration(proxyBeanMethods = false)
class LookupConfiguration {

    @Bean
    Lookups lookups() {
        return new Lookups();
    }
}
