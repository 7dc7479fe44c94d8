package io.suture.studio.mapping.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/// The canvas by itself on trees of 10,000 rows a side with 500 lines, served on a free port: no database, nobody to
/// sign in.
public final class CanvasTrial implements AutoCloseable {
    /// No component of the studio: only Vaadin, and the one view of this package's tests.
    @EnableAutoConfiguration
    static class Page {
        @Bean
        SecurityFilterChain openToAll(HttpSecurity http) {
            return http.csrf(csrf -> csrf.disable())
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }

    private final ConfigurableApplicationContext application;

    private CanvasTrial(ConfigurableApplicationContext application) {
        this.application = application;
    }

    public static CanvasTrial start() {
        return new CanvasTrial(new SpringApplicationBuilder(Page.class)
                .properties(Map.of(
                        "server.port", "0",
                        "vaadin.productionMode", "true",
                        "spring.main.banner-mode", "off",
                        "logging.level.root", "error"))
                .run());
    }

    /// Whether the front-end bundle, which `./studio` makes, is there and holds the canvas.
    public static boolean isBundled() {
        try (var stats = CanvasTrial.class.getResourceAsStream("/META-INF/VAADIN/config/stats.json")) {
            return stats != null && new String(stats.readAllBytes(), UTF_8).contains("canvas/mapping-canvas.ts");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "http://localhost:" + application.getEnvironment().getProperty("local.server.port") + "/canvas-trial";
    }

    @Override
    public void close() {
        application.close();
    }
}
