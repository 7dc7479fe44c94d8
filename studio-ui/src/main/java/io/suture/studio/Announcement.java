package io.suture.studio;

import io.suture.studio.security.People;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/// Says on standard output that the studio answers, and where. People and scripts wait for this line.
@Component
class Announcement {
    private static final Logger log = LoggerFactory.getLogger(Announcement.class);

    private final People people;
    private final DemoHospital demo;
    private final boolean open;
    private final boolean withDemo;

    Announcement(
            People people,
            DemoHospital demo,
            @Value("${studio.open:false}") boolean open,
            @Value("${studio.demo:false}") boolean withDemo) {
        this.people = people;
        this.demo = demo;
        this.open = open;
        this.withDemo = withDemo;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (!(event.getApplicationContext().getEnvironment() instanceof ConfigurableEnvironment environment)) {
            return;
        }
        String address = address(environment);
        double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
        System.out.printf(Locale.ROOT, "Ready in %.1f s: %s%n", seconds, address);
        if (withDemo) {
            demo.open(System.out);
        }
        people.makeSetUpLink()
                .ifPresent(token -> System.out.printf(
                        Locale.ROOT, "Set up, once and within an hour: %s/setup?token=%s%n", address, token));
        System.out.flush();
        if (open) {
            browse(address);
        }
    }

    private static String address(ConfigurableEnvironment environment) {
        String scheme = LoopbackOnly.isEncrypted(environment) ? "https" : "http";
        String host = environment.getProperty("server.address", "localhost");
        String shown = host.startsWith("127.") || host.equals("::1") ? "localhost" : host;
        return scheme + "://" + shown + ":" + environment.getProperty("local.server.port", "8080");
    }

    private static void browse(String address) {
        String opener = System.getProperty("os.name", "").startsWith("Mac") ? "open" : "xdg-open";
        try {
            new ProcessBuilder(List.of(opener, address))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            log.warn("No browser could be opened: {} is missing.", opener);
        }
    }
}
