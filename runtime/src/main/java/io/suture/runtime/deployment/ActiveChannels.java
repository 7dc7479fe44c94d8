package io.suture.runtime.deployment;

import io.suture.engine.ChannelCompiler;
import io.suture.engine.CompiledChannel;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.channel.Query;
import io.suture.engine.channel.Settings;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Connector;
import io.suture.runtime.connector.Connector.Direction;
import io.suture.runtime.connector.Connectors;
import io.suture.runtime.connector.Inbound;
import io.suture.runtime.connector.Inquirer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What this node runs: each Channel compiled, its listener, its ways out. A new version takes over between two
/// Messages; one that is being processed ends on the version that it began with. Connectors are opened anew only
/// where their Endpoint changed.
public final class ActiveChannels implements AutoCloseable {

    /// A Channel as it runs.
    ///
    /// @param compiled   with its settings filled in
    /// @param deployment which one
    /// @param queries    its declared queries by name
    public record Running(
            CompiledChannel compiled, Deployment deployment, Map<String, WayOut> ways, Map<String, OpenQuery> queries) {
        public Running {
            ways = Map.copyOf(ways);
            queries = Map.copyOf(queries);
        }

        void retire() {
            ways.values().forEach(WayOut::retire);
            queries.values().forEach(OpenQuery::retire);
        }
    }

    private record Heard(Endpoint endpoint, Connector.Listener listener) {}

    private final Connectors connectors;
    private final Function<String, Inbound> inbound;
    private final Map<String, String> environment;
    private final ChannelCompiler compiler = ChannelCompiler.standard();
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final Map<String, Heard> listeners = new HashMap<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    /// @param inbound     who takes a Channel's Messages, by its name
    /// @param environment values of settings
    public ActiveChannels(Connectors connectors, Function<String, Inbound> inbound, Map<String, String> environment) {
        this.connectors = connectors;
        this.inbound = inbound;
        this.environment = Map.copyOf(environment);
    }

    public Optional<Running> find(String channel) {
        return Optional.ofNullable(running.get(channel));
    }

    public Set<String> names() {
        return Set.copyOf(running.keySet());
    }

    /// Where a Channel's listener listens; empty while it does not.
    public synchronized Optional<Integer> port(String channel) {
        return Optional.ofNullable(listeners.get(channel)).map(heard -> heard.listener.port());
    }

    /// Called after every change.
    public void onChange(Runnable watcher) {
        watchers.add(watcher);
    }

    /// Compiles any document as this node would, for tracing what an earlier version made.
    public ChannelCompiler.Compiled compile(Channel document, String version) {
        Settings.Filled filled = Settings.fill(document, environment);
        if (filled.problems().stream().anyMatch(Problem::isError)) {
            return new ChannelCompiler.Compiled(null, filled.problems());
        }
        return compiler.compile(filled.channel(), version);
    }

    /// Runs a version from now on. Where there are errors, whatever ran before goes on.
    public synchronized List<Problem> run(Deployment deployment, Channel document) {
        var compiled = compile(document, deployment.version());
        CompiledChannel fresh = compiled.channel();
        if (fresh == null) {
            return compiled.problems();
        }
        List<Problem> problems = new ArrayList<>(compiled.problems());
        check(fresh.channel(), problems);
        if (problems.stream().anyMatch(Problem::isError)) {
            return problems;
        }
        Running before = running.get(deployment.channel());
        Map<String, WayOut> ways = new HashMap<>();
        List<WayOut> opened = new ArrayList<>();
        for (Destination destination : fresh.channel().destinations()) {
            WayOut kept = kept(before, destination);
            WayOut way = kept != null
                    ? kept.with(destination)
                    : new WayOut(destination, connector(destination.endpoint()).open(destination.endpoint()));
            if (kept == null) {
                opened.add(way);
            }
            ways.put(destination.name(), way);
        }
        Map<String, OpenQuery> queries = new HashMap<>();
        List<OpenQuery> openedQueries = new ArrayList<>();
        for (Query query : fresh.channel().queries()) {
            OpenQuery kept = kept(before, query);
            OpenQuery open = kept != null
                    ? kept.with(query)
                    : new OpenQuery(
                            query, inquirer(query.endpoint()).orElseThrow().inquire(query.endpoint()));
            if (kept == null) {
                openedQueries.add(open);
            }
            queries.put(query.name(), open);
        }
        // Published first: a listener finds the Channel that it listens for.
        running.put(deployment.channel(), new Running(fresh, deployment, ways, queries));
        Problem refused = listen(deployment.channel(), fresh.channel().source().endpoint());
        if (refused != null) {
            if (before == null) {
                running.remove(deployment.channel());
            } else {
                running.put(deployment.channel(), before);
            }
            opened.forEach(WayOut::retire);
            openedQueries.forEach(OpenQuery::retire);
            return List.of(refused);
        }
        if (before != null) {
            before.ways().forEach((name, way) -> {
                if (kept(before, fresh, name) == null) {
                    way.retire();
                }
            });
            before.queries().forEach((name, query) -> {
                boolean goesOn = fresh.channel().queries().stream()
                        .anyMatch(now -> now.name().equals(name) && kept(before, now) != null);
                if (!goesOn) {
                    query.retire();
                }
            });
        }
        watchers.forEach(Runnable::run);
        return problems;
    }

