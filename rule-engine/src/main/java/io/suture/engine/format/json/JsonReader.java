package io.suture.engine.format.json;

import io.suture.engine.format.Format;
import io.suture.engine.report.FirstProblems;
import io.suture.engine.report.Problem;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON as a stream. Numbers keep their digits. What the schema does not foresee is kept: a text as it is,
/// everything else as JSON, which the writer writes again letter for letter.
final class JsonReader implements Format.Reader {
    private final JsonShape root;
    private final int maximumDepth;
    private final JsonFactory json;

    JsonReader(JsonShape root, int maximumDepth, int maximumText) {
        this.root = root;
        this.maximumDepth = maximumDepth;
        this.json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maximumDepth + 2)
                        .maxStringLength(maximumText)
                        .build())
                .build();
    }

    @Override
    public Value.Group read(byte[] bytes, Consumer<Problem> problems) {
        var first = new FirstProblems(problems);
        Value.Group message = read(bytes, new Pointer(), first);
        first.finish();
        return message;
    }

    private Value.Group read(byte[] bytes, Pointer at, Consumer<Problem> problems) {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), bytes)) {
            Value.Group message = new Reading(parser, at, problems).message();
            if (parser.nextToken() != null) {
                problems.accept(Problem.error(
                        "several-values", "", "Something follows after the end of the message. Send each on its own."));
            }
            return message;
        } catch (TooDeep deep) {
            problems.accept(tooDeep(at));
        } catch (StreamConstraintsException limit) {
            problems.accept(
                    at.depth() >= maximumDepth
                            ? tooDeep(at)
                            : Problem.error(
                                    "too-long",
                                    at.toString(),
                                    "A name, number or text is longer here than this channel takes."));
        } catch (JacksonException broken) {
            var where = broken.getLocation();
            String place = where == null ? "" : "line " + where.getLineNr() + ", column " + where.getColumnNr();
            problems.accept(Problem.error(
                    "not-json",
                    place,
                    "The JSON breaks off or is not well formed here" + (at.depth() == 0 ? "." : ", at " + at + ".")));
        }
        return Fields.builder().build();
    }

    private Problem tooDeep(Pointer at) {
        return Problem.error(
                "too-deep", at.toString(), "Objects and lists are nested more than " + maximumDepth + " deep.");
    }

    private static final class TooDeep extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// One message while it is read; the parser stands on the first token of what is read next.
    private final class Reading {
        private final JsonParser parser;
        private final Pointer at;
        private final Consumer<Problem> problems;

        Reading(JsonParser parser, Pointer at, Consumer<Problem> problems) {
            this.parser = parser;
            this.at = at;
            this.problems = problems;
        }

        Value.Group message() {
            JsonToken token = parser.nextToken();
            if (token == null) {
                problems.accept(Problem.error("not-json", "", "The message is empty."));
            } else if (token == JsonToken.START_OBJECT && root.isObject()) {
                return object(root);
            } else if (token == JsonToken.START_ARRAY && root.isList()) {
                return Fields.of(JsonFormat.ITEM, list(root.item()));
            } else if (!root.isObject() && !root.isList() && (root.isAnything() || root.takes(sort(token)))) {
                Value value = single(root);
                return Fields.of(JsonFormat.VALUE, value == Value.Absent.ABSENT ? raw("\"\"") : value);
            } else {
                problems.accept(Problem.error(
                        "other-shape",
                        "",
                        "This channel reads " + root.said() + ", and the message is "
                                + sort(token).said() + "."));
                parser.skipChildren();
            }
            return Fields.builder().build();
        }

        private Value.Group object(JsonShape shape) {
            deeper();
            Fields.Builder members = Fields.builder();
            Set<String> names = new HashSet<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                at.enter(name);
                once(name, names);
                parser.nextToken();
                Value value = member(name, shape);
                if (value == Value.Absent.ABSENT && !shape.required().contains(name)) {
                    problems.accept(Problem.info(
                            "empty-left-out",
                            at.toString(),
                            "An empty text or list says nothing. Where this is written again, it is left out."));
                }
                members.add(shape.member(name) == null ? JsonFormat.kept(name) : name, value);
                at.leave();
            }
            return members.build();
        }

        private void deeper() {
            if (at.depth() >= maximumDepth) {
                throw new TooDeep();
            }
        }

        private void once(String name, Set<String> names) {
            if (!names.add(name)) {
                problems.accept(Problem.error(
                        "duplicate-member",
                        at.toString(),
                        "The object names this member twice, and nobody can tell which is meant."));
            }
        }

        private Value member(String name, JsonShape owner) {
            JsonShape shape = owner.member(name);
            if (shape == null) {
                if (!owner.isOpen()) {
                    problems.accept(Problem.info(
                            "unknown-member",
                            at.toString(),
                            "The schema has no such member. It is kept, and nothing uses it."));
                }
                return unknown();
            }
            if (!shape.isList()) {
                return single(shape);
            }
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                Value list = list(shape.item());
                if (shape.isListOrItem() && Value.items(list).size() == 1) {
                    problems.accept(Problem.info(
                            "other-type",
                            at.toString(),
                            "The schema allows one value or a list here. A list of one would be written as the one."));
                }
                return list;
            }
            if (parser.currentToken() != JsonToken.VALUE_NULL && !shape.isListOrItem()) {
                misshapen(shape);
            }
            return single(shape.item());
        }

        private Value list(JsonShape item) {
            deeper();
            List<Value> items = new ArrayList<>();
            for (JsonToken token = parser.nextToken();
                    token != null && token != JsonToken.END_ARRAY;
                    token = parser.nextToken()) {
                at.enter(items.size());
                Value value = single(item);
                // What says nothing keeps its place all the same.
                items.add(value == Value.Absent.ABSENT ? raw("\"\"") : value);
                at.leave();
            }
            return Value.Repeat.of(items);
        }

        /// A value where no list is expected, or within one.
        private Value single(JsonShape shape) {
            JsonToken token = parser.currentToken();
            if (token == null) {
                return Value.Absent.ABSENT;
            }
            if (shape.isAnything()) {
                return unknown();
            }
            return switch (token) {
                case START_OBJECT -> shape.isObject() ? object(shape) : unforeseen(shape);
                case START_ARRAY -> shape.isList() ? Fields.of(JsonFormat.ITEM, list(shape.item())) : unforeseen(shape);
                case VALUE_NULL -> Value.Null.NULL;
                default -> leaf(shape, token);
            };
        }

        /// A number where a text should be, or the reverse, is read as what it looks like.
        private Value leaf(JsonShape shape, JsonToken token) {
            if (shape.leaves().isEmpty()) {
                return unforeseen(shape);
            }
            String text = parser.getString();
            if (!shape.takes(sort(token))) {
                misshapen(shape);
            } else if (shape.leaves().size() > 1 && plain(shape.written(text)) != plain(sort(token))) {
                problems.accept(Problem.info(
                        "other-type",
                        at.toString(),
                        "The schema allows " + shape.said()
                                + " here. What came is read as text and would be written as "
                                + shape.written(text).said() + "."));
            }
            return Value.text(text);
        }

        private Value unforeseen(JsonShape shape) {
            misshapen(shape);
            return unknown();
        }

        private void misshapen(JsonShape shape) {
            problems.accept(Problem.warning(
                    "value-shape",
                    at.toString(),
                    "The schema says " + shape.said() + " here, and there is "
                            + sort(parser.currentToken()).said() + ". It was read as it stands."));
        }

        /// What the schema says nothing of: a text, or JSON.
        private Value unknown() {
            return switch (parser.currentToken()) {
                case VALUE_NULL -> Value.Null.NULL;
                case VALUE_STRING -> {
                    String text = parser.getString();
                    yield text.isEmpty() ? raw("\"\"") : new Value.Text(text);
                }
                default -> raw(new Verbatim(parser, at, this::deeper, this::once).copy());
            };
        }

        private static Value raw(String text) {
            return Fields.of(JsonFormat.RAW, new Value.Text(text));
        }
    }

    /// A whole number is written as a number is.
    private static Sort plain(Sort sort) {
        return sort == Sort.INTEGER ? Sort.NUMBER : sort;
    }

    private static Sort sort(@Nullable JsonToken token) {
        if (token == null) {
            return Sort.NULL;
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> Sort.OBJECT;
            case START_ARRAY, END_ARRAY -> Sort.ARRAY;
            case VALUE_STRING -> Sort.STRING;
            case VALUE_NUMBER_INT -> Sort.INTEGER;
            case VALUE_NUMBER_FLOAT -> Sort.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Sort.BOOLEAN;
            case VALUE_NULL, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> Sort.NULL;
        };
    }
}
