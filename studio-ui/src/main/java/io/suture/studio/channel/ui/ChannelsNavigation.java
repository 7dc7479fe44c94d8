package io.suture.studio.channel.ui;

import com.vaadin.flow.component.UI;
import io.suture.studio.channel.Drafts;
import io.suture.studio.kit.Finding;
import io.suture.studio.kit.Finding.Found;
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

    @Bean
    Finding channelFinding(Drafts drafts) {
        return typed -> drafts.channels().stream()
                .map(one -> new Found(
                        one.title(),
                        "Channel",
                        one.name(),
                        () -> UI.getCurrent().navigate("channels/" + one.id() + "/mapping")))
                .filter(found -> found.matches(typed))
                .toList();
    }
}
