package io.suture.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The server process that a data directory's `postmaster.pid` names, alive or left over from a killed one.
///
/// Linux only, as are the bundled programs: what `/proc` says is the truth about process ids that were used
/// again, zombies, and server processes that outlive their postmaster for a moment.
record Postmaster(Path cluster, long pid) {

    static Optional<Postmaster> of(Path cluster) {
        try {
            var lines = Files.readAllLines(pidFile(cluster));
            // A crash can leave the file empty.
            return lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")
                    ? Optional.empty()
                    : Optional.of(new Postmaster(
                            cluster.toRealPath(),
                            Long.parseLong(lines.getFirst().strip())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new DatabaseUnavailable("Cannot read " + pidFile(cluster) + ": " + e.getMessage(), e);
        }
    }

    boolean isAlive() {
        return worksIn(Path.of("/proc", Long.toString(pid)), cluster);
    }

    /// Waits until no server process works in the directory, then clears the pid file away, so that neither a
    /// zombie nor a stranger that got the same pid is taken for a running server.
    ///
    /// @return false if there still is one when the time is up
    static boolean awaitNone(Path cluster, Duration atMost) throws IOException {
        var real = cluster.toRealPath();
        var end = System.nanoTime() + atMost.toNanos();
        while (anyWorksIn(real)) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        Files.deleteIfExists(pidFile(cluster));
        return true;
    }

    private static boolean anyWorksIn(Path cluster) throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                if (worksIn(process, cluster)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// Every PostgreSQL process changes into its data directory; a zombie has no directory any more.
    private static boolean worksIn(Path process, Path cluster) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(cluster) && isServer(process);
        } catch (IOException e) {
            // The process ended, or belongs to somebody else.
            return false;
        }
    }

    /// Leaves out a shell that somebody opened in the directory.
    private static boolean isServer(Path process) throws IOException {
        return Files.readString(process.resolve("comm")).strip().startsWith("postgres");
    }

    private static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }
}
