package io.suture.studio.exchange;

import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.document.Read;
import io.suture.engine.exchange.ChannelWorkbook;
import io.suture.engine.exchange.DmnDocument;
import io.suture.engine.exchange.DmnTables;
import io.suture.engine.exchange.RowValues;
import io.suture.engine.exchange.RuleSheets;
import io.suture.engine.exchange.StructureMapDocument;
import io.suture.engine.exchange.Workbook;
import io.suture.engine.exchange.WorkbookImport;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.value.FieldPath;
import io.suture.regression.Sample;
import io.suture.studio.channel.Change;
import io.suture.studio.channel.Changes;
import io.suture.studio.mapping.FieldMappings;
import io.suture.studio.mapping.MappingPlace;
import io.suture.studio.mapping.Projection;
import io.suture.studio.mapping.Sampled;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Takes Channels out as files and reads files into what they would change. Saving it is up to Drafts, in one step.
public final class Exchange {
    /// No file that is brought in may be larger.
    public static final int MOST_BYTES = XlsxParts.MOST_BYTES;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final FieldMappings mappings;
    private final InstantSource clock;

    public Exchange(FieldMappings mappings, InstantSource clock) {
        this.mappings = mappings;
        this.clock = clock;
    }

    /// The Channel as an .xlsx workbook.
    ///
    /// @param version which state of it this is, in words
    /// @param sample  whose values stand in it, or null for none
    public byte[] workbook(Channel channel, String version, @Nullable Sample sample) {
        var heading =
                new ChannelWorkbook.Heading(version, DATE.format(clock.instant()), sample == null ? "" : sample.name());
        Map<String, Map<FieldPath, RowValues>> values = new HashMap<>();
        if (sample != null) {
            for (Destination to : channel.destinations()) {
                mappings.project(channel, MappingPlace.to(to.name()), sample)
                        .ifPresent(projection -> values.put(to.name(), values(projection)));
            }
        }
        return XlsxFile.write(ChannelWorkbook.write(channel, heading, mappings.environment(channel), values));
    }

    /// The ways out of a Channel that lead from one FHIR resource to another, each as a StructureMap.
    public Map<String, StructureMapDocument.Exported> structureMaps(Channel channel) {
        var maps = new LinkedHashMap<String, StructureMapDocument.Exported>();
        for (Destination to : channel.destinations()) {
            if (StructureMapDocument.isFor(to)) {
                maps.put(to.name(), StructureMapDocument.write(channel, to, mappings.environment(channel)));
            }
        }
        return maps;
    }

    private static Map<FieldPath, RowValues> values(Projection shown) {
        var values = new LinkedHashMap<FieldPath, RowValues>();
        Map<FieldPath, List<String>> in = shown.valuesIn();
        for (FieldMapping row : shown.mapping().fields()) {
            Sampled out = shown.values().get(row.target());
            values.put(
                    row.target(),
                    new RowValues(
                            String.join(", ", in.getOrDefault(row.target(), List.of())),
                            out == null ? "" : out.text()));
        }
        return values;
    }

    /// The decision tables of a Channel by name, each as a DMN file with what DMN says otherwise.
    public Map<String, DmnDocument.Written> decisionTables(Channel channel) {
        var tables = new LinkedHashMap<String, DmnDocument.Written>();
        for (RulePart part : channel.rules().parts()) {
            switch (part) {
                case DecisionTable table -> tables.put(table.name(), DmnDocument.write(table, channel.tables()));
                case Rule rule -> {}
            }
        }
        return tables;
    }

    /// What a file would change: a workbook of this Channel or of decision tables, a Channel as JSON, or decision
    /// tables
    /// as DMN. By what is in it, not by its name.
    public Incoming read(String file, byte[] bytes, Channel draft) {
        if (bytes.length > MOST_BYTES) {
            return Incoming.refused(
                    file,
                    draft,
                    List.of(Problem.error("too-large", "", "The file has more than 5 MB. Nothing was read.")));
        }
        return switch (first(bytes)) {
            case '{' -> document(file, bytes, draft);
            case '<' -> tables(file, draft, DmnTables.read(bytes));
            default -> workbook(file, bytes, draft);
        };
    }

    /// The first character behind a byte order mark and blanks.
    private static char first(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 1_000), StandardCharsets.UTF_8);
        String rest = (start.startsWith("\uFEFF") ? start.substring(1) : start).stripLeading();
        return rest.isEmpty() ? ' ' : rest.charAt(0);
    }

    private static Incoming tables(String file, Channel draft, Read<List<DecisionTable>> read) {
        List<DecisionTable> tables = read.value();
        return tables == null
                ? Incoming.refused(file, draft, read.problems())
                : incoming(file, draft, draft.withRules(RuleSheets.into(draft.rules(), tables)), read.problems());
    }

    private Incoming workbook(String file, byte[] bytes, Channel draft) {
        Read<Workbook> book = XlsxFile.read(bytes);
        if (book.value() == null) {
            return Incoming.refused(file, draft, book.problems());
        }
        if (RuleSheets.any(book.value())) {
            Read<List<DecisionTable>> read = RuleSheets.read(book.value());
            var problems = new ArrayList<>(book.problems());
            problems.addAll(read.problems());
            return tables(file, draft, new Read<>(read.value(), problems, read.attempt()));
        }
        WorkbookImport.Imported read = WorkbookImport.read(book.value(), draft, mappings::environment);
        var problems = new ArrayList<>(book.problems());
        problems.addAll(read.problems());
        return incoming(file, draft, read.channel(), problems);
    }

    private static Incoming document(String file, byte[] bytes, Channel draft) {
        Read<Channel> read = ChannelDocument.read(bytes);
        Channel channel = read.value();
        if (channel == null) {
            return Incoming.refused(file, draft, read.problems());
        }
        var problems = new ArrayList<>(read.problems());
        if (!channel.name().equals(draft.name())) {
            problems.add(Problem.warning(
                    "other-channel",
                    "name",
                    "The file is the channel " + channel.name() + ". This one keeps its name, " + draft.name()
                            + ", and becomes like it otherwise."));
        }
        return incoming(file, draft, named(channel, draft), problems);
    }

    /// A draft keeps its name and where it came from.
    private static Channel named(Channel channel, Channel draft) {
        return new Channel(
                draft.name(),
                channel.title(),
                channel.description(),
                channel.source(),
                channel.rules(),
                channel.destinations(),
                channel.tables(),
                channel.maps(),
                channel.schemas(),
                channel.queries(),
                channel.constants(),
                draft.origin());
    }

    private static Incoming incoming(String file, Channel draft, Channel after, List<Problem> problems) {
        List<Change> changes = Changes.between(draft, after);
        var remarks = problems.stream().filter(problem -> !problem.isError()).collect(Collectors.toList());
        if (changes.isEmpty() && !after.equals(draft)) {
            remarks.add(Problem.info("order", "", "Only the order of its parts differs from the draft."));
        }
        return new Incoming(
                file, after, changes, problems.stream().filter(Problem::isError).toList(), remarks);
    }
}
