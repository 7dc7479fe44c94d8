package io.suture.studio.channel.ui;

import io.suture.studio.kit.Icon;
import io.suture.studio.kit.NavigationEntry;
import io.suture.studio.security.Right;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where Channels stand in the navigation.
@Configuration(proxyBeanMethods = false)
public class ChannelsNavigation {

    @Bean
    NavigationEntry channelsEntry() {
        return new NavigationEntry("Channels", Icon.CHANNELS, "channels", 10, Right.READ_CHANNELS);
    }
}
