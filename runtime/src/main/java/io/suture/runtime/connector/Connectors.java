package io.suture.runtime.connector;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Connector.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The protocols that are spoken here, by name.
public final class Connectors {
    private final Map<String, Connector> byName;

    public Connectors(List<? extends Connector> connectors) {
        byName = connectors.stream().collect(Collectors.toUnmodifiableMap(Connector::name, Function.identity()));
    }

    public Optional<Connector> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Everything that an Endpoint can be told, its Connector's own first; none where the protocol is not spoken here.
    public List<Setting> settings(String connector, Direction direction) {
        return find(connector).stream()
                .flatMap(one -> Stream.concat(one.settings(direction).stream(), ofEvery(direction)))
                .toList();
    }

    private static Stream<Setting> ofEvery(Direction direction) {
        return switch (direction) {
            case IN -> Setting.OF_SOURCES.stream();
            case OUT -> Setting.OF_DESTINATIONS.stream();
        };
    }

    /// What is wrong with an Endpoint, each with the setting's name as path; with none it can be listened on or opened.
    public List<Problem> check(Endpoint endpoint, Direction direction) {
        Connector connector = byName.get(endpoint.connector());
        if (connector == null) {
            return List.of(Problem.error(
                    "unknown-connector", "", "There is no connector “" + endpoint.connector() + "” here."));
        }
        List<Problem> problems = new ArrayList<>(connector.check(endpoint, direction));
        var settings = new EndpointSettings(endpoint);
        settings.onlyKnown(settings(endpoint.connector(), direction));
        switch (direction) {
            case IN -> settings.backlogLimit();
            case OUT -> {
                settings.rateLimit();
                settings.giveUpAfter();
            }
        }
        problems.addAll(settings.problems());
        return List.copyOf(problems);
    }
}
