package io.suture.studio.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/// The parts of an .xlsx file that hold text, packed anew within limits. Macros, links to other files, pictures and
/// whatever else lies in it never reach a reader; a file that is made to do harm is refused whole.
final class XlsxParts {
    static final int MOST_BYTES = 5 * 1024 * 1024;
    static final long MOST_UNPACKED = 80L * 1024 * 1024;
    static final int MOST_RATIO = 200;
    private static final int MOST_ENTRIES = 1_000;

    /// Below this a high ratio does no harm: small sheets of the same cell pack well.
    private static final int SMALL = 1024 * 1024;

    private static final Pattern READ =
            Pattern.compile("\\[Content_Types]\\.xml|_rels/\\.rels|xl/workbook\\.xml|xl/_rels/workbook\\.xml\\.rels"
                    + "|xl/sharedStrings\\.xml|xl/styles\\.xml|xl/worksheets/[A-Za-z0-9_-]+\\.xml");

    private static final Pattern OUT = Pattern.compile("(^|/)\\.\\.(/|$)");

    private final Set<String> names = new HashSet<>();
    private boolean leftOut;

    /// Why a file is not read, in a sentence.
    static final class Unsafe extends Exception {
        private static final long serialVersionUID = 1;
        private final String why;

        Unsafe(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    /// A file that may be read.
    ///
    /// @param bytes   with the parts that hold text alone
    /// @param leftOut whether there were macros or links to other files in it
    record Safe(byte[] bytes, boolean leftOut) {}

    private XlsxParts() {}

    static Safe of(byte[] file) throws Unsafe {
        if (file.length > MOST_BYTES) {
            throw new Unsafe("The file has more than 5 MB.");
        }
        if (file.length < 4 || file[0] != 'P' || file[1] != 'K') {
            throw new Unsafe("The file is no .xlsx workbook. An older or a protected one is saved as .xlsx first.");
        }
        try {
            return new XlsxParts().repacked(file);
        } catch (IOException | IllegalArgumentException broken) {
            throw new Unsafe("The file is broken: it cannot be unpacked.");
        }
    }

    private Safe repacked(byte[] file) throws IOException, Unsafe {
        var safe = new ByteArrayOutputStream();
        long total = 0;
        // By the directory at its end, as spreadsheets read it: what stands before each part may say otherwise.
        try (var in = ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                        .get();
                var out = new ZipOutputStream(safe)) {
            for (ZipArchiveEntry entry : Collections.list(in.getEntries())) {
                String name = entry.getName();
                check(name);
                leftOut |= name.contains("vbaProject") || name.startsWith("xl/externalLinks/");
                // What is left out is unpacked too: it counts.
                byte[] bytes;
                try (InputStream part = in.getInputStream(entry)) {
                    bytes = part.readNBytes((int) (MOST_UNPACKED - total + 1));
                }
                total += bytes.length;
                if (total > MOST_UNPACKED || total > SMALL && total / Math.max(1, file.length) > MOST_RATIO) {
                    throw new Unsafe("The file unpacks to far more than a workbook of this size holds.");
                }
                if (READ.matcher(name).matches()) {
                    refuseEntities(bytes);
                    out.putNextEntry(new ZipEntry(name));
                    out.write(bytes);
                    out.closeEntry();
                }
            }
        }
        if (!names.contains("xl/workbook.xml")) {
            throw new Unsafe("The file is packed, but no .xlsx workbook.");
        }
        return new Safe(safe.toByteArray(), leftOut);
    }

    private void check(String name) throws Unsafe {
        if (name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || OUT.matcher(name).find()) {
            throw new Unsafe("The file holds a part whose name leads out of it.");
        }
        if (!names.add(name)) {
            throw new Unsafe("The file holds two parts of one name.");
        }
        if (names.size() > MOST_ENTRIES) {
            throw new Unsafe("The file has more than 1,000 parts.");
        }
    }

    /// Workbooks declare no entities; only what is made to do harm does. Another encoding than UTF-8 could hide them.
    private static void refuseEntities(byte[] bytes) throws Unsafe {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.contains("<!DOCTYPE") || text.contains("<!ENTITY") || text.indexOf('\0') >= 0) {
            throw new Unsafe("The file declares XML entities or is no UTF-8, which no workbook needs.");
        }
    }
}
