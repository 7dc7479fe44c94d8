package io.suture.studio.mapping;

import io.suture.db.Database;
import io.suture.engine.format.Format;
import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.studio.audit.AuditTrail;
import io.suture.studio.channel.Drafts;
import io.suture.studio.channel.Preview;
import io.suture.studio.security.Rights;
import io.suture.studio.testing.Samples;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The services behind the mapping screen.
@Configuration(proxyBeanMethods = false)
class MappingConfiguration {

    private static final List<Format> FORMATS = List.of(new Hl7v2Format(), new FhirFormat());

    @Bean
    SharedMaps sharedMaps(Database database, Rights rights, AuditTrail audit, InstantSource clock) {
        return new SharedMaps(new SharedMapStore(database.sql()), rights, audit, clock);
    }

    @Bean
    FieldMappings fieldMappings(Preview preview, SharedMaps shared) {
        return new FieldMappings(FORMATS, preview, shared::library);
    }

    @Bean
    OutputChecks outputChecks() {
        return new OutputChecks(FORMATS);
    }

    @Bean
    MappingSuggestions mappingSuggestions(FieldMappings mappings, Drafts drafts, Samples samples) {
        return new MappingSuggestions(mappings, drafts, samples);
    }
}
