package io.suture.engine.format.xml;

import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaDefinition.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// XSD files from samples: which elements and attributes there are, which stand in all of them, what repeats, in which
/// order they stand. Samples whose root is another than that of the first are not learned from.
public final class XmlLearner {
    private static final int DEEPEST = 128;

    private XmlLearner() {}

    /// What was learned, and which samples could not be read.
    ///
    /// @param definition the content of a definition; empty when no sample could be read
    /// @param problems   one for each sample that nothing was learned from
    public record Learned(Optional<Xml> definition, List<Problem> problems) {
        public Learned {
            problems = List.copyOf(problems);
        }
    }

    public static Learned learn(List<byte[]> samples) {
        List<Problem> problems = new ArrayList<>();
        var learning = new Learning();
        for (int i = 0; i < samples.size(); i++) {
            String place = "samples[" + i + "]";
            try {
                if (!learning.add(samples.get(i))) {
                    problems.add(Problem.warning(
                            "other-root", place, "This sample has another root than the first. It was left aside."));
                }
            } catch (XMLStreamException broken) {
                problems.add(Problem.warning(
                        "not-xml", place, "This sample is no XML that is taken, so nothing was learned from it."));
            }
        }
        return new Learned(learning.definition(), problems);
    }

    private static final class Learning {
        private final Map<String, String> prefixes = new LinkedHashMap<>();
        /// Elements of another namespace than the one around them are declared once for all places.
        private final Map<QName, SeenElement> globals = new LinkedHashMap<>();
        private @Nullable QName root;

        boolean add(byte[] sample) throws XMLStreamException {
            // Nothing is learned from a sample that breaks off.
            XMLStreamReader check = XmlInput.read(sample);
            while (check.hasNext()) {
                if (check.next() == XMLStreamConstants.DTD) {
                    throw new XMLStreamException("a DTD", check.getLocation());
                }
            }
            XMLStreamReader xml = XmlInput.read(sample);
            while (xml.next() != XMLStreamConstants.START_ELEMENT) {
                // What stands before the root says nothing.
                continue;
            }
            QName name = name(xml);
            if (root != null && !root.equals(name)) {
                return false;
            }
            root = name;
            element(xml, globals.computeIfAbsent(name, SeenElement::new), 1);
            return true;
        }

        private void element(XMLStreamReader xml, SeenElement seen, int depth) throws XMLStreamException {
            if (depth > DEEPEST) {
                throw new XMLStreamException("nested too deep", xml.getLocation());
            }
            for (int i = 0; i < xml.getNamespaceCount(); i++) {
                String prefix = xml.getNamespacePrefix(i);
                String uri = xml.getNamespaceURI(i);
                if (prefix != null && uri != null && !prefixes.containsValue(prefix)) {
                    prefixes.putIfAbsent(uri, prefix);
                }
            }
            var occurrence = seen.begin();
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                occurrence.attribute(
                        new QName(text(xml.getAttributeNamespace(i)), xml.getAttributeLocalName(i)),
                        xml.getAttributeValue(i));
            }
            var text = new StringBuilder();
            for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    QName name = name(xml);
                    boolean local = name.uri().equals(seen.name().uri());
                    SeenElement child = local
                            ? occurrence.child(name, new SeenElement(name))
                            : occurrence.child(name, globals.computeIfAbsent(name, SeenElement::new));
                    element(xml, child, depth + 1);
                } else if (event == XMLStreamConstants.CHARACTERS) {
                    text.append(xml.getText());
                }
            }
            occurrence.end(text.toString());
        }

        private static QName name(XMLStreamReader xml) {
            return new QName(text(xml.getNamespaceURI()), xml.getLocalName());
        }

        private static String text(@Nullable String text) {
            return text == null ? "" : text;
        }

        Optional<Xml> definition() {
            return Optional.ofNullable(root)
                    .map(top -> new Xml(top.toString(), new LearnedXsd(top, globals, prefixes).files()));
        }
    }
}
