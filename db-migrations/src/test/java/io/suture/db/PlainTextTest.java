package io.suture.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTextTest {
    @TempDir
    private Path folder;

    @Test
    void the_files_of_the_database_hold_neither_the_sealed_text_nor_the_master_key() throws IOException {
        var patient = "Wunderlich^Kunigunde";
        var control = "control-text-that-is-not-sealed";
        var quoted = "text-of-a-failed-statement";
        String masterKey;
        try (var database = Database.embedded(folder)) {
            var vault = Vault.open(database, folder, Map.of(), InstantSource.system());
            database.sql().execute("""
                    create table runtime.kept
                        (id bigint primary key, name text, digest bytea, token bigint, key_id int, nonce bytea,
                        ciphertext bytea)""");
            for (long id = 0; id < 50; id++) {
                var sealed =
                        vault.seal(("PID|1||4711||" + patient).getBytes(StandardCharsets.UTF_8), "kept", id, "message");
                database.sql()
                        .execute(
                                "insert into runtime.kept values (?, ?, ?, ?, ?, ?, ?)",
                                id,
                                control,
                                vault.digest("patient", patient),
                                vault.token("patient", patient),
                                sealed.keyId(),
                                sealed.nonce(),
                                sealed.ciphertext());
            }
            // What the server says of a failed statement must not quote its values, in its log or to us.
            assertThatThrownBy(
                            () -> database.sql().execute("insert into runtime.kept (id, name) values (1, ?)", quoted))
                    .isInstanceOf(DataAccessException.class)
                    .message()
                    .doesNotContain(quoted)
                    .doesNotContain("Key (");
            masterKey = Files.readString(folder.resolve("master.key")).strip();
        }

        assertThat(filesWith(control)).isNotEmpty();
        assertThat(filesWith(patient)).isEmpty();
        assertThat(filesWith("Wunderlich")).isEmpty();
        assertThat(filesWith(masterKey)).containsExactly(folder.resolve("master.key"));
        assertThat(Files.readString(folder.resolve("postgres.log")))
                .contains("duplicate key")
                .doesNotContain(quoted)
                .doesNotContain("DETAIL");
    }

    private List<Path> filesWith(String text) throws IOException {
        var found = new ArrayList<Path>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
