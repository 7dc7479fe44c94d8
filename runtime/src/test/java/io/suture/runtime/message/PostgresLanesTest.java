package io.suture.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.engine.expression.Answers;
import io.suture.runtime.delivery.DeliveryStore;
import io.suture.runtime.lane.Buckets;
import io.suture.runtime.lane.Leases;
import io.suture.runtime.lane.TimeOrderedId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresLanesTest extends LanesContract {
    private Database database;
    private Leases first;
    private Leases second;
    private Keys keys;
    private MessageStore store;
    private Lanes lanes;
    private volatile boolean runs = true;
    private volatile boolean answered;

    @BeforeEach
    void start(@TempDir Path folder) {
        database = Database.temporary();
        Vault vault = Vault.open(database, folder, Map.of(), InstantSource.system());
        keys = new Keys(vault);
        store = new MessageStore(database, new DeliveryStore(database, vault), vault);
        first = new Leases(database, "first", InstantSource.system());
        second = new Leases(database, "second", InstantSource.system());
        first.start();
        lanes = new PostgresLanes(store, first, channel -> runs, message -> answered, InstantSource.system());
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        database.close();
    }

    @Override
    Lanes lanes() {
        return lanes;
    }

    @Override
    Arrival arrival(String controlId, String content, String... names) {
        Instant now = Instant.now();
        UUID id = TimeOrderedId.at(now);
        byte[] payload = content.getBytes(StandardCharsets.UTF_8);
        List<UUID> ordering =
                Stream.of(names).map(name -> keys.ordering("results", name)).toList();
        return new Arrival(
                id,
                "results",
                Buckets.of(ordering.getFirst()),
                ordering.stream().skip(1).map(Buckets::of).toList(),
                ordering,
                now,
                "test",
                "ORU^R01",
                payload.length,
                keys.identity("results", "LAB", "NORTH", controlId),
                keys.payload(payload),
                "AA",
                null,
                List.of(),
                null,
                null,
                store.seal(id, payload));
    }

    @Override
    Done done(LaneMessage message) {
        var run = new Run(
                message.id(),
                1,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                "results",
                "1",
                "hash",
                "test",
                Run.Status.DROPPED,
                List.of(),
                List.of(),
                Answers.NONE,
                0);
        return new Done.Ran(message, run, List.of(), List.of(), false);
    }

    @Override
    void deployed(boolean now) {
        runs = now;
    }

    @Override
    void answered(boolean now) {
        answered = now;
    }

    @Override
    Lanes takenOver() {
        database.sql().execute("update runtime.node set seen_at = clock_timestamp() - interval '1 minute'");
        second.start();
        assertThat(second.owned()).hasSize(Buckets.COUNT);
        return new PostgresLanes(store, second, channel -> runs, message -> answered, InstantSource.system());
    }

    @Test
    void messages_that_share_keys_through_a_barrier_stay_in_one_group() throws InterruptedException {
        lanes.accept(List.of(
                arrival("A1", "1", "one"),
                arrival("A2", "2", "two"),
                arrival("A3", "3", "one", "two"),
                arrival("A4", "4", "two"),
                arrival("A5", "5", "three")));
        List<LaneMessage> batch = lanes.take(100);
        List<List<LaneMessage>> groups = KeyGroups.of(batch, 4);
        assertThat(groups).hasSize(2);
        assertThat(groups.getFirst()).containsExactlyElementsOf(batch.subList(0, 4));
    }
}
