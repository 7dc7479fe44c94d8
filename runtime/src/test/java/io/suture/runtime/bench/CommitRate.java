package io.suture.runtime.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What this database does at best if every message is one row and one commit: eight connections, rows of 1 KB that
/// cannot be compressed.
final class CommitRate {
    private static final int CONNECTIONS = 8;
    private static final int BYTES = 1_024;

    private CommitRate() {}

    static double measure(NodeUnderLoad node, double seconds)
            throws SQLException, IOException, InterruptedException, ExecutionException {
        try (var connection = node.connect();
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists public.one_row (id bigint generated always as identity"
                    + " primary key, payload bytea not null)");
        }
        long end = System.nanoTime() + (long) (seconds * 1e9);
        List<Callable<Long>> writers = new ArrayList<>();
        for (int writer = 0; writer < CONNECTIONS; writer++) {
            writers.add(() -> write(node, end));
        }
        long start = System.nanoTime();
        long rows = 0;
        try (var pool = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (Future<Long> written : pool.invokeAll(writers)) {
                rows += written.get();
            }
        }
        double rate = rows * 1e9 / (System.nanoTime() - start);
        try (var connection = node.connect();
                var statement = connection.createStatement()) {
            statement.execute("truncate public.one_row");
        }
        return rate;
    }

    private static long write(NodeUnderLoad node, long end) throws SQLException, IOException {
        byte[] payload = new byte[BYTES];
        new java.util.Random(7).nextBytes(payload);
        long rows = 0;
        try (Connection connection = node.connect();
                var insert = connection.prepareStatement("insert into public.one_row (payload) values (?)")) {
            while (System.nanoTime() < end) {
                insert.setBytes(1, payload);
                insert.executeUpdate();
                rows++;
            }
        }
        return rows;
    }
}
