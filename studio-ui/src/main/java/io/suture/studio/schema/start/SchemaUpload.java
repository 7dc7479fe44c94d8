package io.suture.studio.schema.start;

import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.upload.Upload;
import java.util.function.Consumer;

/// Takes a file of at most 5 MB; of a larger one no more is read than it takes to know that. The file's own name is
/// never a path here.
final class SchemaUpload extends Div {
    static final int MOST_BYTES = 5 * 1024 * 1024;
    private static final String TOO_LARGE =
            "The file has more than 5 MB; nothing was read. A part of it shows as much.";

    /// @param name  without folders
    record Uploaded(String name, byte[] bytes) {
        /// Its name without its ending: what a schema made of it may be called.
        String title() {
            String plain = name.replaceFirst("\\.[A-Za-z]{1,5}$", "")
                    .replaceAll("[_-]+", " ")
                    .strip();
            return plain.substring(0, Math.min(60, plain.length()));
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    SchemaUpload(String what, Consumer<Uploaded> read, Consumer<String> refused, String... endings) {
        var upload = new Upload();
        upload.setUploadHandler(event -> {
            byte[] bytes = event.getInputStream().readNBytes(MOST_BYTES + 1);
            String given = event.getFileName();
            String name = given == null
                    ? ""
                    : given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
                            .replaceAll("\\p{Cntrl}", "");
            UI ui = event.getUI();
            ui.access(() -> {
                upload.clearFileList();
                if (bytes.length > MOST_BYTES) {
                    refused.accept(TOO_LARGE);
                } else {
                    read.accept(new Uploaded(name, bytes));
                }
            });
        });
        upload.setAcceptedFileExtensions(endings);
        upload.setMaxFileSize(MOST_BYTES);
        upload.addFileRejectedListener(
                rejected -> refused.accept("The file was not taken: it is to be " + what + ", of at most 5 MB."));
        upload.setWidthFull();
        add(upload, text(what + ". At most 5 MB.", "mid", "s"));
    }
}
