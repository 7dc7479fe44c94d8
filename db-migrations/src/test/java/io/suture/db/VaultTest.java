package io.suture.db;

import static io.suture.db.jooq.runtime.Tables.VAULT_INDEX_KEY;
import static io.suture.db.jooq.runtime.Tables.VAULT_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    private static final byte[] MESSAGE =
            "MSH|^~\\&|LAB|NORTH|EHR|SOUTH|20260105||ORU^R01|1|P|2.5.1\rPID|1||4711||Muster^Eva\r"
                    .repeat(3)
                    .getBytes(StandardCharsets.UTF_8);
    private static final String TABLE = "runtime.message";
    private static final String ID = "0199-1";

    private static Database database;

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-05T23:59:00Z"));
    private Vault vault;

    @BeforeAll
    static void startDatabase() {
        database = Database.temporary();
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @BeforeEach
    void openVault() {
        database.sql().deleteFrom(VAULT_KEY).execute();
        database.sql().deleteFrom(VAULT_INDEX_KEY).execute();
        vault = open();
    }

    @Test
    void what_was_sealed_opens_for_its_row() {
        var sealed = vault.seal(MESSAGE, TABLE, ID, "message");

        assertThat(vault.open(sealed, TABLE, ID)).isEqualTo(MESSAGE);
        assertThat(sealed.nonce()).hasSize(12);
        assertThat(sealed.ciphertext().length).isLessThan(MESSAGE.length);
    }

    @Test
    void payloads_of_every_size_come_back_whole() {
        var random = new Random(7);
        for (var size : new int[] {0, 1, 63, 64, 65, 1000, 65_536, 3_000_000}) {
            var noise = new byte[size];
            random.nextBytes(noise);
            assertThat(vault.open(vault.seal(noise, TABLE, ID, "message"), TABLE, ID))
                    .isEqualTo(noise);
            var text = "OBX|1|NM|2345-7|".repeat(size / 16).getBytes(StandardCharsets.UTF_8);
            assertThat(vault.open(vault.seal(text, TABLE, ID, "message"), TABLE, ID))
                    .isEqualTo(text);
        }
    }

    @Test
    void the_same_payload_is_never_sealed_twice_alike() {
        var one = vault.seal(MESSAGE, TABLE, ID, "message");
        var other = vault.seal(MESSAGE, TABLE, ID, "message");

        assertThat(one.nonce()).isNotEqualTo(other.nonce());
        assertThat(one.ciphertext()).isNotEqualTo(other.ciphertext());
    }

    @Test
    void one_changed_bit_anywhere_is_noticed() {
        var sealed = vault.seal(MESSAGE, TABLE, ID, "message");
        for (var at = 0; at < sealed.ciphertext().length; at++) {
            var changed = sealed.ciphertext().clone();
            changed[at] ^= 1;
            assertBroken(new Sealed(sealed.keyId(), sealed.nonce(), changed), TABLE, ID);
        }
        var nonce = sealed.nonce().clone();
        nonce[0] ^= 1;
        assertBroken(new Sealed(sealed.keyId(), nonce, sealed.ciphertext()), TABLE, ID);
        assertBroken(new Sealed(sealed.keyId(), sealed.nonce(), new byte[3]), TABLE, ID);
    }

    @Test
    void a_seal_that_was_moved_to_another_row_table_or_key_is_refused() {
        var row = UUID.randomUUID();
        var sealed = vault.seal(MESSAGE, TABLE, row, "message");
        var otherKey = vault.seal(MESSAGE, TABLE, row, "sample").keyId();

        assertThat(vault.open(sealed, TABLE, row)).isEqualTo(MESSAGE);
        assertBroken(sealed, TABLE, UUID.randomUUID().toString());
        assertBroken(sealed, "runtime.delivery", row.toString());
        assertBroken(new Sealed(otherKey, sealed.nonce(), sealed.ciphertext()), TABLE, row.toString());
    }

    @Test
    void each_day_and_retention_class_has_its_own_key_which_every_program_shares() {
        var message = vault.seal(MESSAGE, TABLE, ID, "message");
        var sample = vault.seal(MESSAGE, TABLE, ID, "sample");
        var elsewhere = open().seal(MESSAGE, TABLE, ID, "message");
        now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(2)));
        var tomorrow = vault.seal(MESSAGE, TABLE, ID, "message");

        assertThat(sample.keyId()).isNotEqualTo(message.keyId());
        assertThat(elsewhere.keyId()).isEqualTo(message.keyId());
        assertThat(tomorrow.keyId()).isNotEqualTo(message.keyId());
        assertThat(vault.open(message, TABLE, ID)).isEqualTo(MESSAGE);
    }

    @Test
    void keys_survive_a_restart() {
        var sealed = vault.seal(MESSAGE, TABLE, ID, "message");
        var digest = vault.digest("patient", "4711");

        var again = open();

        assertThat(again.open(sealed, TABLE, ID)).isEqualTo(MESSAGE);
        assertThat(again.digest("patient", "4711")).isEqualTo(digest);
    }

    @Test
    void a_forgotten_day_cannot_be_read_again_and_the_next_day_can() {
        var old = vault.seal(MESSAGE, TABLE, ID, "message");
        var sample = vault.seal(MESSAGE, TABLE, ID, "sample");
        now.updateAndGet(instant -> instant.plus(Duration.ofDays(1)));
        var young = vault.seal(MESSAGE, TABLE, ID, "message");
        var otherNode = open();
        otherNode.open(old, TABLE, ID);

        assertThat(vault.forget("message", LocalDate.parse("2026-01-06"))).isOne();

        assertThatThrownBy(() -> vault.open(old, TABLE, ID)).isInstanceOf(KeyForgotten.class);
        assertThat(vault.open(young, TABLE, ID)).isEqualTo(MESSAGE);
        assertThat(vault.open(sample, TABLE, ID)).isEqualTo(MESSAGE);
        now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(10)));
        assertThatThrownBy(() -> otherNode.open(old, TABLE, ID)).isInstanceOf(KeyForgotten.class);
        assertThatThrownBy(() -> vault.forget("message", LocalDate.parse("2026-01-08")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void digests_and_tokens_differ_by_purpose_and_by_key() {
        var digest = vault.digest("patient", "4711");

        assertThat(digest).hasSize(32).isEqualTo(vault.digest("patient", "4711"));
        assertThat(vault.digest("order", "4711")).isNotEqualTo(digest);
        assertThat(vault.token("patient", "4711"))
                .isEqualTo(vault.token("patient", "4711"))
                .isNotEqualTo(vault.token("patient", "4712"));
        try (var elsewhere = Database.temporary()) {
            var other = Vault.open(elsewhere, folder, Map.of(), now::get);
            assertThat(other.digest("patient", "4711")).isNotEqualTo(digest);
        }
    }

    @Test
    void the_master_key_is_made_once_and_readable_by_its_owner_alone() throws Exception {
        var file = folder.resolve("master.key");
        var made = Files.readString(file);

        open();

        assertThat(Files.readString(file)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_given_master_key_goes_before_the_folders() throws Exception {
        try (var fresh = Database.temporary()) {
            var hex = "5e".repeat(32);
            var sealed = Vault.open(fresh, folder, Map.of("STUDIO_MASTER_KEY", hex), now::get)
                    .seal(MESSAGE, TABLE, ID, "message");
            var elsewhere = Files.writeString(folder.resolve("given.key"), hex + "\n");
            var byFile = Vault.open(fresh, folder, Map.of("STUDIO_MASTER_KEY_FILE", elsewhere.toString()), now::get);

            assertThat(byFile.open(sealed, TABLE, ID)).isEqualTo(MESSAGE);
        }
    }

    @Test
    void without_the_right_master_key_the_vault_stays_locked_in_one_line(@TempDir Path otherFolder) {
        assertThatThrownBy(() -> Vault.open(database, otherFolder, Map.of(), now::get))
                .isInstanceOf(VaultLocked.class)
                .hasMessageMatching("The database is sealed with master key [0-9a-f]{16}, which is neither in .*");
        assertThat(otherFolder).isEmptyDirectory();
        assertThatThrownBy(() -> Vault.open(database, folder, Map.of("STUDIO_MASTER_KEY", "5e".repeat(32)), now::get))
                .isInstanceOf(VaultLocked.class)
                .hasMessageContaining("but the key at hand is");
        assertThatThrownBy(() -> Vault.open(database, folder, Map.of("STUDIO_MASTER_KEY", "geheim"), now::get))
                .isInstanceOf(VaultLocked.class)
                .hasMessage("The master key in STUDIO_MASTER_KEY is not 32 bytes in base64 or hexadecimal");
    }

    @Test
    void a_thousand_threads_may_use_it_at_once() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = IntStream.range(0, 1000)
                    .mapToObj(number -> threads.submit(() -> {
                        var payload = ("message " + number + " ").repeat(number).getBytes(StandardCharsets.UTF_8);
                        var sealed = vault.seal(payload, TABLE, number, "message");
                        assertThat(vault.open(sealed, TABLE, number)).isEqualTo(payload);
                        return vault.token("patient", "same");
                    }))
                    .toList();
            for (var run : runs) {
                assertThat(run.get()).isEqualTo(vault.token("patient", "same"));
            }
        }
    }

    private Vault open() {
        return Vault.open(database, folder, Map.of(), now::get);
    }

    private void assertBroken(Sealed sealed, String table, String rowId) {
        assertThatThrownBy(() -> vault.open(sealed, table, rowId)).isInstanceOf(SealBroken.class);
    }
}
