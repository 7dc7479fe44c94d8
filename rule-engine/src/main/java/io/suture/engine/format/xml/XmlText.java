package io.suture.engine.format.xml;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/// XML as it is written: characters that mean something are escaped, those that the character set lacks are said by
/// their number, and those that XML cannot say at all are left out.
public final class XmlText {
    private final StringBuilder text = new StringBuilder(4_096);
    private final CharsetEncoder encoder;
    private final boolean complete;

    public XmlText(Charset charset) {
        this.encoder = charset.newEncoder();
        this.complete = charset.name().startsWith("UTF");
    }

    /// Markup as it is.
    public XmlText raw(String markup) {
        text.append(markup);
        return this;
    }

    public int length() {
        return text.length();
    }

    /// Takes back what was written since it was that long.
    public void back(int length) {
        text.setLength(length);
    }

    void insert(int at, CharSequence markup) {
        text.insert(at, markup);
    }

    /// Whether all of it could be said.
    public boolean text(String characters) {
        return escape(characters, false);
    }

    /// The same within quotes.
    public boolean attributeText(String characters) {
        return escape(characters, true);
    }

    private boolean escape(String characters, boolean attribute) {
        boolean all = true;
        for (int i = 0; i < characters.length(); ) {
            int c = characters.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '&' -> text.append("&amp;");
                // `]]>` may not stand in text.
                case '>' -> text.append("&gt;");
                case '\r' -> text.append("&#13;");
                case '"' -> text.append(attribute ? "&quot;" : "\"");
                case '\n' -> text.append(attribute ? "&#10;" : "\n");
                case '\t' -> text.append(attribute ? "&#9;" : "\t");
                default -> {
                    if (!isSayable(c)) {
                        all = false;
                    } else if (complete || encoder.canEncode(Character.toString(c))) {
                        text.appendCodePoint(c);
                    } else {
                        text.append("&#").append(c).append(';');
                    }
                }
            }
        }
        return all;
    }

    private static boolean isSayable(int c) {
        return c >= 0x20 && c < 0xD800 || c > 0xDFFF && c != 0xFFFE && c != 0xFFFF;
    }

    /// A namespace's address in an attribute.
    static String attribute(String uri) {
        return uri.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
