package io.suture.studio.exchange.menu;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.suture.engine.channel.Channel;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.report.Problem;
import io.suture.regression.Sample;
import io.suture.studio.channel.Draft;
import io.suture.studio.exchange.Exchange;
import io.suture.studio.kit.ProblemList;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes a Channel's draft out as a file; brings a file in, after a look at what it changes.
public final class ExchangeMenu extends Span {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 60;
    private static final int MOST_PROBLEMS = 5;

    private final transient Exchange exchange;
    private final transient Supplier<Draft> draft;
    private final Popover popover = new Popover();
    private final Div fhir = box("exchange-fhir");
    private final Div tables = box("exchange-dmn");

    /// @param draft  as it is when somebody asks
    /// @param stage  which state of the Channel that is, in words
    /// @param sample whose values are shown, or null
    /// @param take   saves what was brought in, with the change in words; null where nobody may
    public ExchangeMenu(
            Exchange exchange,
            Supplier<Draft> draft,
            Supplier<String> stage,
            Supplier<@Nullable Sample> sample,
            @Nullable BiConsumer<String, Channel> take) {
        this.exchange = exchange;
        this.draft = draft;
        Button open = button(take == null ? "Export" : "Export or import", "file", click -> {});
        popover.setTarget(open);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setAriaLabel(open.getText());
        popover.addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                showMaps();
                showTables();
            }
        });
        var content = box(
                "exchange-menu",
                new H2("Export the draft"),
                link(
                        "Spreadsheet",
                        "Mappings, lookup tables and decision tables. Edit it and bring it back.",
                        ".xlsx",
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        () -> exchange.workbook(draft.get().channel(), stage.get(), sample.get())),
                link(
                        "JSON",
                        "The whole channel as the runtime reads it.",
                        ".json",
                        "application/json",
                        () -> ChannelDocument.write(draft.get().channel())),
                fhir,
                tables);
        if (take != null) {
            content.add(new H2("Import into the draft"), upload(take));
        }
        popover.add(content);
        add(open, popover);
    }

    /// The ways out that FHIR's own mapping language can say, with what it cannot.
    private void showMaps() {
        fhir.removeAll();
        exchange.structureMaps(draft.get().channel()).forEach((to, map) -> {
            byte[] json = map.json();
            String language = map.text();
            if (json != null && language != null) {
                fhir.add(
                        link(
                                "StructureMap of " + to,
                                "As a FHIR R4 resource.",
                                "-" + to + ".json",
                                "application/fhir+json",
                                () -> json),
                        link(
                                "FHIR mapping language of " + to,
                                "The same as text.",
                                "-" + to + ".map",
                                "text/plain; charset=utf-8",
                                () -> language.getBytes(StandardCharsets.UTF_8)));
            }
            if (!map.problems().isEmpty()) {
                fhir.add(new ProblemList(map.problems().stream()
                        .limit(MOST_PROBLEMS)
                        .map(ExchangeMenu::sentence)
                        .toList()));
            }
            if (map.problems().size() > MOST_PROBLEMS) {
                fhir.add(
                        text("And " + (map.problems().size() - MOST_PROBLEMS) + " more, said in the map.", "mid", "s"));
            }
        });
    }

    /// Each decision table as other tools read it, with what they are told otherwise.
    private void showTables() {
        tables.removeAll();
        exchange.decisionTables(draft.get().channel()).forEach((name, dmn) -> {
            tables.add(link(
                    "DMN of " + name,
                    dmn.problems().isEmpty()
                            ? "The decision table as DMN 1.5."
                            : "As DMN 1.5. " + dmn.problems().getFirst().message(),
                    "-" + file(name) + ".dmn",
                    "application/xml",
                    dmn::bytes));
        });
    }

    /// A name as a part of a file's name.
    private static String file(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
        return plain.isEmpty() ? "table" : plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
    }

    /// The sentence names its place already.
    private static Problem sentence(Problem problem) {
        return new Problem(problem.severity(), problem.code(), "", problem.message(), null);
    }

    private Anchor link(String words, String help, String ending, String mediaType, Supplier<byte[]> write) {
        var anchor = new Anchor();
        anchor.add(text(words, "name"), text(help, "mid", "s"));
        anchor.setHref(DownloadHandler.fromInputStream(download -> {
            byte[] bytes = write.get();
            return new DownloadResponse(
                    new ByteArrayInputStream(bytes), draft.get().channel().name() + ending, mediaType, bytes.length);
        }));
        anchor.getElement().setAttribute("download", true);
        anchor.getElement().setAttribute("aria-label", "Export as " + words);
        return anchor;
    }

    private Div upload(BiConsumer<String, Channel> take) {
        var wrong = text("", "bad", "s");
        var upload = new Upload();
        upload.setUploadHandler(event -> {
            byte[] bytes = event.getInputStream().readNBytes(Exchange.MOST_BYTES + 1);
            String name = event.getFileName();
            UI ui = event.getUI();
            ui.access(() -> {
                upload.clearFileList();
                wrong.setText("");
                popover.close();
                show(name == null ? "" : name, bytes, take);
            });
        });
        upload.setUploadButton(button("Choose a file", click -> {}));
        upload.setMaxFiles(1);
        upload.setAcceptedFileExtensions(".xlsx", ".json", ".dmn");
        upload.setMaxFileSize(Exchange.MOST_BYTES);
        upload.addFileRejectedListener(rejected ->
                wrong.setText("The file was not taken: it is to be .xlsx, .dmn or .json, of at most 5 MB."));
        upload.setWidthFull();
        return box(
                "start",
                upload,
                wrong,
                text(
                        "A spreadsheet exported here, decision tables of Drools (.xlsx) or DMN, or a channel as JSON. You "
                                + "see every change first.",
                        "mid",
                        "s"));
    }

    private void show(String file, byte[] bytes, BiConsumer<String, Channel> take) {
        Draft before = draft.get();
        ImportPreview.open(exchange.read(shown(file), bytes, before.channel()), taken -> {
            boolean same = draft.get().revision() == before.revision();
            if (same) {
                take.accept(taken.what(), taken.channel());
            }
            return same;
        });
    }

    /// `C:\Temp\lab.xlsx` becomes `lab.xlsx`: a name is shown, and never a path.
    private static String shown(String file) {
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}+", "");
        return last.isBlank()
                ? "the file"
                : last.length() <= LONGEST_NAME ? last : last.substring(0, LONGEST_NAME) + "…";
    }
}
