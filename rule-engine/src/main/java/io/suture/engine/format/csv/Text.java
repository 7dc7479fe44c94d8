package io.suture.engine.format.csv;

import io.suture.engine.report.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;
import java.util.function.Consumer;

/// The bytes of a file as characters; what does not decode is never guessed at.
final class Text {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Text() {}

    /// Empty, with a Problem that names the line, where the bytes are no text of that set.
    static Optional<String> decode(byte[] bytes, Charset charset, Consumer<Problem> problems) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate((int) (bytes.length * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult end = decoder.decode(in, out, true);
        if (!end.isError()) {
            end = decoder.flush(out);
        }
        out.flip();
        if (end.isError()) {
            problems.accept(Problem.error(
                    "not-decoded",
                    "line " + lines(out),
                    "The file is not written in " + charset.name() + ": this line holds bytes that mean nothing in it."
                            + " Say which character set the sender uses."));
            return Optional.empty();
        }
        if (!out.isEmpty() && out.charAt(0) == BYTE_ORDER_MARK) {
            out.get();
        }
        String text = out.toString();
        int binary = text.indexOf(0);
        if (binary >= 0) {
            problems.accept(Problem.error(
                    "not-text",
                    "line " + lines(text.substring(0, binary)),
                    "This line holds bytes that stand in no text; the file is something else."));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static int lines(CharSequence text) {
        int lines = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                lines++;
            }
        }
        return lines;
    }
}
