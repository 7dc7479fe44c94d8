package io.suture.engine.format.xml;

import io.suture.engine.format.Format;
import io.suture.engine.report.FirstProblems;
import io.suture.engine.report.Problem;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads XML as a stream. Elements and attributes are known by namespace and name, whatever their prefix. Document
/// types
/// are refused before anything in them is looked at.
final class XmlReader implements Format.Reader {
    private final QName root;
    private final XmlShape shape;
    private final Map<String, String> prefixes;
    private final int maximumDepth;

    /// @param prefixes what the schema calls namespaces, for names that stand in values
    XmlReader(QName root, XmlShape shape, Map<String, String> prefixes, int maximumDepth) {
        this.root = root;
        this.shape = shape;
        this.prefixes = prefixes;
        this.maximumDepth = maximumDepth;
    }

    @Override
    public Value.Group read(byte[] bytes, Consumer<Problem> problems) {
        var first = new FirstProblems(problems);
        Value.Group message = XmlEvents.read(bytes, maximumDepth, first, events -> new Reading(events, first).message())
                .orElseGet(() -> Fields.builder().build());
        first.finish();
        return message;
    }

    private final class Reading {
        private final XmlEvents events;
        private final XMLStreamReader xml;
        private final Consumer<Problem> problems;

        Reading(XmlEvents events, Consumer<Problem> problems) {
            this.events = events;
            this.xml = events.xml();
            this.problems = problems;
        }

        Value.Group message() throws XMLStreamException {
            Value.Group message = Fields.builder().build();
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    QName name = name();
                    if (!name.equals(root)) {
                        throw events.refuse(
                                "other-root",
                                "This channel reads the element " + root + ", and the message is one"
                                        + (name.local().equals(root.local())
                                                ? " of another namespace."
                                                : " of another name."));
                    }
                    message = ElementParts.group(element(shape), shape);
                } else {
                    events.aside(event);
                }
            }
            return message;
        }

        private QName name() {
            return new QName(text(xml.getNamespaceURI()), xml.getLocalName());
        }

        /// From the element's start to its end.
        private Value element(XmlShape declared) throws XMLStreamException {
            events.enter();
            var parts = new ElementParts(declared, problems, XmlInput.place(xml));
            boolean erased = attributes(declared, parts);
            QName own = name();
            var text = new StringBuilder();
            for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
                switch (event) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        parts.text(text, XmlInput.place(xml));
                        child(declared, own, parts);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        text.append(xml.getText());
                    default -> events.aside(event);
                }
            }
            parts.text(text, XmlInput.place(xml));
            events.leave();
            return parts.value(erased);
        }

        private void child(XmlShape declared, QName parent, ElementParts parts) throws XMLStreamException {
            QName name = name();
            XmlShape.Part part = declared.element(name);
            if (part != null) {
                parts.add(part.field(), element(part.shape()));
                return;
            }
            XmlShape.Content content = declared.content();
            if (declared != XmlShape.ANYTHING && (content == null || !content.open())) {
                problems.accept(Problem.info(
                        "unknown-element",
                        XmlInput.place(xml),
                        "The schema has no element " + name + " here. It is kept, and nothing uses it."));
            }
            parts.add(unknown(name, parent.uri(), declared), element(XmlShape.ANYTHING));
        }

        /// Whether the element says that it is erased.
        private boolean attributes(XmlShape declared, ElementParts parts) {
            boolean erased = false;
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                var name = new QName(text(xml.getAttributeNamespace(i)), xml.getAttributeLocalName(i));
                String value = xml.getAttributeValue(i);
                if (name.equals(XmlWriter.NIL)) {
                    erased |= value.strip().equals("true") || value.strip().equals("1");
                    continue;
                }
                boolean type = name.equals(XsdTypes.typeAttribute().name());
                XmlShape.Part part = declared.attribute(name);
                if (part == null
                        && declared != XmlShape.ANYTHING
                        && !name.uri().equals(QName.XSI)
                        && !name.uri().equals(QName.XML)) {
                    problems.accept(Problem.info(
                            "unknown-attribute",
                            XmlInput.place(xml),
                            "The schema has no attribute " + name + " here. It is kept, and nothing uses it."));
                }
                String field = part != null ? part.field() : "@" + unknown(name, "", null);
                parts.add(field, Value.text(type ? resolved(value.strip()) : value));
            }
            return erased;
        }

        /// A type's name as the schema's prefixes say it; ours need not be the sender's.
        private String resolved(String name) {
            int colon = name.indexOf(':');
            String uri = text(xml.getNamespaceURI(colon < 0 ? "" : name.substring(0, colon)));
            String local = name.substring(colon + 1);
            if (uri.equals(root.uri())) {
                return local;
            }
            String prefix = uri.equals(QName.XSD) ? "xs" : prefixes.get(uri);
            return prefix == null ? name : prefix + ":" + local;
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// What an unknown name is kept under: the local name where it is of the namespace around it and no known part has
    /// that name, else both.
    private static String unknown(QName name, String around, @Nullable XmlShape declared) {
        boolean plain = name.uri().equals(around) && (declared == null || declared.field(name.local()) == null);
        return plain ? name.local() : "{" + name.uri() + "}" + name.local();
    }
}
