package io.suture.studio.approval.ui;

import io.suture.studio.channel.Versions;
import io.suture.studio.kit.Icon;
import io.suture.studio.kit.NavigationEntry;
import io.suture.studio.security.Right;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where approvals stand in the navigation, with how many wait.
@Configuration(proxyBeanMethods = false)
public class ApprovalsNavigation {

    @Bean
    NavigationEntry approvalsEntry(Versions versions) {
        return new NavigationEntry(
                "Approvals",
                Icon.APPROVALS,
                "approvals",
                40,
                Right.READ_CHANNELS,
                () -> versions.waiting().size());
    }
}
