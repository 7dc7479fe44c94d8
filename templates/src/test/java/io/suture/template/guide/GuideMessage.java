package io.suture.template.guide;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// One row of a message sheet of the guide that says what becomes of a segment.
///
/// @param message    its sheet: `ORU_R01`
/// @param place      where the segment stands: `ORU_R01.PATIENT_RESULT.PATIENT.PID`
/// @param condition  its computable condition, else empty
/// @param target     the resource, as written: `Observation[2]`
/// @param map        the segment map that says the rest: `OBX[Observation]`
/// @param references what refers to what, as written: `Observation[1].subject.reference=Patient[1].id`
record GuideMessage(String message, String place, String condition, String target, String map, String references) {
    private static final int PLACE = 1;
    private static final int CONDITION = 6;
    private static final int TARGET = 9;
    private static final int MAP = 10;
    private static final int REFERENCES = 11;
    private static final Pattern REFERENCE =
            Pattern.compile("([A-Z]\\w+)(?:\\[\\w*])?\\.([\\w.]+?)(?:\\[\\w*])?\\.reference\\s*=\\s*([A-Z]\\w+)");

    /// A reference of a row: from which resource, at which element, to which resource.
    record Reference(String from, String element, String to) {}

    static List<GuideMessage> of(Path sheet) {
        try {
            return CsvReader.builder().allowMissingFields(true).ofCsvRecord(Files.readString(sheet)).stream()
                    .skip(2)
                    .map(line -> new GuideMessage(
                            GuideRow.name(sheet),
                            GuideRow.cell(line, PLACE),
                            GuideRow.cell(line, CONDITION),
                            GuideRow.cell(line, TARGET),
                            GuideRow.cell(line, MAP),
                            GuideRow.cell(line, REFERENCES)))
                    .filter(row -> !row.target.isEmpty())
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// `PID` of `ORU_R01.PATIENT_RESULT.PATIENT.PID`.
    String segment() {
        return place.substring(place.lastIndexOf('.') + 1);
    }

    /// `Observation` of `Observation[2]` and of `Observation[2].note`.
    String resource() {
        return target.replaceAll("[^A-Za-z].*", "");
    }

    List<Reference> refersTo() {
        return REFERENCE
                .matcher(references)
                .results()
                .map(found -> new Reference(found.group(1), found.group(2), found.group(3)))
                .toList();
    }
}
