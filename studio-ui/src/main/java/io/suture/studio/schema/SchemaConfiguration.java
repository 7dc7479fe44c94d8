package io.suture.studio.schema;

import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.studio.mapping.FieldMappings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the feature together.
@Configuration(proxyBeanMethods = false)
class SchemaConfiguration {

    @Bean
    Schemas schemas(FieldMappings mappings) {
        return new Schemas(mappings, new Hl7v2Format());
    }
}
