package io.suture.db;

import static io.suture.db.jooq.runtime.Tables.VAULT_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KillTest {
    @TempDir
    private Path folder;

    @Test
    void kill_9_of_the_program_keeps_what_was_committed() throws Exception {
        var last = writeUntilKilled(100, Killed.PROGRAM);
        assertThat(postmaster().orElseThrow().isAlive()).isTrue();

        assertKept(last);
    }

    @Test
    void kill_9_of_program_and_server_twice_keeps_what_was_committed() throws Exception {
        writeUntilKilled(100, Killed.BOTH);
        var last = writeUntilKilled(100, Killed.BOTH);

        assertThat(last).isGreaterThanOrEqualTo(190);
        assertKept(last);
    }

    @Test
    void a_server_that_is_killed_under_the_program_comes_back_and_the_pool_finds_it() throws Exception {
        try (var database = Database.embedded(folder)) {
            database.sql().execute("create table studio.note as select 'kept' as text");
            var killed = postmaster().orElseThrow();
            kill(killed.pid());

            var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (System.nanoTime() < end
                    && postmaster()
                            .filter(server -> server.pid() != killed.pid())
                            .isEmpty()) {
                Thread.onSpinWait();
            }
            Optional<Object> answer = Optional.empty();
            while (answer.isEmpty() && System.nanoTime() < end) {
                answer = ask(database);
            }

            assertThat(answer).contains("kept");
            assertThat(postmaster().orElseThrow().pid()).isNotEqualTo(killed.pid());
        }
        assertThat(postmaster()).isEmpty();
    }

    @Test
    void a_pid_file_that_names_a_stranger_does_not_hinder_the_start() throws Exception {
        Database.embedded(folder).close();
        var cluster = folder.resolve("postgres");
        Files.writeString(
                cluster.resolve("postmaster.pid"),
                "%d\n%s\n1\n5432\n\n127.0.0.1\n\nready\n"
                        .formatted(ProcessHandle.current().pid(), cluster));

        try (var database = Database.embedded(folder)) {
            assertThat(database.sql().fetchCount(VAULT_KEY)).isZero();
        }
    }

    private enum Killed {
        PROGRAM,
        BOTH
    }

    /// Starts the program, kills it when it has committed so many rows, and says which was the last it told of.
    private long writeUntilKilled(int rows, Killed killed) throws Exception {
        var errors = folder.resolveSibling(folder.getFileName() + ".errors").toFile();
        var program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KeepsWriting.class.getName(),
                        folder.toString())
                .redirectError(errors)
                .start();
        try (BufferedReader lines = program.inputReader()) {
            var last = -1L;
            for (var row = 0; row < rows; row++) {
                var line = lines.readLine();
                assertThat(line).as(() -> errorsOf(errors.toPath())).isNotNull();
                last = Long.parseLong(line);
            }
            if (killed == Killed.BOTH) {
                kill(postmaster().orElseThrow().pid());
            }
            // By its handle: the process itself would close the stream that we read on.
            kill(program.pid());
            assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
            // What it told of before the kill reached it counts too.
            for (var line = lines.readLine(); line != null && line.matches("\\d+"); line = lines.readLine()) {
                last = Math.max(last, Long.parseLong(line));
            }
            return last;
        } finally {
            program.destroyForcibly();
            Files.deleteIfExists(errors.toPath());
        }
    }

    private void assertKept(long last) {
        try (var database = Database.embedded(folder)) {
            var vault = Vault.open(database, folder, Map.of(), InstantSource.system());
            var rows = database.sql()
                    .fetch("select id, key_id, nonce, ciphertext from %s order by id".formatted(KeepsWriting.TABLE));
            // The one whose commit was under way may be there as well.
            assertThat(rows.size()).isBetween((int) last + 1, (int) last + 2);
            for (var row : rows) {
                var id = row.get("id", Long.class);
                var sealed = new Sealed(
                        row.get("key_id", Integer.class),
                        row.get("nonce", byte[].class),
                        row.get("ciphertext", byte[].class));
                assertThat(vault.open(sealed, KeepsWriting.TABLE, id)).isEqualTo(KeepsWriting.payload(id));
            }
        }
    }

    private static Optional<Object> ask(Database database) {
        try {
            return Optional.ofNullable(database.sql().fetchValue("select text from studio.note"));
        } catch (DataAccessException stillDown) {
            return Optional.empty();
        }
    }

    private Optional<Postmaster> postmaster() {
        return Postmaster.of(folder.resolve("postgres"));
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    private static String errorsOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
