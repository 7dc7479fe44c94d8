package io.suture.db;

import org.postgresql.ds.PGSimpleDataSource;

/// How we speak to PostgreSQL, whoever runs it.
final class Driver {
    private Driver() {}

    static PGSimpleDataSource source() {
        var source = new PGSimpleDataSource();
        source.setApplicationName("suture");
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(10);
        source.setReWriteBatchedInserts(true);
        // The detail of an error quotes values of the row.
        source.setLogServerErrorDetail(false);
        return source;
    }
}
