package io.suture.engine.format.hl7v2;

import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads ER7 bytes as one structure, whatever MSH-9 and MSH-12 say. Segments are located and put into their
/// groups; what they hold is read when it is asked for. What it keeps and what it reports is said in decision
/// 0006.
final class Hl7v2Reader implements Format.Reader {
    /// The name of a line that is no segment; its Value is the line.
    static final String NO_SEGMENT = "?";

    private static final Value.Group NOTHING = Fields.builder().build();

    private final Grammar grammar;
    private final CharacterSet fallback;

    Hl7v2Reader(Grammar grammar, CharacterSet fallback) {
        this.grammar = grammar;
        this.fallback = fallback;
    }

    @Override
    public Value.Group read(byte[] bytes, Consumer<Problem> problems) {
        Optional<Header> header = Header.find(bytes, fallback, problems);
        if (header.isEmpty()) {
            return NOTHING;
        }
        Header found = header.get();
        Optional<String> text = found.set().decode(bytes, found.from(), found.to());
        if (text.isEmpty()) {
            problems.accept(Header.undecodable());
            return NOTHING;
        }
        return read(new Wire(text.get(), found.delimiters(), found.set().charset()), new Limit(problems));
    }

    /// A message of a hundred thousand stray segments gives a hundred Problems, and one more that says so.
    private static final class Limit implements Consumer<Problem> {
        private static final int MOST = 100;
        private final Consumer<Problem> problems;
        private int count;

        Limit(Consumer<Problem> problems) {
            this.problems = problems;
        }

        boolean isOpen() {
            return count <= MOST;
        }

        @Override
        public void accept(Problem problem) {
            count++;
            if (count <= MOST || problem.isError()) {
                problems.accept(problem);
            } else if (count == MOST + 1) {
                problems.accept(Problem.warning(
                        "more-problems", "", "More of the message's lines have Problems than are listed here."));
            }
        }
    }

    private Value.Group read(Wire wire, Limit problems) {
        String text = wire.text();
        var placement = new Placement(grammar);
        int length = text.length();
        int at = 0;
        boolean lineFeeds = text.indexOf('\n') >= 0;
        boolean header = false;
        while (at < length) {
            int end = text.indexOf('\r', at);
            if (end < 0) {
                end = length;
            }
            if (lineFeeds) {
                int feed = text.indexOf('\n', at, end);
                end = feed < 0 ? end : feed;
            }
            int start = at;
            while (start < end && isLeftOver(text.charAt(start))) {
                start++;
            }
            if (start < end) {
                if (text.startsWith("MSH", start)) {
                    if (header) {
                        problems.accept(
                                Problem.error(
                                        "several-messages",
                                        "MSH[2]",
                                        "A second MSH stands in this message: it is more than one, and a batch must be split first."));
                        return NOTHING;
                    }
                    header = true;
                }
                segment(wire, start, end, placement, problems);
            }
            at = end + 1;
        }
        return placement.message();
    }

    /// Marks of framing and of byte order may stand before a segment.
    private static boolean isLeftOver(char c) {
        return c == 0x0B || c == 0x1C || c == '\uFEFF' || c == 0;
    }

    private void segment(Wire wire, int start, int end, Placement placement, Limit problems) {
        String text = wire.text();
        if (!isSegment(text, start, end, wire.delimiters().field())) {
            placement.keep(NO_SEGMENT, new Value.Text(text.substring(start, end)));
            problems.accept(
                    Problem.warning(
                            "not-a-segment",
                            NO_SEGMENT,
                            "A line does not begin with a segment's code. It is kept where it stands, and nothing is read from it."));
            return;
        }
        int code = grammar.code(text, start);
        if (code < 0) {
            String name = text.substring(start, start + Standard.CODE_LENGTH);
            placement.keep(name, new SegmentValue(wire, name, start, end));
            if (name.charAt(0) != 'Z') {
                problems.accept(Problem.info(
                        "segment-unexpected",
                        position(name, text, start, problems),
                        "The message structure has no such segment. It is kept where it stands."));
            }
            return;
        }
        var segment = new SegmentValue(wire, grammar.codeName(code), start, end);
        switch (placement.place(code, segment)) {
            case GRAMMAR -> {}
            case LOOSE ->
                problems.accept(Problem.info(
                        "segment-order",
                        position(segment.code(), text, start, problems),
                        "This segment stands later than its structure has it, or something required before it is missing."
                                + " It is read all the same."));
            case KEPT ->
                problems.accept(Problem.info(
                        "segment-out-of-place",
                        position(segment.code(), text, start, problems),
                        "The message structure has no place for this segment here. It is kept where it stands."));
        }
    }

    private static boolean isSegment(String text, int start, int end, char delimiter) {
        int after = start + Standard.CODE_LENGTH;
        if (after > end || (after < end && text.charAt(after) != delimiter)) {
            return false;
        }
        return isUpper(text.charAt(start)) && isCode(text.charAt(start + 1)) && isCode(text.charAt(start + 2));
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isCode(char c) {
        return isUpper(c) || (c >= '0' && c <= '9');
    }

    /// `PV1`, or `NTE[3]` for the third of the message.
    private static String position(String code, String text, int start, Limit problems) {
        int count = 1;
        if (!problems.isOpen()) {
            return code;
        }
        for (int at = text.indexOf(code); at >= 0 && at < start; at = text.indexOf(code, at + 1)) {
            if (at == 0 || text.charAt(at - 1) == '\r' || text.charAt(at - 1) == '\n') {
                count++;
            }
        }
        return count == 1 ? code : code + "[" + count + "]";
    }
}
