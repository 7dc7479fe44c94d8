package io.suture.studio.rule;

import io.suture.engine.format.fhir.FhirFormat;
import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Preview;
import io.suture.studio.testing.Samples;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the feature together.
@Configuration(proxyBeanMethods = false)
class RuleConfiguration {

    @Bean
    SourceFields sourceFields() {
        return new SourceFields(List.of(new Hl7v2Format(), new FhirFormat()));
    }

    @Bean
    RuleTrials ruleTrials(Compilation compilation, Preview preview, Samples samples) {
        return new RuleTrials(compilation, preview, samples);
    }
}
