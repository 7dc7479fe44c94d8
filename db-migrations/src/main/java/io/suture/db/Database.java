package io.suture.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// The one database, migrated and ready: an embedded PostgreSQL that is ours to start and stop, or an external
/// one.
///
/// Whoever opens it closes it, last of all: there is no shutdown hook that could take it away from under a
/// drain. Opening takes seconds and reports through the log what takes long. All openers throw
/// [DatabaseUnavailable].
public final class Database implements AutoCloseable {
    private static final int OLDEST_SERVER = 15;
    private static final int CONNECTIONS = 24;

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private final PGSimpleDataSource direct;
    private final HikariDataSource pool;
    private final DSLContext sql;
    private final Runnable afterwards;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Database(PGSimpleDataSource direct, Runnable afterwards) {
        this.direct = direct;
        this.pool = pool(direct);
        this.sql = DSL.using(pool, SQLDialect.POSTGRES, settings());
        this.afterwards = afterwards;
    }

    /// A server of our own whose data lies in `folder`, made at first use. Survives kill -9 of this program,
    /// of the server, or of both; fsync is on. One program at a time: a second one is refused.
    public static Database embedded(Path folder) {
        var server = EmbeddedServer.start(folder, folder, ServerSettings.forKeeps());
        try {
            var address = EmbeddedAddress.of(server);
            address.createDatabase();
            var source = address.source(EmbeddedAddress.DATABASE);
            migrate(source);
            requireFsync(source);
            return new Database(source, server::close);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /// A server that somebody else runs. Its database is there; its user may create schemas in it.
    ///
    /// @param jdbcUrl `jdbc:postgresql://host:port/database`, with whatever parameters the driver knows
    /// @param user    null if the URL names it
    /// @param password null if the URL names it or the server asks for none
    public static Database external(String jdbcUrl, @Nullable String user, @Nullable String password) {
        var source = Driver.source();
        try {
            source.setURL(jdbcUrl);
        } catch (IllegalArgumentException e) {
            throw new DatabaseUnavailable("Not the address of a PostgreSQL database: " + withoutSecrets(jdbcUrl)
                    + " (expected jdbc:postgresql://host:port/database)");
        }
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        try {
            migrate(source);
        } catch (DatabaseUnavailable e) {
            throw new DatabaseUnavailable(
                    "The database at " + withoutSecrets(jdbcUrl) + " cannot be used: " + e.getMessage(), e.getCause());
        }
        return new Database(source, () -> {});
    }

    /// An empty, migrated database for a test class, gone after [#close()]. All of one process share one
    /// server in the folder for temporary files, without fsync; nothing else differs from [#embedded(Path)].
    public static Database temporary() {
        var server = TemporaryServer.get();
        var name = server.createDatabase();
        return new Database(server.source(name), () -> server.dropDatabase(name));
    }

    /// The pool. Connections come with auto-commit on.
    public DataSource dataSource() {
        return pool;
    }

    /// jOOQ on the pool; thread-safe. `transaction(...)` gives the transaction's own context.
    public DSLContext sql() {
        return sql;
    }

    /// A connection outside the pool, which the caller closes: for LISTEN, session locks, and work that must
    /// commit while the caller's own transaction is open.
    public Connection connect() throws SQLException {
        return direct.getConnection();
    }

    /// Closes all connections, and stops the server if it is ours: seconds at most. Harmless when repeated.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            pool.close();
            afterwards.run();
        }
    }

    static void migrate(DataSource source) {
        requireVersion(source);
        Migrations.run(source, "classpath:db/migration");
    }

    /// jOOQ would log the values of every statement at level debug.
    static Settings settings() {
        return new Settings().withExecuteLogging(false);
    }

    private static void requireVersion(DataSource source) {
        try (var connection = source.getConnection()) {
            var version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_SERVER) {
                throw new DatabaseUnavailable(
                        "PostgreSQL " + version + " is too old, " + OLDEST_SERVER + " or newer is needed");
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireFsync(DataSource source) {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select current_setting('fsync')")) {
            if (!row.next() || !"on".equals(row.getString(1))) {
                throw new DatabaseUnavailable("The embedded database runs without fsync and could lose messages");
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable("The embedded database does not answer: " + e.getMessage(), e);
        }
    }

    private static HikariDataSource pool(DataSource source) {
        var config = new HikariConfig();
        config.setPoolName("suture");
        config.setDataSource(source);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(10_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /// A URL can carry user and password, before the host and as parameters.
    private static String withoutSecrets(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }
}
