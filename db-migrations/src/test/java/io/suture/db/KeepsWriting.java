package io.suture.db;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jooq.impl.DSL;

/// The program that [KillTest] starts and kills: seals one row after the other and prints its id once it is
/// committed.
final class KeepsWriting {
    static final String TABLE = "runtime.kept";

    private KeepsWriting() {}

    public static void main(String[] arguments) {
        var folder = Path.of(arguments[0]);
        var database = Database.embedded(folder);
        var vault = Vault.open(database, folder, Map.of(), InstantSource.system());
        database.sql()
                .execute(
                        "create table if not exists %s (id bigint primary key, key_id int, nonce bytea, ciphertext bytea)"
                                .formatted(TABLE));
        var first = database.sql().fetchCount(DSL.table(TABLE));
        for (long id = first; ; id++) {
            var sealed = vault.seal(payload(id), TABLE, id, "message");
            database.sql()
                    .execute(
                            "insert into %s values (?, ?, ?, ?)".formatted(TABLE),
                            id,
                            sealed.keyId(),
                            sealed.nonce(),
                            sealed.ciphertext());
            System.out.println(id);
        }
    }

    static byte[] payload(long id) {
        return "PID|1||%d||Muster^Eva".formatted(id).getBytes(StandardCharsets.UTF_8);
    }
}
