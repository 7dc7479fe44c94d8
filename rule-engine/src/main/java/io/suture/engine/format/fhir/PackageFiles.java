package io.suture.engine.format.fhir;

import io.suture.engine.format.fhir.FhirPackage.Limits;
import io.suture.engine.report.Problem;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The StructureDefinitions of a package, by their canonical address. Packages come from anybody, so each is taken for
/// an
/// attack until its end is reached.
///
/// @param problem why it was refused; null for one that was read
record PackageFiles(
        Map<String, JsonNode> definitions, @Nullable Problem problem) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// So much of a small package may unpack to any ratio: a few bytes of zeros prove nothing.
    private static final long UNSUSPICIOUS = 1L << 20;

    /// Why a package is refused.
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        Refused(String code, String path, String why) {
            super(code);
            this.problem = Problem.error(code, path, why);
        }
    }

    static PackageFiles read(byte[] packed, Limits limits) {
        if (packed.length > limits.packedBytes()) {
            return refused(Problem.error(
                    "package-too-large", "", "The package has more than " + limits.packedBytes() + " bytes."));
        }
        try (var tar = new TarArchiveInputStream(
                new Counted(new GZIPInputStream(new ByteArrayInputStream(packed)), packed.length, limits))) {
            return new PackageFiles(definitions(tar, limits), null);
        } catch (Refused refused) {
            return refused(refused.problem);
        } catch (IOException broken) {
            return refused(Problem.error(
                    "not-a-package", "", "This is no FHIR package: a .tgz, which breaks off or is something else."));
        }
    }

    private static PackageFiles refused(Problem problem) {
        return new PackageFiles(Map.of(), problem);
    }

    private static Map<String, JsonNode> definitions(TarArchiveInputStream tar, Limits limits) throws IOException {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        int files = 0;
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (++files > limits.files()) {
                throw new Refused(
                        "package-too-many-files", "", "The package has more than " + limits.files() + " files.");
            }
            check(entry, files, limits);
            if (!entry.isDirectory() && isDefinition(entry.getName())) {
                JsonNode tree = tree(tar.readAllBytes());
                if (tree.path("resourceType").asString("").equals("StructureDefinition")) {
                    found.putIfAbsent(tree.path("url").asString(""), tree);
                }
            }
        }
        return found;
    }

    /// Its name is not repeated to anybody: it may be made to deceive.
    private static void check(TarArchiveEntry entry, int number, Limits limits) throws Refused {
        String place = "file " + number;
        if (entry.isSymbolicLink() || entry.isLink() || !entry.isFile() && !entry.isDirectory()) {
            throw new Refused("package-link", place, "A package holds plain files; here is a link or a device.");
        }
        String name = entry.getName();
        boolean outside = name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || Arrays.asList(name.split("/", -1)).contains("..");
        if (outside) {
            throw new Refused("package-path", place, "The name of this file leads out of the package.");
        }
        if (entry.getSize() > limits.fileBytes()) {
            throw new Refused(
                    "package-file-too-large", place, "One file has more than " + limits.fileBytes() + " bytes.");
        }
    }

    private static boolean isDefinition(String name) {
        return name.startsWith("package/") && name.indexOf('/', 8) < 0 && name.endsWith(".json");
    }

    /// What is no JSON is no definition; the package may hold anything else.
    private static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException other) {
            return JSON.createObjectNode();
        }
    }

    /// Counts while it unpacks, so that a bomb is noticed before it has gone off.
    private static final class Counted extends FilterInputStream {
        private final long packed;
        private final Limits limits;
        private long unpacked;

        Counted(InputStream in, long packed, Limits limits) {
            super(in);
            this.packed = packed;
            this.limits = limits;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(0, read));
            return read;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long skipped = super.skip(wanted);
            count(skipped);
            return skipped;
        }

        private void count(long more) throws Refused {
            unpacked += more;
            if (unpacked > limits.unpackedBytes()) {
                throw new Refused(
                        "package-too-large",
                        "",
                        "The package unpacks to more than " + limits.unpackedBytes() + " bytes.");
            }
            if (unpacked > UNSUSPICIOUS && unpacked / limits.ratio() > packed) {
                throw new Refused(
                        "package-bomb", "", "The package unpacks to more than " + limits.ratio() + " times its size.");
            }
        }
    }
}
