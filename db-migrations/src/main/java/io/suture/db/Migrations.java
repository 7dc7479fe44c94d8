package io.suture.db;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The files of `db/migration`, brought into a database. The build runs them too, to see what tables there will be.
final class Migrations {
    /// What people design, what runs, what the FHIR store keeps. The first also holds Flyway's own table.
    static final List<String> SCHEMAS = List.of("studio", "runtime", "fhir");

    private Migrations() {}

    /// Several programs may come at once: Flyway takes a lock in the database. Files of a lower number may be
    /// added later, since each feature numbers its own range. A database of a newer program is refused.
    ///
    /// @param location where the files are, in Flyway's way of saying it
    static void run(DataSource source, String location) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations(location)
                    .schemas(SCHEMAS.toArray(String[]::new))
                    .outOfOrder(true)
                    .ignoreMigrationPatterns(new String[0])
                    .placeholderReplacement(false)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new DatabaseUnavailable("migrating it failed: " + e.getMessage(), e);
        }
    }
}
