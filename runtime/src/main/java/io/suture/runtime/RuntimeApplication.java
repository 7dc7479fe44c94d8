package io.suture.runtime;

import io.suture.db.Database;
import io.suture.db.DatabaseUnavailable;
import io.suture.db.Vault;
import io.suture.db.VaultLocked;
import io.suture.runtime.RuntimeOptions.Unusable;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// A runtime node without the studio: deploys the frozen channel documents of a folder and serves health, metrics and a
/// small API. `./studio runtime`.
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({RuntimeConfiguration.class, NodeSecurity.class, NodeApi.class, NodeHealth.class, NodeMetrics.class})
public class RuntimeApplication {

    public static void main(String[] arguments) {
        int code = start(List.of(arguments), System.getenv());
        if (code != 0) {
            System.exit(code);
        }
    }

    /// 0 where it runs; 2 for arguments and documents that cannot be used, 1 for what is wrong around it.
    private static int start(List<String> arguments, Map<String, String> environment) {
        ConfigurableApplicationContext context = null;
        try {
            RuntimeOptions options = RuntimeOptions.parse(arguments, environment);
            context = application(options).run();
            var folder = new ChannelFolder(Path.of(options.channels()));
            List<String> refused = folder.deploy(context.getBean(RuntimeNode.class));
            if (!refused.isEmpty()) {
                refused.forEach(System.err::println);
                context.close();
                return 1;
            }
            System.out.printf(
                    Locale.ROOT,
                    "Ready in %.1f s%n",
                    ManagementFactory.getRuntimeMXBean().getUptime() / 1_000.0);
            return 0;
        } catch (Unusable e) {
            System.err.println(e.getMessage());
            close(context);
            return 2;
        } catch (RuntimeException e) {
            close(context);
            Optional<String> line = line(e);
            if (line.isEmpty()) {
                throw e;
            }
            System.err.println(line.get());
            return 1;
        }
    }

    private static void close(@org.jspecify.annotations.Nullable ConfigurableApplicationContext context) {
        if (context != null) {
            context.close();
        }
    }

    /// The one line that says what is wrong around us; empty where it is a bug of ours.
    private static Optional<String> line(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseUnavailable || cause instanceof VaultLocked) {
                return Optional.of(String.valueOf(cause.getMessage()));
            }
            if (cause instanceof PortInUseException taken) {
                return Optional.of("Port " + taken.getPort() + " is taken: stop what uses it, or name another one"
                        + " with --port.");
            }
        }
        return Optional.empty();
    }

    private static SpringApplication application(RuntimeOptions options) {
        var application = new SpringApplication(RuntimeApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", options.port());
        properties.put("server.address", "127.0.0.1");
        properties.put("server.shutdown", "graceful");
        properties.put("server.error.include-message", "never");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "5s");
        properties.put("spring.threads.virtual.enabled", "true");
        properties.put("spring.mvc.problemdetails.enabled", "true");
        properties.put("management.endpoints.web.exposure.include", "health,prometheus");
        properties.put("management.endpoint.health.probes.enabled", "true");
        properties.put("studio.data", options.data());
        properties.put("studio.unapproved", options.unapproved());
        properties.put("studio.channels", options.channels());
        options.databaseUrl().ifPresent(url -> properties.put("studio.database.url", url));
        properties.put("logging.level.root", "warn");
        properties.put("logging.level.io.suture", "info");
        properties.put("logging.level.org.flywaydb.core.internal.command.DbMigrate", "error");
        properties.put("logging.pattern.console", "%d{HH:mm:ss} %-5level %msg%n%ex{12}");
        application.setDefaultProperties(properties);
        return application;
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    Database database(org.springframework.core.env.Environment environment) {
        String url = environment.getProperty("studio.database.url", "");
        return url.isBlank()
                ? Database.embedded(Path.of(environment.getRequiredProperty("studio.data")))
                : Database.external(
                        url,
                        environment.getProperty("studio.database.user"),
                        environment.getProperty("studio.database.password"));
    }

    @Bean
    Vault vault(Database database, InstantSource clock, org.springframework.core.env.Environment environment) {
        return Vault.open(database, Path.of(environment.getRequiredProperty("studio.data")), System.getenv(), clock);
    }
}
