package io.suture.engine.format.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An element of an XSD file, with what its prefixes mean. Those of other namespaces are left out.
final class XsdNode {
    /// XSD files nest a few levels; what goes deeper is none.
    private static final int DEEPEST = 200;

    final String name;
    final Map<String, String> attributes;
    final Map<String, String> prefixes;
    final List<XsdNode> children = new ArrayList<>();
    final StringBuilder text = new StringBuilder();

    private XsdNode(String name, Map<String, String> attributes, Map<String, String> prefixes) {
        this.name = name;
        this.attributes = attributes;
        this.prefixes = prefixes;
    }

    /// Reads a file.
    ///
    /// @throws XMLStreamException when it is not well formed, or declares a document type
    static XsdNode parse(String text) throws XMLStreamException {
        XMLStreamReader reader = XmlInput.read(text.strip());
        var root = new XsdNode("", Map.of(), Map.of());
        Deque<XsdNode> open = new ArrayDeque<>(List.of(root));
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() > DEEPEST) {
                        throw new XMLStreamException("nested too deep", reader.getLocation());
                    }
                    XsdNode node = of(reader, open.element().prefixes);
                    if (QName.XSD.equals(reader.getNamespaceURI())) {
                        open.element().children.add(node);
                    }
                    open.push(node);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS -> open.element().text.append(reader.getText());
                case XMLStreamConstants.DTD -> throw new XMLStreamException("a DTD", reader.getLocation());
                default -> {}
            }
        }
        return root.children.stream()
                .filter(node -> node.name.equals("schema"))
                .findFirst()
                .orElseThrow(() -> new XMLStreamException("no xs:schema"));
    }

    private static XsdNode of(XMLStreamReader reader, Map<String, String> around) {
        Map<String, String> prefixes = around;
        if (reader.getNamespaceCount() > 0) {
            prefixes = new HashMap<>(around);
            for (int i = 0; i < reader.getNamespaceCount(); i++) {
                String prefix = reader.getNamespacePrefix(i);
                String uri = reader.getNamespaceURI(i);
                prefixes.put(prefix == null ? "" : prefix, uri == null ? "" : uri);
            }
        }
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(
                    reader.getAttributeLocalName(i), reader.getAttributeValue(i).strip());
        }
        return new XsdNode(reader.getLocalName(), attributes, prefixes);
    }

    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    boolean says(String attribute, String value) {
        return attribute(attribute).equals(value);
    }

    Optional<XsdNode> child(String child) {
        return children.stream().filter(node -> node.name.equals(child)).findFirst();
    }

    /// What an attribute that holds a name refers to; empty where there is no such attribute.
    Optional<QName> reference(String attribute) {
        String value = attribute(attribute);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        int colon = value.indexOf(':');
        String prefix = colon < 0 ? "" : value.substring(0, colon);
        String uri = prefix.equals("xml") ? QName.XML : prefixes.getOrDefault(prefix, "");
        return Optional.of(new QName(uri, value.substring(colon + 1)));
    }

    int min() {
        return says("minOccurs", "0") ? 0 : 1;
    }

    boolean isMany() {
        String max = attribute("maxOccurs");
        return max.equals("unbounded") || max.length() > 1 || !max.isEmpty() && max.charAt(0) > '1';
    }

    /// What people wrote about it.
    String documentation() {
        return child("annotation")
                .flatMap(annotation -> annotation.child("documentation"))
                .map(node -> node.text.toString().strip().replaceAll("\\s+", " "))
                .orElse("");
    }
}
