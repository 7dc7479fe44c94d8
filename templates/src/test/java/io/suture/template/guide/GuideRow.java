package io.suture.template.guide;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// One row of a data type or segment sheet of the guide that says where something goes.
///
/// @param map        its sheet: `XPN[HumanName]`, `PV1[Encounter]`
/// @param source     the component or field: `XPN.2`, `PV1-3`; empty where it is about none
/// @param target     the FHIR element as written
/// @param condition  its computable condition, else empty
/// @param assignment a constant or a recipe, else empty
record GuideRow(String map, String source, String target, String condition, String assignment) {
    private static final int SOURCE = 1;
    private static final int CONDITION = 6;
    private static final int TARGET = 9;
    private static final int ASSIGNMENT = 16;

    static String name(Path sheet) {
        return sheet.getFileName()
                .toString()
                .replaceAll("^HL7 (Data Type|Segment|Message) - FHIR R4_ | - [^-]*\\.csv$", "");
    }

    /// @param folder `datatypes`, `segments` or `messages`
    static List<Path> sheets(Path fixtures, String folder) {
        try (Stream<Path> files =
                Files.list(fixtures.resolve("mapping/hl7-v2-to-fhir").resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static List<GuideRow> of(Path sheet) {
        try {
            return CsvReader.builder().allowMissingFields(true).ofCsvRecord(Files.readString(sheet)).stream()
                    .skip(2)
                    .map(line -> new GuideRow(
                            name(sheet),
                            cell(line, SOURCE),
                            cell(line, TARGET),
                            cell(line, CONDITION),
                            cell(line, ASSIGNMENT)))
                    .filter(row -> !row.target.isEmpty())
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static String cell(CsvRecord line, int at) {
        return at < line.getFieldCount()
                ? line.getField(at).replaceAll("[\\s\u00A0]+", " ").strip()
                : "";
    }

    /// `authorReference(Practitioner.name.given[1])` says what `author.name.given` says.
    String plainTarget() {
        return target.replaceAll("\\[[\\d-]*[\\]}]", "")
                .replaceAll("\\[\\d+\\.", ".")
                .replaceAll("^\\.", "")
                .replaceAll("^[A-Z]\\w*\\.", "")
                .replaceAll("\\((?:[A-Z]\\w*\\.)?", ".")
                .replace(")", "");
    }

    /// A constant in quotes, without them; else empty.
    String constant() {
        return assignment.matches("\"[^\"+]*\"") ? assignment.substring(1, assignment.length() - 1) : "";
    }
}
