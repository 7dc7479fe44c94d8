package io.suture.studio.audit;

import io.suture.db.Database;
import io.suture.db.DatabaseUnavailable;
import io.suture.db.Vault;
import io.suture.db.VaultLocked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `./studio audit verify`: follows the chain of the audit trail while no studio runs on its data.
public final class VerifyCommand {
    private VerifyCommand() {}

    /// Exits with 0 if the trail is as it was written, 1 if it is not or cannot be read.
    public static void main(String[] arguments) {
        // A command for the terminal says its answer; what the libraries have to say is of use where they fail.
        System.setProperty("logback.configurationFile", "command-logback.xml");
        System.exit(run(List.of(arguments), System.getenv()));
    }

    private static int run(List<String> arguments, Map<String, String> environment) {
        var options = new HashMap<String, String>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            if (equals > 0) {
                options.put(argument.substring(0, equals), argument.substring(equals + 1));
            } else if (i + 1 < arguments.size()) {
                i++;
                options.put(argument, arguments.get(i));
            }
        }
        Path data = Path.of(options.getOrDefault(
                "--data",
                environment.getOrDefault("STUDIO_DATA", options.getOrDefault("--home", ".studio") + "/data")));
        String url = options.getOrDefault("--database-url", environment.getOrDefault("STUDIO_DATABASE_URL", ""));
        if (url.isBlank() && !Files.isDirectory(data)) {
            System.err.println("There is no data of a studio in " + data);
            return 1;
        }
        try (Database database = url.isBlank()
                ? Database.embedded(data)
                : Database.external(
                        url, environment.get("STUDIO_DATABASE_USER"), environment.get("STUDIO_DATABASE_PASSWORD"))) {
            Vault vault = Vault.open(database, data, environment, InstantSource.system());
            AuditChain chain = new AuditStore(database, vault).verify();
            System.out.println(chain.words());
            return chain.isSound() ? 0 : 1;
        } catch (DatabaseUnavailable | VaultLocked unavailable) {
            System.err.println(unavailable.getMessage());
            return 1;
        }
    }
}
