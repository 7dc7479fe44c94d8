package io.suture.studio.monitor.ui;

import io.suture.engine.format.hl7v2.Hl7v2Format;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.studio.kit.CodeView.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An HL7 v2 message as it is written: where each field stands in the text, and what the standard calls it. Whatever
/// else the text is, it has no fields.
final class Hl7Text {
    /// The version whose names are used where the message's own is unknown.
    private static final String VERSION = "2.5.1";

    private static final Hl7v2Format FORMAT = new Hl7v2Format();
    private static final Pattern LINE = Pattern.compile("[^\r\n]+");
    private static final Pattern PLACE =
            Pattern.compile("(?:\\w+\\.)*(\\w{3})(?:\\[(\\d+)])?-(\\d+)(?:\\[(\\d+)])?(?:\\.(\\d+))?(?:\\.(\\d+))?");

    private final String text;
    private final List<Segment> segments = new ArrayList<>();
    private String separators = "|^~\\&";
    private String version = VERSION;

    /// @param number which one of its name, from 1
    /// @param of     how many of its name there are
    record Segment(String name, int number, Span span, List<Part> fields) {
        String title(boolean repeats) {
            return repeats ? name + "[" + number + "]" : name;
        }
    }

    /// A field or one of its components.
    ///
    /// @param number as the standard counts; MSH-1 is the separator itself
    record Part(int number, Span span) {}

    Hl7Text(String text) {
        this.text = text;
        if (!text.startsWith("MSH") || text.length() < 8) {
            return;
        }
        separators = text.substring(3, 8);
        Map<String, Integer> numbers = new HashMap<>();
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            segments.add(segment(line.start(), line.end(), numbers));
        }
        part(segments.getFirst().fields(), 12)
                .map(part -> of(part.span()).split(Pattern.quote(separators.substring(1, 2)))[0])
                .filter(said -> schema(said, "MSH").isPresent())
                .ifPresent(said -> version = said);
    }

    private Segment segment(int from, int to, Map<String, Integer> numbers) {
        int end = text.indexOf(separators.charAt(0), from);
        String name = text.substring(from, end < 0 || end > to ? to : end);
        List<Part> fields = new ArrayList<>();
        if (end >= 0 && end < to) {
            // The separator itself is MSH-1, so what follows it is MSH-2.
            int first = name.equals("MSH") ? 2 : 1;
            parts(end + 1, to, separators.charAt(0), first, fields);
        }
        return new Segment(name, numbers.merge(name, 1, Integer::sum), new Span(from, to), fields);
    }

    private void parts(int from, int to, char separator, int first, List<Part> into) {
        int number = first;
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || text.charAt(at) == separator) {
                into.add(new Part(number++, new Span(start, at)));
                start = at + 1;
            }
        }
    }

    List<Segment> segments() {
        return segments;
    }

    boolean repeats(Segment segment) {
        return segment.number() > 1
                || segments.stream().anyMatch(one -> one.name().equals(segment.name()) && one.number() == 2);
    }

    String of(Span span) {
        return text.substring(span.from(), span.to());
    }

    /// The components of a field that hold something, where it has several.
    List<Part> components(Segment segment, Part field) {
        List<Part> components = new ArrayList<>();
        boolean separatorsThemselves = segment.name().equals("MSH") && field.number() == 2;
        if (!separatorsThemselves && of(field.span()).indexOf(separators.charAt(2)) < 0) {
            parts(field.span().from(), field.span().to(), separators.charAt(1), 1, components);
        }
        return components.size() < 2
                ? List.of()
                : components.stream()
                        .filter(part -> part.span().from() < part.span().to())
                        .toList();
    }

    /// What the standard calls a field; empty where it has no name for it.
    String label(Segment segment, Part field) {
        return field(segment, field.number()).map(Field::label).orElse("");
    }

    String label(Segment segment, Part field, Part component) {
        return field(segment, field.number())
                .flatMap(one -> one.type().field(Integer.toString(component.number())))
                .map(Field::label)
                .orElse("");
    }

    private Optional<Field> field(Segment segment, int number) {
        return schema(version, segment.name()).flatMap(one -> one.root().field(Integer.toString(number)));
    }

    private static Optional<Schema> schema(String version, String segment) {
        return FORMAT.schema(new SchemaRef("hl7v2", version, "#" + segment));
    }

    /// What the pointer rests on: the place, its name, which table its codes are of.
    Optional<Named> at(int offset) {
        return segments.stream()
                .filter(one ->
                        one.span().from() <= offset && offset <= one.span().to())
                .findFirst()
                .flatMap(segment -> segment.fields().stream()
                        .filter(part -> part.span().from() <= offset
                                && offset <= part.span().to()
                                && part.span().from() < part.span().to())
                        .findFirst()
                        .map(part -> named(segment, part)));
    }

    /// @param place `OBX[2]-8`
    /// @param words its name and what the standard says of it, in lines
    record Named(Span span, String place, String words) {}

    private Named named(Segment segment, Part part) {
        String place = segment.title(repeats(segment)) + "-" + part.number();
        String words = field(segment, part.number())
                .map(field -> field.label() + "\n" + field.type().name()
                        + (field.binding() == null
                                ? ""
                                : ", table " + field.binding().table()))
                .orElse("No field of the standard");
        return new Named(part.span(), place, words);
    }

    /// Where a place of a Trace stands: `PID-3[1].4.1`, `OBX[2]-5`; without numbers the first of its kind.
    Optional<Span> find(String place) {
        Matcher said = PLACE.matcher(place);
        if (!said.matches()) {
            return Optional.empty();
        }
        int number = number(said.group(2), 1);
        Optional<Span> found = segments.stream()
                .filter(one -> one.name().equals(said.group(1)) && one.number() == number)
                .findFirst()
                .flatMap(segment -> part(segment.fields(), number(said.group(3), 1)))
                .map(Part::span);
        boolean several = found.filter(span -> of(span).indexOf(separators.charAt(2)) >= 0)
                .isPresent();
        if (said.group(4) != null || several) {
            found = found.flatMap(span -> narrowed(span, 2, number(said.group(4), 1)));
        }
        if (said.group(5) != null) {
            found = found.flatMap(span -> narrowed(span, 1, number(said.group(5), 1)));
        }
        if (said.group(6) != null) {
            found = found.flatMap(span -> narrowed(span, 4, number(said.group(6), 1)));
        }
        return found.filter(span -> span.from() < span.to());
    }

    private Optional<Span> narrowed(Span span, int separator, int number) {
        List<Part> parts = new ArrayList<>();
        parts(span.from(), span.to(), separators.charAt(separator), 1, parts);
        return part(parts, number).map(Part::span);
    }

    private static Optional<Part> part(List<Part> parts, int number) {
        return parts.stream().filter(part -> part.number() == number).findFirst();
    }

    private static int number(@org.jspecify.annotations.Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}
