package io.suture.runtime.delivery;

import io.suture.runtime.delivery.DeliveryStore.Outcome;
import io.suture.runtime.lane.GroupCommit;
import io.suture.runtime.lane.LeaseLost;
import io.suture.runtime.lane.Leases;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what came of attempts, many of them in one commit. While the database is away it tries again: what was sent
/// must not be sent again. What lies in lanes that went to others is theirs.
final class Receipts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Receipts.class);
    private static final int GROUP = 512;
    private static final long PAUSE_MILLIS = 500;

    /// One that has its answer, which is not stored yet.
    record Sent(Pending pending, Outcome outcome) {
        short bucket() {
            return outcome.delivery().bucket();
        }
    }

    private final DeliveryStore store;
    private final Leases leases;
    private final Consumer<List<Sent>> stored;
    private final GroupCommit<Sent, Boolean> commits;
    private volatile boolean closing;

    /// @param stored is told of each group after its commit
    Receipts(DeliveryStore store, Leases leases, Consumer<List<Sent>> stored) {
        this.store = store;
        this.leases = leases;
        this.stored = stored;
        this.commits = new GroupCommit<>("receipts", 4 * GROUP, GROUP, this::commit);
    }

    /// Brings an answer to the next commit. The connection is free meanwhile, the ordering key is not.
    void keep(Sent sent) {
        try {
            commits.submit(sent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Boolean> commit(List<Sent> group) {
        List<Sent> ours = group;
        for (boolean done = false; !done; ) {
            Map<Short, Long> owned = leases.owned();
            ours = group.stream()
                    .filter(sent -> owned.containsKey(sent.bucket()))
                    .toList();
            done = ours.isEmpty() || commit(ours, owned);
            if (!done && (!pause() || closing)) {
                return Collections.nCopies(group.size(), false);
            }
        }
        stored.accept(ours);
        return Collections.nCopies(group.size(), true);
    }

    private boolean commit(List<Sent> ours, Map<Short, Long> owned) {
        Map<Short, Long> epochs = new HashMap<>();
        ours.forEach(sent -> epochs.put(sent.bucket(), owned.getOrDefault(sent.bucket(), -1L)));
        try {
            store.commit(leases.node(), epochs, ours.stream().map(Sent::outcome).toList());
            return true;
        } catch (LeaseLost e) {
            log.info("Receipts wait until it is known which lanes went to another node.");
            return false;
        } catch (RuntimeException e) {
            log.warn("Receipts could not be stored, trying again: {}", e.getMessage());
            return false;
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Stores what it has, unless the database is away.
    @Override
    public void close() {
        closing = true;
        commits.close();
    }
}
