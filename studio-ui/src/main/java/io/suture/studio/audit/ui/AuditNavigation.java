package io.suture.studio.audit.ui;

import io.suture.studio.kit.Icon;
import io.suture.studio.kit.NavigationEntry;
import io.suture.studio.security.Right;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where auditors find the trail.
@Configuration(proxyBeanMethods = false)
public class AuditNavigation {
    @Bean
    NavigationEntry auditEntry() {
        return new NavigationEntry("Audit", Icon.AUDIT, "audit", 80, Right.READ_AUDIT);
    }
}
