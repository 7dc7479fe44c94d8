package io.suture.engine.format.xml;

import io.suture.engine.format.xml.XmlNode.Attribute;
import io.suture.engine.format.xml.XmlNode.Characters;
import io.suture.engine.format.xml.XmlNode.Comment;
import io.suture.engine.format.xml.XmlNode.Element;
import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Documents as trees of nodes.
final class XmlTree {
    private final XmlEvents events;
    private final XMLStreamReader xml;

    private XmlTree(XmlEvents events) {
        this.events = events;
        this.xml = events.xml();
    }

    static Optional<Element> read(byte[] bytes, int maximumDepth, Consumer<Problem> problems) {
        return XmlEvents.read(bytes, maximumDepth, problems, events -> new XmlTree(events).document());
    }

    private Element document() throws XMLStreamException {
        Element root = null;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                root = element();
            } else {
                events.aside(event);
            }
        }
        if (root == null) {
            throw new XMLStreamException("no element");
        }
        return root;
    }

    private Element element() throws XMLStreamException {
        events.enter();
        String place = XmlInput.place(xml);
        String uri = text(xml.getNamespaceURI());
        String name = xml.getLocalName();
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.add(new Attribute(
                    text(xml.getAttributeNamespace(i)), xml.getAttributeLocalName(i), xml.getAttributeValue(i)));
        }
        List<XmlNode> content = new ArrayList<>();
        var characters = new StringBuilder();
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            switch (event) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    characters.append(xml.getText());
                case XMLStreamConstants.START_ELEMENT -> {
                    flush(characters, content);
                    content.add(element());
                }
                case XMLStreamConstants.COMMENT -> {
                    flush(characters, content);
                    content.add(new Comment(xml.getText()));
                }
                default -> events.aside(event);
            }
        }
        flush(characters, content);
        events.leave();
        return new Element(uri, name, attributes, content, place);
    }

    private static void flush(StringBuilder characters, List<XmlNode> content) {
        if (!characters.isEmpty()) {
            content.add(new Characters(characters.toString()));
            characters.setLength(0);
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    static String write(Element root) {
        var out = new XmlText(StandardCharsets.UTF_8);
        write(root, "", out);
        return out.toString();
    }

    private static void write(Element element, String around, XmlText out) {
        out.raw("<").raw(element.name());
        if (!element.uri().equals(around)) {
            out.raw(" xmlns=\"").raw(XmlText.attribute(element.uri())).raw("\"");
        }
        int foreign = 0;
        for (Attribute attribute : element.attributes()) {
            String prefix = "";
            if (attribute.uri().equals(QName.XML)) {
                prefix = "xml:";
            } else if (!attribute.uri().isEmpty()) {
                String declared = "ns" + foreign++;
                out.raw(" xmlns:").raw(declared).raw("=\"").raw(XmlText.attribute(attribute.uri()));
                out.raw("\"");
                prefix = declared + ":";
            }
            out.raw(" ").raw(prefix).raw(attribute.name()).raw("=\"");
            out.attributeText(attribute.value());
            out.raw("\"");
        }
        if (element.content().isEmpty()) {
            out.raw("/>");
            return;
        }
        out.raw(">");
        for (XmlNode node : element.content()) {
            switch (node) {
                case Element inner -> write(inner, element.uri(), out);
                case Characters(String text) -> out.text(text);
                case Comment(String text) -> out.raw("<!--").raw(text).raw("-->");
            }
        }
        out.raw("</").raw(element.name()).raw(">");
    }
}
