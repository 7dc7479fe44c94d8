package io.suture.db;

import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/// Where an embedded server listens, and the password of its two roles: its superuser, who only makes
/// databases, and the owner of our database, as whom all else runs.
record EmbeddedAddress(int port, String password) {
    static final String DATABASE = "suture";
    private static final String OWNER = "suture";
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String NO_SUCH_ROLE = "28P01";

    static EmbeddedAddress of(EmbeddedServer server) {
        return new EmbeddedAddress(server.port(), server.password());
    }

    PGSimpleDataSource source(String database) {
        return source(OWNER, database);
    }

    /// Makes our role and our database unless they are there: one connection when they are.
    void createDatabase() {
        try (var connection = source(DATABASE).getConnection()) {
            connection.isValid(1);
        } catch (SQLException absent) {
            if (!NO_SUCH_DATABASE.equals(absent.getSQLState()) && !NO_SUCH_ROLE.equals(absent.getSQLState())) {
                throw new DatabaseUnavailable("The embedded database does not answer: " + absent.getMessage(), absent);
            }
            // The password is hexadecimal: nothing in it to escape.
            asSuperuser("""
                    do $$ begin
                        if not exists (select from pg_roles where rolname = '%1$s') then
                            create role %1$s login password '%2$s';
                        end if;
                    end $$""".formatted(OWNER, password), "create database %s owner %s".formatted(DATABASE, OWNER));
        }
    }

    void asSuperuser(String... statements) {
        try (var connection = source(EmbeddedServer.SUPERUSER, EmbeddedServer.SUPERUSER)
                        .getConnection();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable("The embedded database cannot be set up: " + e.getMessage(), e);
        }
    }

    private PGSimpleDataSource source(String user, String database) {
        var source = Driver.source();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /// Without the password, which a record would otherwise print.
    @Override
    public String toString() {
        return "127.0.0.1:" + port;
    }
}
