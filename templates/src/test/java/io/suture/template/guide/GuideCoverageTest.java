package io.suture.template.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.suture.engine.lookup.Hl7TableMaps;
import io.suture.engine.lookup.LookupTable;
import io.suture.engine.mapping.Mapping;
import io.suture.template.TemplateCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every data type map and table map of the guide ships, or stands in `pieces.tsv` with the reason why not; every row
/// of
/// them is done, or stands in `rows.tsv` with the reason. Writes all of it to `target/guide-coverage.md`.
class GuideCoverageTest {
    private static final Map<String, Mapping> MAPS =
            TemplateCatalog.library().maps().stream().collect(Collectors.toMap(Mapping::name, Function.identity()));
    private static final Map<String, LookupTable> TABLES = TemplateCatalog.library().tables().stream()
            .collect(Collectors.toMap(LookupTable::name, Function.identity()));
    private static final List<Piece> PIECES = lines("pieces.tsv").stream()
            .map(cells -> new Piece(cells[0], cells[1], cells[2], cells[3]))
            .toList();
    private static final List<Decided> DECISIONS = lines("rows.tsv").stream()
            .map(cells -> new Decided(cells[0], cells[1], cells[2], cells[3], cells[4]))
            .toList();

    /// How a map of the guide ships: as `map` or `table` of a name, as a `formula`, or as `none` for a reason.
    private record Piece(String kind, String guide, String how, String what) {}

    /// Why a row is done differently or not at all. `*` stands for all.
    private record Decided(String map, String source, String target, String outcome, String why) {
        boolean isOf(String itsMap, String itsSource, String itsTarget) {
            return (map.equals("*") || map.equals(itsMap))
                    && (source.equals("*") || source.equals(itsSource) || itsSource.endsWith(source))
                    && (target.equals("*") || itsTarget.contains(target));
        }
    }

    private record Outcome(String map, String row, String outcome, String why) {}

    private final Set<Decided> used = new HashSet<>();