    private static @Nullable WayOut kept(@Nullable Running before, CompiledChannel fresh, String name) {
        return fresh.channel().destinations().stream()
                .filter(destination -> destination.name().equals(name))
                .findFirst()
                .map(destination -> kept(before, destination))
                .orElse(null);
    }

    private static @Nullable WayOut kept(@Nullable Running before, Destination destination) {
        WayOut way = before == null ? null : before.ways().get(destination.name());
        return way != null && way.destination().endpoint().equals(destination.endpoint()) ? way : null;
    }

    private static @Nullable OpenQuery kept(@Nullable Running before, Query query) {
        OpenQuery open = before == null ? null : before.queries().get(query.name());
        return open != null && open.query().endpoint().equals(query.endpoint()) ? open : null;
    }

    private @Nullable Problem listen(String channel, Endpoint endpoint) {
        Heard old = listeners.get(channel);
        if (old != null && old.endpoint.equals(endpoint)) {
            return null;
        }
        if (old != null) {
            // The same port may be wanted again.
            old.listener.close();
            listeners.remove(channel);
        }
        try {
            listeners.put(channel, new Heard(endpoint, connector(endpoint).listen(endpoint, inbound.apply(channel))));
            return null;
        } catch (IOException e) {
            if (old != null) {
                listenAgain(channel, old.endpoint);
            }
            return Problem.error("cannot-listen", "source.endpoint", String.valueOf(e.getMessage()));
        }
    }

    private void listenAgain(String channel, Endpoint endpoint) {
        try {
            listeners.put(channel, new Heard(endpoint, connector(endpoint).listen(endpoint, inbound.apply(channel))));
        } catch (IOException e) {
            throw new IllegalStateException("The listener of " + channel + " could not be opened again", e);
        }
    }

    private Connector connector(Endpoint endpoint) {
        return connectors
                .find(endpoint.connector())
                .orElseThrow(() -> new IllegalStateException("Unchecked connector " + endpoint.connector()));
    }

    private Optional<Inquirer> inquirer(Endpoint endpoint) {
        return connectors
                .find(endpoint.connector())
                .filter(Inquirer.class::isInstance)
                .map(Inquirer.class::cast);
    }

    private void check(Channel channel, List<Problem> problems) {
        check(channel.source().endpoint(), Direction.IN, "source.endpoint", problems);
        for (int i = 0; i < channel.destinations().size(); i++) {
            check(
                    channel.destinations().get(i).endpoint(),
                    Direction.OUT,
                    "destinations[" + i + "].endpoint",
                    problems);
        }
        for (int i = 0; i < channel.queries().size(); i++) {
            Endpoint endpoint = channel.queries().get(i).endpoint();
            String place = "queries[" + i + "].endpoint";
            inquirer(endpoint)
                    .ifPresentOrElse(
                            inquirer -> inquirer.checkInquiry(endpoint)
                                    .forEach(problem -> problems.add(problem.under(place))),
                            () -> problems.add(Problem.error(
                                    "unknown-connector",
                                    place,
                                    "No connector “" + endpoint.connector() + "” that can be asked is here.")));
        }
    }

    private void check(Endpoint endpoint, Direction direction, String place, List<Problem> problems) {
        connectors.check(endpoint, direction).forEach(problem -> problems.add(problem.under(place)));
    }

    /// Stops a Channel: nothing comes in; what is under way goes out.
    public synchronized void stop(String channel) {
        Heard heard = listeners.remove(channel);
        if (heard != null) {
            heard.listener.close();
        }
        Running stopped = running.remove(channel);
        if (stopped != null) {
            stopped.retire();
        }
        watchers.forEach(Runnable::run);
    }

    /// Hears nothing more; what was received can still be processed and delivered.
    public synchronized void stopListening() {
        List<Thread> closing = listeners.values().stream()
                .map(heard -> Thread.startVirtualThread(heard.listener::close))
                .toList();
        listeners.clear();
        for (Thread one : closing) {
            try {
                one.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized void close() {
        stopListening();
        running.values().forEach(Running::retire);
        running.clear();
    }
}
