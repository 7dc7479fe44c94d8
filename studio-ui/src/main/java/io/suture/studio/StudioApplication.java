package io.suture.studio;

import io.suture.db.DatabaseUnavailable;
import io.suture.runtime.RuntimeConfiguration;
import io.suture.runtime.fhirstore.FhirStoreConfiguration;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.annotation.Import;

/// The studio with its bundled runtime, as `./studio run` and `./studio demo` start it.
@SpringBootApplication
@Import({RuntimeConfiguration.class, FhirStoreConfiguration.class})
public class StudioApplication {

    /// Exits with 2 for options that it does not know, and with 1 and one line where the machine is at fault.
    public static void main(String[] arguments) {
        LaunchOptions options = LaunchOptions.parse(List.of(arguments), System.getenv());
        if (!options.problems().isEmpty()) {
            options.problems().forEach(System.err::println);
            System.exit(2);
        }
        String taken = Ports.taken(options.port());
        if (taken != null) {
            System.err.println(taken);
            System.exit(1);
        }
        try {
            var application = new SpringApplication(StudioApplication.class);
            application.setBannerMode(Banner.Mode.OFF);
            application.setLogStartupInfo(false);
            application.setDefaultProperties(Map.copyOf(options.properties()));
            application.addListeners(new LoopbackOnly());
            var context = application.run();
            if (options.rehearse()) {
                Rehearsal.lookAround(context.getEnvironment().getRequiredProperty("local.server.port"));
                context.close();
            }
        } catch (RuntimeException failure) {
            System.exit(explain(failure, System.err));
        }
    }

    /// One line for what the user can mend; the whole trace for what only we can.
    private static int explain(RuntimeException failure, PrintStream out) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseUnavailable || cause instanceof LoopbackOnly.Exposed) {
                out.println(cause.getMessage());
                return 1;
            }
            if (cause instanceof PortInUseException port) {
                out.println(Ports.takenLine(port.getPort()));
                return 1;
            }
        }
        failure.printStackTrace(out);
        return 1;
    }
}
