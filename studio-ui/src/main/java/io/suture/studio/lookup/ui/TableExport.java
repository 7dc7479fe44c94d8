package io.suture.studio.lookup.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.suture.engine.document.ConceptMapDocument;
import io.suture.engine.document.LookupTableCsv;
import io.suture.engine.lookup.LookupTable;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/// Takes the table out, as a spreadsheet reads it or as FHIR does.
final class TableExport extends Span {
    TableExport(Supplier<LookupTable> table) {
        addClassNames("line", "gap4");
        add(
                link("CSV", "csv", "text/csv", LookupTableCsv::write, table),
                link("ConceptMap", "json", "application/fhir+json", ConceptMapDocument::write, table));
    }

    private static Anchor link(
            String words,
            String ending,
            String mediaType,
            Function<LookupTable, byte[]> write,
            Supplier<LookupTable> table) {
        var anchor = new Anchor();
        anchor.setText(words);
        anchor.setHref(DownloadHandler.fromInputStream(download -> {
            LookupTable now = table.get();
            byte[] bytes = write.apply(now);
            return new DownloadResponse(
                    new ByteArrayInputStream(bytes), fileName(now.name()) + "." + ending, mediaType, bytes.length);
        }));
        anchor.getElement().setAttribute("download", true);
        anchor.getElement().setAttribute("aria-label", "Export as " + words);
        anchor.addClassName("export");
        return anchor;
    }

    /// No system takes these signs for a folder.
    static String fileName(String table) {
        String plain = table.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        return plain.isEmpty() ? "table" : plain;
    }
}
