package io.suture.engine.format.fhir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// FHIR packages, made for tests.
final class Packages {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;

    Packages() {
        try {
            tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), StandardCharsets.UTF_8.name());
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Packages file(String name, String content) {
        return entry(new TarArchiveEntry(name, true), content.getBytes(StandardCharsets.UTF_8), any -> {});
    }

    Packages link(String name, String to) {
        return entry(new TarArchiveEntry(name, TarConstants.LF_SYMLINK), new byte[0], entry -> entry.setLinkName(to));
    }

    private Packages entry(TarArchiveEntry entry, byte[] content, Consumer<TarArchiveEntry> more) {
        try {
            entry.setSize(content.length);
            more.accept(entry);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    byte[] tgz() {
        try {
            tar.close();
            return bytes.toByteArray();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
