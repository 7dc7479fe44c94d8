package io.suture.db;

import static io.suture.db.jooq.runtime.Tables.VAULT_INDEX_KEY;
import static io.suture.db.jooq.runtime.Tables.VAULT_KEY;

import io.suture.db.MasterKey.Wrapped;
import io.suture.db.jooq.runtime.tables.records.VaultKeyRecord;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// The wrapped keys in the database. Each call has a connection of its own and commits at once: a key must be
/// on the disk before the first row that it seals, and a caller that holds the pool's last connection must not
/// wait for us.
final class VaultKeyStore {
    private final Database database;

    VaultKeyStore(Database database) {
        this.database = database;
    }

    Optional<Wrapped> indexKey() {
        return with(sql -> sql.selectFrom(VAULT_INDEX_KEY)
                .fetchOptional(row -> new Wrapped(row.getMasterKeyId(), row.getNonce(), row.getWrapped())));
    }

    /// Does nothing if there is one.
    void addIndexKey(Wrapped key, Instant now) {
        with(sql -> sql.insertInto(VAULT_INDEX_KEY)
                .set(VAULT_INDEX_KEY.MASTER_KEY_ID, key.masterKeyId())
                .set(VAULT_INDEX_KEY.NONCE, key.nonce())
                .set(VAULT_INDEX_KEY.WRAPPED, key.bytes())
                .set(VAULT_INDEX_KEY.CREATED_AT, now)
                .onConflictDoNothing()
                .execute());
    }

    Optional<Row> find(int keyId) {
        return with(sql ->
                sql.selectFrom(VAULT_KEY).where(VAULT_KEY.KEY_ID.eq(keyId)).fetchOptional(VaultKeyStore::row));
    }

    Optional<Row> find(String retentionClass, LocalDate day) {
        return with(sql -> sql.selectFrom(VAULT_KEY)
                .where(VAULT_KEY.RETENTION_CLASS.eq(retentionClass).and(VAULT_KEY.DAY.eq(day)))
                .fetchOptional(VaultKeyStore::row));
    }

    /// Does nothing if the class has a key for that day.
    void add(String retentionClass, LocalDate day, Wrapped key, Instant now) {
        with(sql -> sql.insertInto(VAULT_KEY)
                .set(VAULT_KEY.RETENTION_CLASS, retentionClass)
                .set(VAULT_KEY.DAY, day)
                .set(VAULT_KEY.MASTER_KEY_ID, key.masterKeyId())
                .set(VAULT_KEY.NONCE, key.nonce())
                .set(VAULT_KEY.WRAPPED, key.bytes())
                .set(VAULT_KEY.CREATED_AT, now)
                .onConflictDoNothing()
                .execute());
    }

    /// The old version of the row would stay in the table's file, so the file is written anew.
    int destroy(String retentionClass, LocalDate before, Instant now) {
        return with(sql -> {
            var destroyed = sql.update(VAULT_KEY)
                    .setNull(VAULT_KEY.WRAPPED)
                    .set(VAULT_KEY.DESTROYED_AT, now)
                    .where(VAULT_KEY
                            .RETENTION_CLASS
                            .eq(retentionClass)
                            .and(VAULT_KEY.DAY.lt(before))
                            .and(VAULT_KEY.WRAPPED.isNotNull()))
                    .execute();
            if (destroyed > 0) {
                sql.execute("vacuum full runtime.vault_key");
            }
            return destroyed;
        });
    }

    private static Row row(VaultKeyRecord row) {
        return new Row(
                row.getKeyId(),
                row.getRetentionClass(),
                row.getDay(),
                Optional.ofNullable(row.getWrapped())
                        .map(bytes -> new Wrapped(row.getMasterKeyId(), row.getNonce(), bytes)));
    }

    private <T> T with(Function<DSLContext, T> work) {
        try (var connection = database.connect()) {
            return work.apply(DSL.using(connection, SQLDialect.POSTGRES, Database.settings()));
        } catch (SQLException e) {
            throw new DataAccessException("The database does not answer: " + e.getMessage(), e);
        }
    }

    /// @param wrapped empty once the key is destroyed
    record Row(int keyId, String retentionClass, LocalDate day, Optional<Wrapped> wrapped) {}
}
