package io.suture.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A whole node as a program of its own.
final class NodeProcess {
    private NodeProcess() {}

    /// Starts one; its listeners are bound when this returns.
    ///
    /// @param options as of `./studio runtime`
    static Process start(Path channels, String... options) throws IOException {
        return start("-Xmx512m", channels, options);
    }

    /// @param memory that it may use, as Java takes it
    static Process start(String memory, Path channels, String... options) throws IOException {
        return start(memory, Map.of(), channels, options);
    }

    /// @param settings of its Channels, by name
    static Process start(Map<String, String> settings, Path channels, String... options) throws IOException {
        return start("-Xmx512m", settings, channels, options);
    }

    private static Process start(String memory, Map<String, String> settings, Path channels, String... options)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                "-cp",
                System.getProperty("java.class.path"),
                RuntimeApplication.class.getName(),
                "--channels",
                channels.toString(),
                "--port",
                "0",
                "--unapproved"));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(settings);
        Process process = builder.start();
        var lines = new ArrayList<String>();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.startsWith("Ready in ")) {
                Thread.ofVirtual().start(() -> drain(out));
                return process;
            }
        }
        throw new AssertionError("It did not start: " + String.join("\n", lines));
    }

    private static void drain(BufferedReader out) {
        try {
            while (out.readLine() != null) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            if (!"Stream closed".equals(e.getMessage())) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
