package io.suture.engine.format.hl7v2;

import io.suture.engine.format.Format;
import io.suture.engine.format.hl7v2.Grammar.Node;
import io.suture.engine.report.Problem;
import io.suture.engine.value.Value;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes a Value as ER7. Groups that were read keep their order, so that what is copied stays in place; groups
/// that were built are put in the order of the structure, each unknown part staying behind the known one before
/// it, unless the setting `order` is `given`. Segments that nobody touched are copied as characters when the
/// delimiters agree. MSH-18 says what is sent: the setting `charset` when there is one, else UTF-8, named where
/// the message needs it.
final class Hl7v2Writer implements Format.Writer {
    private static final byte[] NOTHING = {};
    private static final int ROOM = 1500;
    private static final int CHARSET_FIELD = 18;

    private final Grammar grammar;
    private final @Nullable CharacterSet declared;
    private final boolean asGiven;
    private final @Nullable ProfileCheck check;

    Hl7v2Writer(Grammar grammar, @Nullable CharacterSet declared, boolean asGiven, @Nullable ProfileCheck check) {
        this.grammar = grammar;
        this.declared = declared;
        this.asGiven = asGiven;
        this.check = check;
    }

    @Override
    public String mediaType() {
        return "x-application/hl7-v2+er7";
    }

    @Override
    public String extension() {
        return "hl7";
    }

    @Override
    public byte[] write(Value.Group message, Consumer<Problem> problems) {
        Optional<Delimiters> delimiters = delimiters(message, problems);
        if (delimiters.isEmpty()) {
            return NOTHING;
        }
        if (check != null) {
            check.check(message, problems);
        }
        CharacterSet set = declared == null ? CharacterSet.UTF_8 : declared;
        var writing = new Writing(delimiters.get(), set, problems);
        writing.group(message, grammar.root());
        return encode(writing, set, problems);
    }

    private static Optional<Delimiters> delimiters(Value.Group message, Consumer<Problem> problems) {
        return switch (message.get("MSH")) {
            case SegmentValue segment -> Optional.of(segment.wire().delimiters());
            case Value.Group header -> {
                if (header.at(2) instanceof Value.Text encoding) {
                    char field = header.at(1) instanceof Value.Text text
                            ? text.text().charAt(0)
                            : '|';
                    Optional<Delimiters> named = Delimiters.of(field, encoding.text());
                    if (named.isEmpty()) {
                        problems.accept(Problem.error(
                                "delimiters",
                                "MSH-2",
                                "MSH-1 and MSH-2 do not name characters that can part a message."));
                    }
                    yield named;
                }
                yield Optional.of(Delimiters.STANDARD);
            }
            case Value.Repeat several -> {
                problems.accept(
                        Problem.error("several-messages", "MSH[2]", "A message has one MSH, and here are several."));
                yield Optional.empty();
            }
            case Value.Text text -> noHeader(problems);
            case Value.Binary binary -> noHeader(problems);
            case Value.Null erase -> noHeader(problems);
            case Value.Absent absent -> noHeader(problems);
        };
    }

    private static Optional<Delimiters> noHeader(Consumer<Problem> problems) {
        problems.accept(Problem.error("no-header", "MSH", "A message begins with MSH, and nothing was mapped to it."));
        return Optional.empty();
    }

    private byte[] encode(Writing writing, CharacterSet set, Consumer<Problem> problems) {
        StringBuilder out = writing.out;
        if (declared != null) {
            writing.nameCharset(declared.name());
            return encoded(out.toString(), set, problems);
        }
        String text = out.toString();
        byte[] bytes = encoded(text, set, problems);
        if (bytes.length == 0) {
            return NOTHING;
        }
        boolean ascii = bytes.length == text.length();
        String named = writing.charset();
        if (ascii && named.isEmpty()) {
            return bytes;
        }
        Optional<CharacterSet> before = Header.named(named, writing.delimiters.repeat());
        boolean agrees = before.isPresent()
                && (ascii ? before.get().holdsAscii() : before.get().charset().equals(set.charset()));
        if (agrees) {
            return bytes;
        }
        writing.nameCharset(set.name());
        return encoded(out.toString(), set, problems);
    }

