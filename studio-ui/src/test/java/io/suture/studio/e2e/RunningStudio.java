package io.suture.studio.e2e;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.studio.StudioApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// The whole studio on a free port with an empty database of its own, as its users meet it.
public final class RunningStudio implements AutoCloseable {
    private final Database database;
    private final ConfigurableApplicationContext context;

    private RunningStudio(Database database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    /// @param settings more of Spring's properties, as `name=value`
    public static RunningStudio start(String... settings) {
        try {
            return start(Database.temporary(), Files.createTempDirectory("suture-test"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// On a database server of its own, whose files lie in that folder.
    public static RunningStudio in(Path folder, String... settings) {
        return start(Database.embedded(folder), folder, settings);
    }

    private static RunningStudio start(Database database, Path folder, String... settings) {
        try {
            Vault vault = Vault.open(database, folder, Map.of(), InstantSource.system());
            var context = new SpringApplicationBuilder(StudioApplication.class)
                    .properties("server.port=0", "server.address=127.0.0.1", "studio.data=" + folder)
                    .properties(settings)
                    .initializers(fresh -> {
                        if (fresh instanceof GenericApplicationContext beans) {
                            beans.registerBean(Database.class, () -> database, bean -> bean.setDestroyMethodName(""));
                            beans.registerBean(Vault.class, () -> vault);
                        }
                    })
                    .run();
            return new RunningStudio(database, context);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public String address() {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public Database database() {
        return database;
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
