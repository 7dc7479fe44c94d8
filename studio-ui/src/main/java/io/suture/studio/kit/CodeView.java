package io.suture.studio.kit;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// A message or an output as text, to read: line numbers, colours, marked characters and lines. HL7 shows a
/// segment a line. Characters are counted as in the text given, whatever its line ends (CR, LF or CRLF).
@Tag("code-view")
@JsModule("./kit/code-view.ts")
@NpmPackage(value = "codemirror", version = "6.0.2")
@NpmPackage(value = "@codemirror/state", version = "6.7.6")
@NpmPackage(value = "@codemirror/view", version = "6.43.15")
public final class CodeView extends Component implements HasSize {
    private String text = "";
    private @Nullable IntConsumer picked;
    private @Nullable IntFunction<@Nullable Hint> hinter;

    /// What colours the text has.
    public enum Language {
        HL7,
        JSON,
        TEXT
    }

    /// Characters `from` (inclusive) to `to` (exclusive).
    public record Span(int from, int to) {}

    /// A line, counted from 1, that differs or that is meant.
    public record LineMark(int line, Kind kind) {
        /// How a line is marked.
        public enum Kind {
            ADDED,
            REMOVED,
            CURRENT
        }
    }

    /// What the pointer rests on.
    ///
    /// @param span the characters that it is about
    /// @param text its first line stands out
    public record Hint(Span span, String text) {}

    private record WireLine(int line, String kind) {}

    private record WireHint(int from, int to, String text) {}

    public CodeView() {}

    public CodeView(Language language, String text) {
        setText(language, text);
    }

    /// Shows another text. Marks go; the place scrolled to stays.
    public void setText(Language language, String text) {
        this.text = text;
        getElement().setProperty("language", language.name().toLowerCase(Locale.ROOT));
        // The end of the last line starts no further one.
        getElement().setProperty("text", text.replaceFirst("(\\r\\n|\\r|\\n)\\z", ""));
        setHighlights(List.of());
        setLineMarks(List.of());
    }

    /// What screen readers call it.
    public void setLabel(String label) {
        getElement().setProperty("label", label);
    }

    /// Long lines go on in the next row instead of out of sight.
    public void setWrapping(boolean wrapping) {
        getElement().setProperty("wrap", wrapping);
    }

    /// Marks characters and brings the first of them into sight.
    public void setHighlights(List<Span> spans) {
        List<Span> shown = spans.stream()
                .map(span -> new Span(shown(span.from()), shown(span.to())))
                .toList();
        getElement().setPropertyList("spans", shown);
    }

    /// Marks lines; a current one is brought into sight.
    public void setLineMarks(List<LineMark> marks) {
        List<WireLine> lines = marks.stream()
                .map(mark -> new WireLine(mark.line(), mark.kind().name().toLowerCase(Locale.ROOT)))
                .toList();
        getElement().setPropertyList("lines", lines);
    }

    /// Hears which character was clicked.
    public void whenPicked(IntConsumer hearer) {
        picked = hearer;
    }

    /// Asked what to say of the character that the pointer rests on; null for nothing.
    public void setHinter(IntFunction<@Nullable Hint> hinter) {
        this.hinter = hinter;
        getElement().setProperty("hints", true);
    }

    @ClientCallable
    private void picked(int offset) {
        if (picked != null) {
            picked.accept(given(offset));
        }
    }

    @ClientCallable
    private @Nullable WireHint hint(int offset) {
        Hint hint = hinter == null ? null : hinter.apply(given(offset));
        return hint == null
                ? null
                : new WireHint(shown(hint.span().from()), shown(hint.span().to()), hint.text());
    }

    /// The editor counts a CRLF as one character.
    private int shown(int offset) {
        int pairs = 0;
        for (int at = text.indexOf("\r\n"); at >= 0 && at < offset; at = text.indexOf("\r\n", at + 2)) {
            pairs++;
        }
        return offset - pairs;
    }

    private int given(int offset) {
        int at = offset;
        for (int pair = text.indexOf("\r\n"); pair >= 0 && pair < at; pair = text.indexOf("\r\n", pair + 2)) {
            at++;
        }
        return Math.clamp(at, 0, text.length());
    }
}
