package io.suture.studio.gallery.ui;

import io.suture.studio.kit.Icon;
import io.suture.studio.kit.NavigationEntry;
import io.suture.studio.security.Right;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where Templates stand in the navigation.
@Configuration(proxyBeanMethods = false)
public class TemplatesNavigation {

    @Bean
    NavigationEntry templatesEntry() {
        return new NavigationEntry("Templates", Icon.TEMPLATES, "templates", 70, Right.READ_CHANNELS);
    }
}
