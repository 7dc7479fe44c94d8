package io.suture.runtime.connector;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads an Endpoint's settings and gathers what is wrong with them.
public final class EndpointSettings {
    private static final int HIGHEST_PORT = 65_535;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int BACKLOG = 2_000_000;

    private final Endpoint endpoint;
    private final List<Problem> problems = new ArrayList<>();

    public EndpointSettings(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public String text(String name, String otherwise) {
        return endpoint.setting(name, otherwise).strip();
    }

    public String text(Setting setting) {
        return text(setting.name(), setting.otherwise());
    }

    public int number(Setting setting) {
        return number(setting.name(), Integer.parseInt(setting.otherwise()));
    }

    public boolean yes(Setting setting) {
        return yes(setting.name());
    }

    /// A misspelt `token` or `tls` would leave a door open that its author thinks locked: what is not known is an
    /// error.
    ///
    /// @param known what the Connector and whoever runs the Channel can be told
    public void onlyKnown(List<Setting> known) {
        var names = known.stream().map(Setting::name).collect(Collectors.toSet());
        for (String name : endpoint.settings().keySet()) {
            if (!names.contains(name)) {
                problems.add(Problem.error(
                        "setting-unknown",
                        name,
                        "The " + endpoint.connector() + " connector knows no setting " + name + ". Is it misspelt?"));
            }
        }
    }

    public String required(String name) {
        String value = text(name, "");
        if (value.isEmpty()) {
            problems.add(Problem.error("setting-missing", name, "The setting " + name + " is missing."));
        }
        return value;
    }

    /// A port; 0, where a listener takes any free one.
    public int port(String name) {
        String value = required(name);
        if (value.isEmpty()) {
            return 0;
        }
        int port = number(name, 0);
        if (port < 0 || port > HIGHEST_PORT) {
            problems.add(Problem.error("setting-wrong", name, "The setting " + name + " is a port from 0 to 65535."));
        }
        return port;
    }

    public int number(String name, int otherwise) {
        String value = text(name, "");
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            problems.add(Problem.error("setting-wrong", name, "The setting " + name + " is a number."));
            return otherwise;
        }
    }

    /// `backlogLimit`: how many Messages and Deliveries of a Channel may wait before its senders do.
    public int backlogLimit() {
        int limit = number("backlogLimit", BACKLOG);
        if (limit < 1) {
            problems.add(Problem.error(
                    "setting-wrong", "backlogLimit", "The setting backlogLimit is a number of messages from 1."));
        }
        return limit;
    }

    /// `rateLimit`: how many may go each second; 0 where there is no limit.
    public double rateLimit() {
        String value = text("rateLimit", "0");
        if (!value.matches("\\d{1,6}(\\.\\d{1,3})?")) {
            problems.add(Problem.error(
                    "setting-wrong", "rateLimit", "The setting rateLimit is a number of messages each second."));
            return 0;
        }
        return Double.parseDouble(value);
    }

    /// `giveUpAfter`: how many hours a Delivery is tried before it is given up; zero where it never is.
    public Duration giveUpAfter() {
        String value = text("giveUpAfter", "0");
        if (!value.matches("\\d{1,5}(\\.\\d{1,5})?")) {
            problems.add(
                    Problem.error("setting-wrong", "giveUpAfter", "The setting giveUpAfter is a number of hours."));
            return Duration.ZERO;
        }
        return Duration.ofMillis(Math.round(Double.parseDouble(value) * HOUR_MILLIS));
    }

    public boolean yes(String name) {
        String value = text(name, "false");
        if (!Set.of("true", "false").contains(value)) {
            problems.add(Problem.error("setting-wrong", name, "The setting " + name + " is true or false."));
        }
        return value.equals("true");
    }
}