    private static List<String[]> lines(String file) {
        try (var in = Objects.requireNonNull(GuideCoverageTest.class.getResourceAsStream("/guide/" + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Arrays.copyOf((line + "\t\t\t\t").split("\t", -1), 5))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<Piece> pieces(String kind) {
        return PIECES.stream().filter(piece -> piece.kind().equals(kind)).toList();
    }

    @Test
    void every_data_type_map_ships_or_says_why_not() {
        List<String> sheets = GuideRow.sheets(Fixtures.ofTheGuide(), "datatypes").stream()
                .map(GuideRow::name)
                .toList();

        assertThat(pieces("datatype")).extracting(Piece::guide).containsExactlyInAnyOrderElementsOf(sheets);
        assertThat(pieces("datatype")).allSatisfy(piece -> {
            switch (piece.how()) {
                case "map" -> assertThat(MAPS).containsKey(piece.what());
                case "formula", "none" -> assertThat(piece.what()).isNotBlank();
                default -> fail(piece.how());
            }
        });
    }

    @Test
    void every_table_map_ships_or_says_why_not() {
        assertThat(pieces("table"))
                .extracting(Piece::guide)
                .containsExactlyInAnyOrderElementsOf(Hl7TableMaps.all().stream()
                        .map(Hl7TableMaps.TableMap::id)
                        .toList());
        assertThat(pieces("table")).allSatisfy(piece -> {
            switch (piece.how()) {
                case "table" -> assertThat(TABLES).containsKey(piece.what());
                case "none" ->
                    assertThat(Hl7TableMaps.named(piece.guide()).orElseThrow().codes().stream()
                                    .filter(row -> !row.target().isEmpty()))
                            .as(piece.guide())
                            .isEmpty();
                default -> fail(piece.how());
            }
        });
    }

    @Test
    void every_row_is_done_or_says_why_not() throws IOException {
        var outcomes = new ArrayList<Outcome>();
        for (Path sheet : GuideRow.sheets(Fixtures.ofTheGuide(), "datatypes")) {
            Piece piece = pieces("datatype").stream()
                    .filter(one -> one.guide().equals(GuideRow.name(sheet)))
                    .findFirst()
                    .orElseThrow();
            GuideRow.of(sheet).forEach(row -> outcomes.add(outcome(piece, row)));
        }
        for (Piece piece : pieces("table")) {
            Hl7TableMaps.named(piece.guide()).orElseThrow().codes().forEach(row -> outcomes.add(outcome(piece, row)));
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "guide-coverage.md"), report(outcomes));

        assertThat(outcomes.stream()
                        .filter(one -> one.outcome().equals("undecided"))
                        .map(one -> one.map() + "\t" + one.row()))
                .isEmpty();
        assertThat(DECISIONS.stream().filter(decided -> !used.contains(decided)))
                .as("decisions that no row needs")
                .isEmpty();
    }

    private Outcome outcome(Piece piece, GuideRow row) {
        String said = row.source() + " → " + row.target()
                + (row.assignment().isEmpty() ? "" : " = " + row.assignment())
                + (row.condition().isEmpty() ? "" : " (" + row.condition() + ")");
        Optional<Decided> decided = decided(row.map(), row.source(), row.target());
        if (decided.isPresent()) {
            return new Outcome(
                    row.map(), said, decided.get().outcome(), decided.get().why());
        }
        return switch (piece.how()) {
            case "none" -> new Outcome(row.map(), said, "not", piece.what());
            case "formula" ->
                new Outcome(
                        row.map(),
                        said,
                        piece.what().contains(row.source())
                                        || row.source().endsWith(".1")
                                                && piece.what().contains("(x")
                                ? "done"
                                : "undecided",
                        "as a formula");
            default -> new Outcome(row.map(), said, isDone(piece, row) ? "done" : "undecided", "");
        };
    }

    private static boolean isDone(Piece piece, GuideRow row) {
        Mapping map = Objects.requireNonNull(MAPS.get(piece.what()));
        String source = row.source().replaceAll("^\\w+(?=[.-]|$)", type(map));
        return ShippedRow.of(map, MAPS).stream()
                .filter(shipped -> shipped.isAt(row.plainTarget()))
                .filter(shipped -> row.condition().isEmpty() || shipped.condition())
                .anyMatch(shipped -> row.constant().isEmpty()
                        ? shipped.reads(source)
                        : shipped.said().contains("'" + row.constant() + "'"));
    }

    private static String type(Mapping map) {
        return map.source().name().replace("#", "");
    }

    private Outcome outcome(Piece piece, Hl7TableMaps.Row row) {
        String said = row.code() + " → " + (row.target().isEmpty() ? "nothing" : row.target());
        if (piece.how().equals("none")) {
            return new Outcome(piece.guide(), said, "not", piece.what());
        }
        Optional<Decided> decided = decided(piece.guide(), row.code(), row.target());
        if (decided.isPresent()) {
            return new Outcome(
                    piece.guide(), said, decided.get().outcome(), decided.get().why());
        }
        LookupTable table = Objects.requireNonNull(TABLES.get(piece.what()));
        // A table whose codes are FHIR's own holds their names only.
        boolean names = table.columns().getFirst().equals("display");
        Optional<String> shipped = table.row(row.code()).map(cells -> names ? row.code() : cells.getFirst());
        boolean done = row.target().isEmpty()
                ? shipped.orElse("").isEmpty()
                : shipped.filter(row.target()::equals).isPresent();
        return new Outcome(piece.guide(), said, done ? "done" : "undecided", "");
    }

    private Optional<Decided> decided(String map, String source, String target) {
        Optional<Decided> decided =
                DECISIONS.stream().filter(one -> one.isOf(map, source, target)).findFirst();
        decided.ifPresent(used::add);
        return decided;
    }

    private static String report(List<Outcome> outcomes) {
        Map<String, Long> counts =
                outcomes.stream().collect(Collectors.groupingBy(Outcome::outcome, TreeMap::new, Collectors.counting()));
        var text = new StringBuilder("# The rows of the HL7 v2-to-FHIR guide's data type and table maps\n\n");
        counts.forEach((outcome, count) ->
                text.append("- ").append(outcome).append(": ").append(count).append('\n'));
        var byMap = new LinkedHashMap<String, List<Outcome>>();
        outcomes.forEach(one ->
                byMap.computeIfAbsent(one.map(), any -> new ArrayList<>()).add(one));
        byMap.forEach((map, rows) -> {
            text.append("\n## ").append(map).append("\n\n| row | outcome | why |\n| --- | --- | --- |\n");
            rows.forEach(one -> text.append("| ")
                    .append(one.row().replace("|", "\\|"))
                    .append(" | ")
                    .append(one.outcome())
                    .append(" | ")
                    .append(one.why())
                    .append(" |\n"));
        });
        return text.toString();
    }
}