    private static byte[] encoded(String text, CharacterSet set, Consumer<Problem> problems) {
        Optional<byte[]> bytes = set.encode(text);
        if (bytes.isEmpty()) {
            problems.accept(Problem.error(
                    "charset-unencodable",
                    "MSH-18",
                    "The message holds characters that " + set.name()
                            + " does not have. Nothing was replaced; choose another character set for this endpoint."));
        }
        return bytes.orElse(NOTHING);
    }

    /// One message on its way out.
    private final class Writing {
        private final StringBuilder out = new StringBuilder(ROOM);
        private final Delimiters delimiters;
        private final CharacterSet set;
        private final Consumer<Problem> problems;
        private @Nullable SegmentWriter segments;
        private @Nullable Wire copied;
        private boolean copiable;
        private int header;
        private int headerEnd;

        Writing(Delimiters delimiters, CharacterSet set, Consumer<Problem> problems) {
            this.delimiters = delimiters;
            this.set = set;
            this.problems = problems;
        }

        void group(Value.Group group, Node node) {
            int size = group.size();
            int[] order = asGiven || group instanceof StructureGroup ? null : Order.of(group, node);
            for (int i = 0; i < size; i++) {
                int position = order == null ? i : order[i];
                String name = group.name(position);
                Node child = node.child(name);
                if (group.value(position) instanceof Value.Repeat repeat) {
                    for (Value item : repeat.items()) {
                        part(name, item, child);
                    }
                } else {
                    part(name, group.value(position), child);
                }
            }
        }

        private void part(String name, Value value, @Nullable Node node) {
            if (value instanceof Value.Group group) {
                if (node != null && node.isGroup()) {
                    group(group, node);
                } else if (node != null) {
                    segment(node.code() == null ? name : node.code(), group, node);
                } else if (name.length() == Standard.CODE_LENGTH) {
                    segment(name, group, null);
                } else {
                    unknown(name);
                }
            } else if (value instanceof Value.Text line && name.equals(Hl7v2Reader.NO_SEGMENT)) {
                out.append(line.text()).append('\r');
            } else if (value != Value.Absent.ABSENT) {
                unknown(name);
            }
        }

        private void unknown(String name) {
            problems.accept(Problem.error(
                    "unknown-part",
                    name,
                    "The message structure has no such segment or group, so it cannot be written."));
        }

        private void segment(String code, Value.Group segment, @Nullable Node node) {
            int start = out.length();
            if (segment.original() instanceof SegmentValue read
                    && read.code().equals(code)
                    && isCopiable(read.wire())) {
                out.append(read.wire().text(), read.from(), read.to());
            } else {
                if (segments == null) {
                    segments = new SegmentWriter(new Escaper(delimiters, set.charset()), out, problems);
                }
                segments.write(code, segment, node == null ? null : node.type());
            }
            if (code.equals("MSH")) {
                header = start;
                headerEnd = out.length();
            }
            out.append('\r');
        }

        /// Hexadecimal escapes are bytes of the character set, so they must be read where that changes.
        private boolean isCopiable(Wire wire) {
            if (wire != copied) {
                copied = wire;
                copiable = wire.delimiters().equals(delimiters)
                        && (wire.charset().equals(set.charset()) || wire.text().indexOf(delimiters.escape() + "X") < 0);
            }
            return copiable;
        }

        String charset() {
            int[] field = field();
            return field[1] < 0 ? "" : out.substring(field[0], field[1]);
        }

        /// Writes MSH-18, adding the fields before it when the header is shorter.
        void nameCharset(String name) {
            int[] field = field();
            if (field[1] >= 0) {
                out.replace(field[0], field[1], name);
                return;
            }
            String missing = String.valueOf(delimiters.field()).repeat(field[0]);
            out.insert(headerEnd, missing + name);
        }

        /// Start and end of MSH-18; or how many delimiters are missing before it, and -1.
        private int[] field() {
            int number = 1;
            int start = -1;
            for (int i = header + Standard.CODE_LENGTH; i < headerEnd; i++) {
                if (out.charAt(i) == delimiters.field()) {
                    if (number == CHARSET_FIELD) {
                        return new int[] {start, i};
                    }
                    number++;
                    start = i + 1;
                }
            }
            return number == CHARSET_FIELD ? new int[] {start, headerEnd} : new int[] {CHARSET_FIELD - number, -1};
        }
    }
}
