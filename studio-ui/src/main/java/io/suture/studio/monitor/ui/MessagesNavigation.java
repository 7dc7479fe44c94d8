package io.suture.studio.monitor.ui;

import io.suture.studio.kit.Icon;
import io.suture.studio.kit.NavigationEntry;
import io.suture.studio.security.Right;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where Messages stand in the navigation.
@Configuration(proxyBeanMethods = false)
public class MessagesNavigation {

    @Bean
    NavigationEntry messagesEntry() {
        return new NavigationEntry("Messages", Icon.MESSAGES, "messages", 20, Right.OPERATE);
    }
}
