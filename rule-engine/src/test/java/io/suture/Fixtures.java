package io.suture;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Others' real messages, which lie outside the project in the folder that `STUDIO_FIXTURES` names (default:
/// `../shared/fixtures` beside the project). A test that needs them is left out, with that reason, where they are
/// absent; when `CI=true` it fails.
public final class Fixtures {
    private Fixtures() {}

    /// The folder, when there is one.
    public static Optional<Path> folder() {
        String named = System.getenv("STUDIO_FIXTURES");
        String project = System.getenv("SUTURE_ROOT");
        Path folder = named != null && !named.isBlank()
                ? Path.of(named)
                : Path.of(project == null ? ".." : project, "..", "shared", "fixtures");
        return Optional.of(folder.toAbsolutePath().normalize()).filter(Files::isDirectory);
    }

    /// A file or folder beneath the fixtures; leaves the test out (or fails it, in CI) where it is absent.
    public static Path path(String relative) {
        Optional<Path> found = folder().map(root -> root.resolve(relative)).filter(Files::exists);
        return found.orElseGet(() -> missing(relative));
    }

    /// All files beneath a folder of the fixtures whose names end in one of these (in any case), sorted.
    public static List<Path> files(String relative, String... endings) {
        Path under = path(relative);
        try (var walk = Files.walk(under)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> {
                        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
                        return List.of(endings).stream().anyMatch(name::endsWith);
                    })
                    .sorted()
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Path missing(String relative) {
        return leftOut("the fixtures hold no " + relative
                + " (STUDIO_FIXTURES names their folder, default ../shared/fixtures)");
    }

    /// Leaves a test out, or fails it in CI: what CI leaves out, nobody misses.
    ///
    /// @param why what is not there
    public static <T> T leftOut(String why) {
        String reason = "left out: " + why;
        if ("true".equals(System.getenv("CI"))) {
            return fail(reason);
        }
        return abort(reason);
    }
}
