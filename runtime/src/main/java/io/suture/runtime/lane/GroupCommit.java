package io.suture.runtime.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Commits in groups: a group is what arrived during the last commit. There is no timer, so one alone is not kept
/// waiting and many share one commit.
///
/// @param <T> what is committed
/// @param <R> what comes of it
public final class GroupCommit<T, R> implements AutoCloseable {

    private record Entry<T, R>(T item, CompletableFuture<R> result) {}

    private static final long LOOK_UP_MILLIS = 100;

    private final BlockingQueue<Entry<T, R>> arrived;
    private final int most;
    private final Function<List<T>, List<R>> commit;
    private final Thread thread;
    private volatile boolean closing;

    /// @param queued how many may wait before those who bring more are made to wait too
    /// @param most   the largest group
    /// @param commit one transaction; gives one result for each item, in order
    public GroupCommit(String name, int queued, int most, Function<List<T>, List<R>> commit) {
        this.arrived = new LinkedBlockingQueue<>(queued);
        this.most = most;
        this.commit = commit;
        this.thread = Thread.ofPlatform().name(name).start(this::run);
    }

    /// Completes after the commit; exceptionally when that failed. The order of calls is the order within groups.
    public CompletableFuture<R> submit(T item) throws InterruptedException {
        var entry = new Entry<T, R>(item, new CompletableFuture<>());
        if (closing) {
            entry.result.completeExceptionally(new RejectedExecutionException("Stopping"));
        } else {
            arrived.put(entry);
        }
        return entry.result;
    }

    private void run() {
        var group = new ArrayList<Entry<T, R>>();
        while (!closing || !arrived.isEmpty()) {
            Entry<T, R> first = next();
            if (first != null) {
                group.add(first);
                arrived.drainTo(group, most - 1);
                commit(group);
                group.clear();
            }
        }
        arrived.forEach(late -> late.result.completeExceptionally(new RejectedExecutionException("Stopping")));
    }

    /// Looks up now and then whether it is to end: an interrupt could break a commit.
    private @Nullable Entry<T, R> next() {
        try {
            return arrived.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing = true;
            return null;
        }
    }

    private void commit(List<Entry<T, R>> group) {
        try {
            List<R> results = commit.apply(group.stream().map(Entry::item).toList());
            for (int i = 0; i < results.size(); i++) {
                group.get(i).result.complete(results.get(i));
            }
        } catch (RuntimeException e) {
            group.forEach(entry -> entry.result.completeExceptionally(e));
        }
    }

    /// Commits what arrived, then ends.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
