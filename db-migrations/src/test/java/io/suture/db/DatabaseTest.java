package io.suture.db;

import static io.suture.db.jooq.runtime.Tables.VAULT_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    private Path folder;

    @Test
    void the_embedded_database_commits_to_the_disk_and_listens_on_loopback_only() throws Exception {
        try (var database = Database.embedded(folder)) {
            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(database, "full_page_writes")).isEqualTo("on");
            assertThat(setting(database, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(database, "is_superuser")).isEqualTo("off");
            assertThat(setting(database, "search_path")).doesNotContain("studio");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("postgres.password"))))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(folder.resolve("postgres/suture.conf")))
                    .contains("unix_socket_directories = ''");
            assertThat(Files.readString(folder.resolve("postgres/pg_hba.conf")))
                    .doesNotContain("trust")
                    .contains("scram-sha-256");
            assertThat(database.sql().fetchCount(VAULT_KEY)).isZero();
        }
    }

    @Test
    void what_was_committed_is_there_after_a_restart_which_stops_within_seconds() {
        try (var database = Database.embedded(folder)) {
            database.sql().execute("create table studio.note as select 'kept' as text");
        }
        assertThat(Postmaster.of(folder.resolve("postgres"))).isEmpty();
        var before = System.nanoTime();
        try (var database = Database.embedded(folder)) {
            assertThat(database.sql().fetchValue("select text from studio.note"))
                    .isEqualTo("kept");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void a_second_program_on_the_same_directory_is_refused_in_one_line() {
        try (var database = Database.embedded(folder)) {
            assertThatThrownBy(() -> Database.embedded(folder))
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessage("The data directory " + folder + " is in use by another running studio or runtime");
            assertThat(database.sql().fetchValue("select 1")).isEqualTo(1);
        }
    }

    @Test
    void a_database_that_is_down_gives_one_clear_line_without_the_password() throws IOException {
        int closedPort;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        var url = "jdbc:postgresql://127.0.0.1:%d/suture?password=geheim".formatted(closedPort);
        assertThatThrownBy(() -> Database.external(url, "ann", "geheim"))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessageStartingWith(
                        "The database at jdbc:postgresql://127.0.0.1:%d/suture cannot be used: ", closedPort)
                .hasMessageContaining("refused")
                .message()
                .doesNotContain("geheim")
                .doesNotContain("\n");
    }

    @Test
    void an_address_that_is_not_postgresqls_is_refused() {
        assertThatThrownBy(() -> Database.external("jdbc:mysql://h/x", null, null))
                .isInstanceOf(DatabaseUnavailable.class)
                .hasMessage("Not the address of a PostgreSQL database: jdbc:mysql://h/x"
                        + " (expected jdbc:postgresql://host:port/database)");
    }

    @Test
    void an_external_database_is_migrated_and_keeps_running_after_close() {
        var server = TemporaryServer.get();
        var name = server.createDatabase();
        var source = server.source(name);
        var url = source.getURL();
        try (var database = Database.external(url, source.getUser(), source.getPassword())) {
            assertThat(database.sql().fetchCount(VAULT_KEY)).isZero();
        }
        try (var database = Database.external(url, source.getUser(), source.getPassword())) {
            assertThat(database.sql().fetchCount(VAULT_KEY)).isZero();
        }
        server.dropDatabase(name);
    }

    @Test
    void temporary_databases_do_not_see_each_other() {
        try (var one = Database.temporary();
                var other = Database.temporary()) {
            one.sql().execute("create table studio.note (text text)");
            assertThat(other.sql().fetchValue("select to_regclass('studio.note')"))
                    .isNull();
        }
    }

    private static String setting(Database database, String name) {
        return String.valueOf(database.sql().fetchValue("select current_setting(?)", name));
    }
}
