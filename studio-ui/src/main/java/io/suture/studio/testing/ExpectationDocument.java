package io.suture.studio.testing;

import io.suture.regression.Expectation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Expectations as the JSON that is sealed in the database.
final class ExpectationDocument {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ExpectationDocument() {}

    /// One line: exactly one of `output` and `path` is set, or neither for a count.
    private record Line(
            String destination,
            int index,
            byte @Nullable [] output,
            @Nullable String path,
            @Nullable String value) {}

    static byte[] write(List<Expectation> expectations) {
        return JSON.writeValueAsBytes(expectations.stream()
                .map(expectation -> switch (expectation) {
                    case Expectation.Whole whole ->
                        new Line(whole.destination(), whole.index(), whole.output(), null, null);
                    case Expectation.FieldIs field ->
                        new Line(field.destination(), field.index(), null, field.path(), field.value());
                    case Expectation.Count count -> new Line(count.destination(), count.outputs(), null, null, null);
                })
                .toList());
    }

    static List<Expectation> read(byte[] document) {
        return JSON.readValue(document, new TypeReference<List<Line>>() {}).stream()
                .map(ExpectationDocument::expectation)
                .toList();
    }

    private static Expectation expectation(Line line) {
        if (line.output() != null) {
            return new Expectation.Whole(line.destination(), line.index(), line.output());
        }
        if (line.path() != null) {
            return new Expectation.FieldIs(line.destination(), line.index(), line.path(), line.value());
        }
        return new Expectation.Count(line.destination(), line.index());
    }
}
