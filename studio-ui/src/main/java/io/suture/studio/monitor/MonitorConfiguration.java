package io.suture.studio.monitor;

import io.suture.runtime.delivery.Deliveries;
import io.suture.runtime.message.Messages;
import io.suture.runtime.replay.Replay;
import io.suture.studio.audit.AuditTrail;
import io.suture.studio.security.Rights;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What people watch Messages with.
@Configuration(proxyBeanMethods = false)
class MonitorConfiguration {

    @Bean
    Monitor monitor(Messages messages, Deliveries deliveries, Replay replay, Rights rights, AuditTrail audit) {
        return new Monitor(messages, deliveries, replay, rights, audit);
    }
}
