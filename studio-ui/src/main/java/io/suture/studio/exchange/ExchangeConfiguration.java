package io.suture.studio.exchange;

import io.suture.studio.mapping.FieldMappings;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The service behind export and import.
@Configuration(proxyBeanMethods = false)
class ExchangeConfiguration {

    @Bean
    Exchange exchange(FieldMappings mappings, InstantSource clock) {
        return new Exchange(mappings, clock);
    }
}
