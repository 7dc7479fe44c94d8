package io.suture.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.jooq.meta.jaxb.Target;

/// Migrates an empty PostgreSQL and writes jOOQ's classes for its three schemas.
///
/// Arguments: the folder of the migrations, the folder to write to, the folder of this source, jOOQ's version,
/// a folder for the database while it is needed.
/// Compiled with the classes of src/main that it uses, before the rest of them, which needs what it writes.
/// Does nothing when those are what they were at the last run.
public final class GenerateTables {

    /// Held, since java.util.logging forgets the level of a logger that nobody holds.
    private static final Logger FLYWAY_LOG = Logger.getLogger("org.flywaydb");

    private GenerateTables() {}

    public static void main(String[] arguments) throws Exception {
        var migrations = Path.of(arguments[0]);
        var output = Path.of(arguments[1]);
        var fingerprint = fingerprint(List.of(migrations, Path.of(arguments[2])), arguments[3]);
        var last = output.resolve("fingerprint");
        if (Files.exists(last) && Files.readString(last).equals(fingerprint)) {
            return;
        }
        Files.deleteIfExists(last);
        FLYWAY_LOG.setLevel(Level.WARNING);
        var folder = Path.of(arguments[4]);
        Folders.delete(folder);
        try (var server = EmbeddedServer.start(folder, ServerBinaries.sharedFolder(), ServerSettings.forTests())) {
            var address = EmbeddedAddress.of(server);
            address.createDatabase();
            var source = address.source(EmbeddedAddress.DATABASE);
            Migrations.run(source, "filesystem:" + migrations);
            var tool = new GenerationTool();
            tool.setDataSource(source);
            tool.run(configuration(output));
        }
        Folders.delete(folder);
        Files.createDirectories(output);
        Files.writeString(last, fingerprint);
    }

    private static Configuration configuration(Path output) {
        return new Configuration()
                .withLogging(Logging.WARN)
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withName("org.jooq.meta.postgres.PostgresDatabase")
                                .withSchemata(Migrations.SCHEMAS.stream()
                                        .map(name -> new SchemaMappingType().withInputSchema(name))
                                        .toList())
                                .withExcludes("flyway_schema_history")
                                .withForcedTypes(new ForcedType()
                                        .withName("INSTANT")
                                        .withIncludeTypes("(?i:timestamp\\ with\\ time\\ zone|timestamptz)")))
                        .withGenerate(new Generate()
                                .withRecords(true)
                                .withPojos(false)
                                .withDaos(false)
                                .withJavaTimeTypes(true))
                        .withTarget(new Target()
                                .withPackageName("io.suture.db.jooq")
                                .withDirectory(output.toString())));
    }

    private static String fingerprint(List<Path> folders, String version) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(version.getBytes(StandardCharsets.UTF_8));
        for (var folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (var file : files.filter(Files::isRegularFile)
                        .sorted(Comparator.comparing(Path::toString))
                        .toList()) {
                    digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
