package io.suture.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked once from the archive that zonky publishes for this kind of machine.
///
/// @param home the folder that holds `bin`, `lib` and `share`
record ServerBinaries(Path home) {
    private static final Logger log = LoggerFactory.getLogger(ServerBinaries.class);

    /// The same archive has the same size; another version would have to hit it to the byte.
    private static final int VERSION = 18;

    /// Unpacks into a folder of `parent` unless an earlier start did. Safe against several processes at once.
    static synchronized ServerBinaries in(Path parent) {
        var archive = "postgres-%s-%s.txz".formatted(system(), architecture());
        var url = ServerBinaries.class.getResource("/" + archive);
        if (url == null) {
            throw new DatabaseUnavailable(
                    "No PostgreSQL is bundled for this machine (" + archive + "): name a server with --database-url");
        }
        try {
            var size = url.openConnection().getContentLengthLong();
            var home = parent.resolve("postgresql-%d-%s-%d".formatted(VERSION, architecture(), size));
            if (Files.isDirectory(home)) {
                return new ServerBinaries(home);
            }
            Files.createDirectories(parent);
            try (var channel = FileChannel.open(
                            parent.resolve("postgresql.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                if (lock.isValid() && !Files.isDirectory(home)) {
                    log.info("Unpacking PostgreSQL");
                    var half = parent.resolve(home.getFileName() + ".new");
                    Folders.delete(half);
                    try (var in = url.openStream()) {
                        unpack(in, half);
                    }
                    Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return new ServerBinaries(home);
        } catch (IOException e) {
            throw new DatabaseUnavailable("PostgreSQL cannot be unpacked into " + parent + ": " + e.getMessage(), e);
        }
    }

    /// Where the build and the tests have them, so that not each of them unpacks its own.
    ///
    /// @throws DatabaseUnavailable if somebody else made it, whose programs we should not run
    static Path sharedFolder() {
        var user = System.getProperty("user.name");
        var folder = Path.of(System.getProperty("java.io.tmpdir"), "suture-postgresql-" + user);
        try {
            Folders.createPrivate(folder);
            if (!Files.getOwner(folder).getName().equals(user)) {
                throw new DatabaseUnavailable(folder + " belongs to somebody else: remove it");
            }
            return folder;
        } catch (IOException e) {
            throw new DatabaseUnavailable(folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /// Whether a data directory was made by a server of our version.
    static boolean canOpen(Path cluster) {
        try {
            return Files.readString(cluster.resolve("PG_VERSION")).strip().equals(Integer.toString(VERSION));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            var path = target.resolve(entry.getName()).normalize();
            if (!path.startsWith(target)) {
                throw new IOException("the archive points outside its folder: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                continue;
            }
            var parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, path);
                Files.setPosixFilePermissions(path, permissions((entry.getMode() & 0100) != 0));
            }
        }
    }

    private static Set<PosixFilePermission> permissions(boolean program) {
        var permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_READ);
        if (program) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
        }
        return permissions;
    }

    private static String system() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
    }

    private static String architecture() {
        var name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> name;
        };
    }
}
