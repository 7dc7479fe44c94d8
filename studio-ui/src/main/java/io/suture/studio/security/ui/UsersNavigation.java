package io.suture.studio.security.ui;

import io.suture.studio.kit.Icon;
import io.suture.studio.kit.NavigationEntry;
import io.suture.studio.security.Right;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where people are found, for those who administer them.
@Configuration(proxyBeanMethods = false)
public class UsersNavigation {
    @Bean
    NavigationEntry usersEntry() {
        return new NavigationEntry("Users", Icon.USER, "users", 900, Right.ADMINISTER);
    }
}
