package io.suture.runtime.bench;

import io.suture.runtime.RuntimeApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/// A runtime node as a hospital starts it: a process of its own with its own database, looked at through the eyes of
/// the operating system, so that the load and the sinks count as nobody's.
final class NodeUnderLoad implements AutoCloseable {
    private static final double TICKS = 100.0;

    private final Path data;
    private final Path log;
    private final Process process;

    /// @param environment what the Channel's settings are filled with
    NodeUnderLoad(Path folder, Path channels, Map<String, String> environment)
            throws IOException, InterruptedException {
        data = folder.resolve("data");
        log = folder.resolve("node.log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-XX:+UseG1GC"));
        command.addAll(List.of(System.getProperty("bench.node", "").split(" ")));
        command.removeIf(String::isEmpty);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                RuntimeApplication.class.getName(),
                "--channels",
                channels.toString(),
                "--data",
                data.toString(),
                "--port",
                "0",
                "--unapproved"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        while (!said().contains("Ready in ")) {
            if (!process.isAlive()) {
                throw new IOException("The node did not start: " + said());
            }
            Thread.sleep(100);
        }
    }

    private String said() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    Connection connect() throws SQLException, IOException {
        String port = Files.readAllLines(data.resolve("postgres/suture.conf")).stream()
                .filter(line -> line.startsWith("port = "))
                .map(line -> line.substring("port = ".length()))
                .findFirst()
                .orElseThrow();
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {Integer.parseInt(port)});
        source.setDatabaseName("suture");
        source.setUser("suture");
        source.setPassword(Files.readString(data.resolve("postgres.password")).strip());
        return source.getConnection();
    }

    /// What was used up to a moment.
    record Used(double applicationSeconds, double databaseSeconds, long rows, long transactions, long walBytes) {
        Used since(Used before) {
            return new Used(
                    applicationSeconds - before.applicationSeconds,
                    databaseSeconds - before.databaseSeconds,
                    rows - before.rows,
                    transactions - before.transactions,
                    walBytes - before.walBytes);
        }
    }

    Used used() throws SQLException, IOException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select (select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables
                                where schemaname = 'runtime'),
                               (select xact_commit from pg_stat_database where datname = current_database()),
                               pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')
                        """)) {
            row.next();
            return new Used(
                    seconds(process.pid(), false),
                    databaseSeconds(),
                    row.getLong(1),
                    row.getLong(2),
                    row.getBigDecimal(3).longValue());
        }
    }

    /// The largest that the application's memory was, in MB.
    long peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private double databaseSeconds() throws IOException {
        long server = Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .getFirst()
                .strip());
        double all = seconds(server, true);
        for (ProcessHandle child :
                ProcessHandle.of(server).orElseThrow().children().toList()) {
            all += seconds(child.pid(), false);
        }
        return all;
    }

    private static double seconds(long pid, boolean withEndedChildren) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = 0;
            for (int field = 11; field < (withEndedChildren ? 15 : 13); field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return ticks / TICKS;
        } catch (IOException ended) {
            return 0;
        }
    }

    String log() throws IOException {
        return said();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
