package io.suture.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server of our own in a folder of ours: made, started, watched and stopped.
///
/// Its folder holds `postgres/` (the data directory), `postgres.password`, `postgres.log` and a lock, so that
/// two programs never share it. A server that a killed program left behind is stopped first; one that dies
/// under us is started again on the same port. Why not zonky's own class: decision 0001.
final class EmbeddedServer implements AutoCloseable {
    static final String SUPERUSER = "postgres";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// After a kill the server first repeats what was not yet in its tables, up to 1 GB of it.
    private static final Duration RECOVERY = Duration.ofMinutes(5);

    private final Path folder;
    private final Path cluster;
    private final ServerBinaries binaries;
    private final ServerSettings settings;
    private final String password;
    private final FileChannel claim;
    private final ReentrantLock changing = new ReentrantLock();
    private int port;
    private volatile boolean closing;

    private EmbeddedServer(
            Path folder, ServerBinaries binaries, ServerSettings settings, String password, FileChannel claim) {
        this.folder = folder;
        this.cluster = folder.resolve("postgres");
        this.binaries = binaries;
        this.settings = settings;
        this.password = password;
        this.claim = claim;
    }

    /// @param anyFolder where everything of this server lies; made if absent
    /// @param programs  where PostgreSQL's programs are, or are to be unpacked
    /// @throws DatabaseUnavailable if it cannot be started
    static EmbeddedServer start(Path anyFolder, Path programs, ServerSettings settings) {
        var folder = anyFolder.toAbsolutePath().normalize();
        try {
            Folders.createPrivate(folder);
            var claim = claim(folder);
            try {
                var binaries = ServerBinaries.in(programs.toAbsolutePath().normalize());
                var password = Folders.writeSecretOnce(folder.resolve("postgres.password"), randomPassword());
                var server = new EmbeddedServer(folder, binaries, settings, password, claim);
                server.create();
                server.stopLeftOver();
                server.launch(null);
                Thread.ofVirtual().name("postgres-watch").start(server::watch);
                return server;
            } catch (IOException | RuntimeException e) {
                claim.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseUnavailable("The database in " + folder + " cannot be started: " + e, e);
        }
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    private static FileChannel claim(Path folder) throws IOException {
        var channel =
                FileChannel.open(folder.resolve("database.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            log.debug("The folder is claimed by this very process", e);
        }
        channel.close();
        throw new DatabaseUnavailable(
                "The data directory " + folder + " is in use by another running studio or runtime");
    }

    /// Made beside its place and moved there whole, so that a kill in the middle leaves nothing half made.
    private void create() throws IOException {
        if (Files.isDirectory(cluster)) {
            if (!ServerBinaries.canOpen(cluster)) {
                throw new DatabaseUnavailable(
                        "The data in " + cluster + " was written by another major version of PostgreSQL");
            }
            return;
        }
        log.info("Creating the database in {}", folder);
        var half = folder.resolve("postgres.new");
        Folders.delete(half);
        var command = new ArrayList<>(List.of(
                binaries.program("initdb"),
                "--pgdata=" + half,
                "--username=" + SUPERUSER,
                "--pwfile=" + folder.resolve("postgres.password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C"));
        if (!settings.durable()) {
            command.add("--no-sync");
        }
        if (run(command) != 0) {
            throw failed("cannot be created", lastWords("output"));
        }
        Files.writeString(
                half.resolve("postgresql.conf"),
                "\n# Written by the program at each start; the last word on every setting.\ninclude 'suture.conf'\n",
                StandardOpenOption.APPEND);
        Files.writeString(half.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        Files.move(half, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Stopped rather than taken over: it may still run statements of the killed program, and has its settings.
    private void stopLeftOver() throws IOException {
        var left = Postmaster.of(cluster);
        if (left.isPresent() && left.get().isAlive()) {
            log.info("Stopping the database server that an earlier run left behind");
            stop();
        }
        if (!Postmaster.awaitNone(cluster, PATIENCE)) {
            throw new DatabaseUnavailable("A PostgreSQL server of an earlier run is still at work in " + cluster);
        }
    }

    private void launch(@Nullable Integer samePort) throws IOException {
        var logFile = folder.resolve("postgres.log");
        for (int attempt = 1; ; attempt++) {
            port = samePort == null ? freePort() : samePort;
            Files.writeString(cluster.resolve("suture.conf"), settings.text(port));
            if (Files.exists(logFile)) {
                Files.move(logFile, folder.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            var seconds = Long.toString(RECOVERY.toSeconds());
            var exit = run(List.of(
                    binaries.program("pg_ctl"),
                    "start",
                    "--silent",
                    "--wait",
                    "--timeout=" + seconds,
                    "--pgdata=" + cluster,
                    "--log=" + logFile));
            if (exit == 0) {
                return;
            }
            // Between our asking for a free port and the server's taking it, somebody else may have.
            if (samePort == null && attempt < 5 && lastWords("log").contains("TCP/IP")) {
                continue;
            }
            throw failed("does not start", lastWords("log").isEmpty() ? lastWords("output") : lastWords("log"));
        }
    }

    /// Starts the server again when it was killed. The pool finds it on the same port.
    private void watch() {
        while (!closing) {
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
            if (Postmaster.of(cluster).filter(Postmaster::isAlive).isPresent()) {
                continue;
            }
            changing.lock();
            try {
                if (!closing) {
                    log.warn("The database server ended; starting it again");
                    Postmaster.awaitNone(cluster, PATIENCE);
                    launch(port);
                }
            } catch (IOException | DatabaseUnavailable e) {
                log.error("The database server does not come back, will try again: {}", e.getMessage());
                LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            } finally {
                changing.unlock();
            }
        }
    }

    /// Stops the server, breaking off what still runs in it, and gives the folder free.
    @Override
    public void close() {
        closing = true;
        changing.lock();
        try (claim) {
            stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            changing.unlock();
        }
    }

    /// Stops without a last checkpoint: for data that nobody wants any more.
    void closeAtOnce() throws IOException {
        closing = true;
        run(pgCtlStop("immediate", 5));
        close();
    }

    private void stop() throws IOException {
        // A fast stop writes a checkpoint, which a full disk or a hanging one can hold up: then without.
        if (run(pgCtlStop("fast", 12)) != 0
                && Postmaster.of(cluster).filter(Postmaster::isAlive).isPresent()) {
            run(pgCtlStop("immediate", 5));
        }
    }

    private List<String> pgCtlStop(String mode, int seconds) {
        return List.of(
                binaries.program("pg_ctl"),
                "stop",
                "--silent",
                "--wait",
                "--timeout=" + seconds,
                "--mode=" + mode,
                "--pgdata=" + cluster);
    }

    private int run(List<String> command) throws IOException {
        var whole = new ArrayList<String>();
        if (isRoot()) {
            // PostgreSQL refuses to run as root. In a user namespace without mappings it sees itself as
            // nobody, while the kernel still checks its files against root.
            whole.addAll(List.of("unshare", "--user"));
        }
        whole.addAll(command);
        // A file, not a pipe: the server would inherit the pipe and hold it open.
        var output = folder.resolve("postgres.output").toFile();
        var builder = new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(output);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        try {
            var process = builder.start();
            if (!process.waitFor(RECOVERY.toSeconds() + 10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command.getFirst(), e);
        }
    }

    private DatabaseUnavailable failed(String what, String reason) {
        return new DatabaseUnavailable(
                reason.startsWith("unshare")
                        ? "PostgreSQL does not run as root, and this machine allows no user namespaces:"
                                + " start as an ordinary user, or name a server with --database-url"
                        : "The database in " + folder + " " + what + ": " + reason);
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid && uid == 0;
    }

    /// What PostgreSQL gave as its reason: the last line that it marked fatal, or the last line.
    private String lastWords(String suffix) throws IOException {
        var file = folder.resolve("postgres." + suffix);
        if (!Files.exists(file)) {
            return "";
        }
        var lines = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.reversed().stream()
                .filter(line -> line.contains("FATAL") || line.contains("error:") || line.contains("TCP/IP"))
                .findFirst()
                .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast()))
                .orElse("");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String randomPassword() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
