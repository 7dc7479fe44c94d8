package io.suture.db;

import java.lang.management.ManagementFactory;

/// How the embedded server is set: what it may take of the machine, and whether a commit means the disk.
///
/// @param durable whether a commit waits for the disk; only throw-away databases of tests do without
/// @param sharedBuffersMb the server's page cache, in MB
record ServerSettings(boolean durable, long sharedBuffersMb) {

    static ServerSettings forKeeps() {
        return new ServerSettings(true, Math.clamp(machineMemoryMb() / 16, 128, 1024));
    }

    static ServerSettings forTests() {
        return new ServerSettings(false, 64);
    }

    /// Reachable by loopback TCP with a password, never by a socket file. What the server logs names no
    /// values: rows are sealed, but keys and conditions of a statement need not be.
    String text(int port) {
        var onOff = durable ? "on" : "off";
        return """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                max_connections = 120

                fsync = %s
                synchronous_commit = %s
                full_page_writes = %s
                wal_level = replica
                max_wal_senders = 0
                max_logical_replication_workers = 0
                min_wal_size = 128MB
                max_wal_size = 1GB
                checkpoint_timeout = 10min

                shared_buffers = %dMB
                work_mem = 16MB
                maintenance_work_mem = 64MB
                random_page_cost = 1.1
                jit = off
                autovacuum_naptime = 20s

                client_connection_check_interval = 2s
                idle_in_transaction_session_timeout = 5min
                timezone = 'UTC'
                log_timezone = 'UTC'
                lc_messages = 'C'
                log_min_messages = warning
                log_error_verbosity = terse
                log_min_error_statement = panic
                log_parameter_max_length = 0
                log_parameter_max_length_on_error = 0
                """.formatted(port, onOff, onOff, onOff, sharedBuffersMb);
    }

    private static long machineMemoryMb() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize() >> 20
                : 2048;
    }
}
