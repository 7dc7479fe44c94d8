package io.suture.engine.format.xml;

import io.suture.engine.report.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What stands in a document, for Formats whose own definitions, not XSD files, say what it means. It comes through the
/// same door as all XML: without document types and entities, and no deeper than allowed.
public sealed interface XmlNode {

    /// @param uri  its namespace, empty for none
    /// @param name without prefix
    record Attribute(String uri, String name, String value) {}

    /// @param uri     its namespace, empty for none
    /// @param name    without prefix
    /// @param content in order
    /// @param place   where it began: `line 3, column 7`
    record Element(String uri, String name, List<Attribute> attributes, List<XmlNode> content, String place)
            implements XmlNode {
        public Element {
            attributes = List.copyOf(attributes);
            content = List.copyOf(content);
        }

        /// It and all elements in it that are in no namespace, in this one.
        public Element within(String namespace) {
            List<XmlNode> inside = content.stream()
                    .map(node -> node instanceof Element element ? element.within(namespace) : node)
                    .toList();
            return new Element(uri.isEmpty() ? namespace : uri, name, attributes, inside, place);
        }

        /// As it is written where nothing around it says a namespace: without prefixes, the same for the same content.
        @Override
        public String toString() {
            return XmlTree.write(this);
        }
    }

    /// Text between or within elements; neighbours are joined.
    record Characters(String text) implements XmlNode {}

    /// What says nothing to a machine.
    record Comment(String text) implements XmlNode {}

    /// The root of a document; empty, after an error Problem with its place, for what is not to be read.
    static Optional<Element> read(byte[] bytes, int maximumDepth, Consumer<Problem> problems) {
        return XmlTree.read(bytes, maximumDepth, problems);
    }
}
