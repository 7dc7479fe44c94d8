package io.suture.studio.lookup.ui;

import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.upload.Upload;
import io.suture.engine.document.ConceptMapDocument;
import io.suture.engine.document.LookupTableCsv;
import io.suture.engine.document.Read;
import io.suture.engine.document.SpreadsheetText;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.report.Problem;
import java.util.List;
import java.util.function.Consumer;

/// Takes a table from a file: CSV, or a ConceptMap as JSON. Of a larger one than there may be no more is read than it
/// takes to know that; the file's own name is never a path here.
final class TableUpload extends Div {
    private static final int LONGEST_NAME = 80;

    /// @param read hears what the file holds, or why it is not taken
    TableUpload(Consumer<Read<LookupTable>> read) {
        var upload = new Upload();
        upload.setUploadHandler(event -> {
            byte[] bytes = event.getInputStream().readNBytes(SpreadsheetText.MOST_BYTES + 1);
            String name = event.getFileName();
            UI ui = event.getUI();
            ui.access(() -> {
                upload.clearFileList();
                read.accept(read(bytes, name == null ? "" : name));
            });
        });
        upload.setMaxFiles(1);
        upload.setAcceptedFileExtensions(".csv", ".tsv", ".txt", ".json");
        upload.setMaxFileSize(SpreadsheetText.MOST_BYTES);
        upload.addFileRejectedListener(rejected -> read.accept(Read.refused(List.of(Problem.error(
                "not-taken",
                "",
                "The file was not taken: it is to be CSV or a ConceptMap as JSON, of at most 5 MB.")))));
        upload.setWidthFull();
        add(
                upload,
                text(
                        "CSV UTF-8 (its first row names the columns, its first column holds the codes) or a FHIR R4 "
                                + "ConceptMap as JSON. At most 5 MB and 50,000 rows.",
                        "mid",
                        "s"));
    }

    static Read<LookupTable> read(byte[] bytes, String file) {
        String name = name(file);
        return json(bytes) ? ConceptMapDocument.read(bytes, name) : LookupTableCsv.read(bytes, name);
    }

    /// By what is in it, not by its name.
    private static boolean json(byte[] bytes) {
        for (byte one : bytes) {
            if (one != ' ' && one != '\n' && one != '\r' && one != '\t') {
                return one == '{';
            }
        }
        return false;
    }

    /// `../../Sexes.csv` becomes `Sexes`.
    static String name(String file) {
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        String plain = last.replaceFirst("\\.[A-Za-z]{1,5}$", "")
                .replaceAll("[\\p{Cntrl}]+|\\.{2,}", "")
                .replaceAll("[_-]+", " ")
                .strip();
        return plain.isEmpty()
                ? "Imported"
                : plain.substring(0, Math.min(LONGEST_NAME, plain.length())).strip();
    }
}
