package io.suture.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One throw-away server per process. Migrated once; each database is a copy of that one (some 30 ms).
final class TemporaryServer {
    private static final Logger log = LoggerFactory.getLogger(TemporaryServer.class);
    private static final String PREFIX = "suture-temporary-";
    private static @Nullable TemporaryServer running;

    private final EmbeddedAddress address;
    private final AtomicInteger databases = new AtomicInteger();

    private TemporaryServer(EmbeddedAddress address) {
        this.address = address;
    }

    static synchronized TemporaryServer get() {
        var server = running;
        if (server == null) {
            server = start();
            running = server;
        }
        return server;
    }

    synchronized String createDatabase() {
        var name = "t" + databases.incrementAndGet();
        address.asSuperuser("create database %s template %s".formatted(name, EmbeddedAddress.DATABASE));
        return name;
    }

    void dropDatabase(String name) {
        address.asSuperuser("drop database %s with (force)".formatted(name));
    }

    PGSimpleDataSource source(String name) {
        return address.source(name);
    }

    private static TemporaryServer start() {
        var parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            removeLeftOvers(parent);
            var folder =
                    parent.resolve(PREFIX + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()));
            var server = EmbeddedServer.start(folder, ServerBinaries.sharedFolder(), ServerSettings.forTests());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(server, folder)));
            var address = EmbeddedAddress.of(server);
            address.createDatabase();
            Database.migrate(address.source(EmbeddedAddress.DATABASE));
            return new TemporaryServer(address);
        } catch (IOException e) {
            throw new DatabaseUnavailable("No temporary database can be made in " + parent + ": " + e, e);
        }
    }

    private static void remove(EmbeddedServer server, Path folder) {
        try {
            server.closeAtOnce();
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A test run that was killed leaves its server running.
    private static void removeLeftOvers(Path parent) throws IOException {
        try (var folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (var folder : folders) {
                var pid = folder.getFileName()
                        .toString()
                        .substring(PREFIX.length())
                        .replaceFirst("-.*", "");
                if (ProcessHandle.of(Long.parseLong(pid)).isPresent() || !Files.isWritable(folder)) {
                    continue;
                }
                log.info("Removing the temporary database {} of a killed run", folder);
                var cluster = folder.resolve("postgres");
                var left = Postmaster.of(cluster).filter(Postmaster::isAlive);
                if (left.isPresent()) {
                    ProcessHandle.of(left.get().pid()).ifPresent(ProcessHandle::destroyForcibly);
                    Postmaster.awaitNone(cluster, Duration.ofSeconds(10));
                }
                Folders.delete(folder);
            }
        }
    }
}
