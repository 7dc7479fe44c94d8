package io.suture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The bad input of the fixtures, made by their script in a folder of the test.
public final class BadInput {
    private BadInput() {}

    /// All files that the script makes, sorted by name; leaves the test out (or fails it, in CI) where it cannot run.
    public static List<Path> in(Path folder) throws IOException, InterruptedException {
        Path script = Fixtures.path("bad/badload.py");
        if (!Files.exists(folder.resolve("INDEX.csv"))) {
            Process python;
            try {
                python = new ProcessBuilder("python3", script.toString(), "-o", folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
            } catch (IOException absent) {
                return Fixtures.leftOut("there is no python3 to make the bad input");
            }
            assertThat(python.waitFor()).isZero();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("INDEX.csv") && !file.endsWith("log"))
                    .sorted()
                    .toList();
        }
    }
}
