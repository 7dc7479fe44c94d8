package io.suture.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.suture.db.Database;
import io.suture.studio.audit.VerifyCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the machine or the command line can have wrong at a start: one line, and an exit code that says so.
class LaunchTest {
    @TempDir
    Path folder;

    private record Ended(int code, String words) {}

    private static Ended launch(Map<String, String> environment, String... arguments) throws Exception {
        return launch(StudioApplication.class, environment, arguments);
    }

    private static Ended launch(Class<?> program, Map<String, String> environment, String... arguments)
            throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), words);
    }

    @Test
    void a_taken_port_is_named_in_one_line() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = launch(
                    Map.of(),
                    "--port",
                    String.valueOf(taken.getLocalPort()),
                    "--data",
                    folder.resolve("d").toString());

            assertThat(ended.words().strip())
                    .startsWith("Port " + taken.getLocalPort() + " is taken.")
                    .doesNotContain("\n");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(folder.resolve("d")).doesNotExist();
        }
    }

    @Test
    void a_database_that_is_down_is_named_in_one_line() throws Exception {
        Ended ended =
                launch(Map.of(), "--port", "0", "--database-url", "jdbc:postgresql://localhost:1/x?password=hush");

        assertThat(ended.words().strip())
                .contains("jdbc:postgresql://localhost:1/x")
                .doesNotContain("\n", "hush", "Exception");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void an_open_address_without_tls_is_refused_in_one_line() throws Exception {
        Ended ended = launch(
                Map.of("SERVER_ADDRESS", "0.0.0.0"),
                "--port",
                "0",
                "--data",
                folder.resolve("d").toString());

        assertThat(ended.words().strip())
                .startsWith("Without TLS the studio listens on this machine only")
                .doesNotContain("\n");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(folder.resolve("d")).doesNotExist();
    }

    @Test
    void an_audit_trail_is_verified_in_one_line_and_none_is_made_where_there_is_none() throws Exception {
        Path data = folder.resolve("data");
        assertThat(launch(VerifyCommand.class, Map.of(), "--data", data.toString()))
                .isEqualTo(new Ended(1, "There is no data of a studio in " + data + System.lineSeparator()));
        assertThat(data).doesNotExist();
        Database.embedded(data).close();

        Ended ended = launch(VerifyCommand.class, Map.of("STUDIO_DATA", data.toString()));

        assertThat(ended.words().strip()).isEqualTo("All 0 audit events are as they were written.");
        assertThat(ended.code()).isZero();
    }

    @Test
    void unknown_options_end_with_2() throws Exception {
        assertThat(launch(Map.of(), "--colour", "red").code()).isEqualTo(2);
    }

    @Test
    void options_win_over_the_environment() {
        var environment = Map.of("STUDIO_PORT", "9001", "STUDIO_DATA", "/srv/suture", "STUDIO_OPEN", "true");

        LaunchOptions given = LaunchOptions.parse(List.of("--port=9002", "--demo"), environment);

        assertThat(given.port()).isEqualTo(9002);
        assertThat(given.data()).isEqualTo("/srv/suture");
        assertThat(given.open()).isTrue();
        assertThat(given.demo()).isTrue();
        assertThat(given.problems()).isEmpty();
    }

    @Test
    void what_is_no_port_is_refused() {
        assertThat(LaunchOptions.parse(List.of("--port", "seventy"), Map.of()).problems())
                .containsExactly("The port is a number from 0 to 65535, not seventy.");
        assertThat(LaunchOptions.parse(List.of("--port"), Map.of()).problems())
                .containsExactly("--port needs a value.");
    }

    @Test
    void the_script_refuses_what_it_does_not_know_and_explains_what_it_does() throws Exception {
        assertThat(script("run", "--colour").code()).isEqualTo(2);
        assertThat(script("dance").code()).isEqualTo(2);
        assertThat(script("run", "--port").words()).contains("--port needs a value");
        for (String command :
                List.of("run", "demo", "test", "transform", "check", "runtime", "channel", "bench", "audit")) {
            Ended help = script(command, "--help");
            assertThat(help.words()).contains("Usage: ./studio " + command);
            assertThat(help.code()).isZero();
        }
    }

    private static Ended script(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash", System.getenv().getOrDefault("SUTURE_ROOT", "..") + "/studio"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), words);
    }
}
