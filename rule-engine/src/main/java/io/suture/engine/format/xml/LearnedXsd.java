package io.suture.engine.format.xml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// XSD files for what was seen: one for each namespace, the root's first.
final class LearnedXsd {
    private final QName root;
    private final Map<QName, SeenElement> globals;
    private final Map<String, String> prefixes = new LinkedHashMap<>();
    private final Map<String, Set<QName>> attributes = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    LearnedXsd(QName root, Map<QName, SeenElement> globals, Map<String, String> found) {
        this.root = root;
        this.globals = globals;
        names.put(root.uri(), "main.xsd");
        globals.values().forEach(element -> collect(element, new LinkedHashSet<>()));
        for (String uri : names.keySet()) {
            String prefix = found.getOrDefault(uri, "");
            boolean taken = prefix.isEmpty() || prefix.equals("xs") || prefixes.containsValue(prefix);
            prefixes.put(uri, taken ? "n" + prefixes.size() : prefix);
        }
    }

    /// Namespaces of elements, and of attributes that are declared beside them.
    private void collect(SeenElement element, Set<SeenElement> open) {
        if (!open.add(element)) {
            return;
        }
        file(element.name().uri());
        for (QName attribute : element.attributes().keySet()) {
            if (!attribute.uri().isEmpty() && !isBuiltIn(attribute.uri())) {
                file(attribute.uri());
                attributes
                        .computeIfAbsent(attribute.uri(), any -> new LinkedHashSet<>())
                        .add(attribute);
            }
        }
        element.children().values().forEach(child -> collect(child, open));
    }

    private void file(String uri) {
        names.computeIfAbsent(uri, any -> "namespace-" + names.size() + ".xsd");
    }

    private static boolean isBuiltIn(String uri) {
        return uri.equals(QName.XSI) || uri.equals(QName.XML);
    }

    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        names.forEach((uri, name) -> files.put(name, file(uri, name)));
        return files;
    }

    private String file(String uri, String name) {
        var out = new StringBuilder("<xs:schema xmlns:xs=\"").append(QName.XSD).append('"');
        prefixes.forEach((other, prefix) -> {
            if (!other.isEmpty()) {
                out.append(" xmlns:")
                        .append(prefix)
                        .append("=\"")
                        .append(XmlText.attribute(other))
                        .append('"');
            }
        });
        if (!uri.isEmpty()) {
            out.append(" targetNamespace=\"").append(XmlText.attribute(uri)).append('"');
        }
        out.append(" elementFormDefault=\"qualified\">\n");
        names.forEach((other, file) -> {
            if (!other.equals(uri)) {
                out.append("  <xs:import");
                if (!other.isEmpty()) {
                    out.append(" namespace=\"").append(XmlText.attribute(other)).append('"');
                }
                out.append(" schemaLocation=\"").append(file).append("\"/>\n");
            }
        });
        attributes
                .getOrDefault(uri, Set.of())
                .forEach(attribute -> out.append("  <xs:attribute name=\"")
                        .append(attribute.local())
                        .append("\" type=\"xs:string\"/>\n"));
        globals.values().stream()
                .filter(element -> element.name().uri().equals(uri))
                // The root comes first.
                .sorted((one, other) ->
                        Boolean.compare(other.name().equals(root), one.name().equals(root)))
                .forEach(element -> element(element, "", "  ", out));
        return out.append("</xs:schema>\n").toString();
    }

    private void element(SeenElement element, String occurs, String indent, StringBuilder out) {
        out.append(indent)
                .append("<xs:element name=\"")
                .append(element.name().local())
                .append('"')
                .append(occurs);
        if (element.isErased()) {
            out.append(" nillable=\"true\"");
        }
        boolean leaf = element.attributes().isEmpty() && element.children().isEmpty();
        // What was always empty may be a mark: as a leaf it would say nothing.
        if (leaf && element.text().count() > 0) {
            out.append(" type=\"").append(element.text().type()).append("\"/>\n");
            return;
        }
        out.append(">\n").append(indent).append("  <xs:complexType");
        if (element.isMixed()) {
            out.append(" mixed=\"true\"");
        }
        out.append(">\n");
        if (element.children().isEmpty() && element.text().count() > 0) {
            out.append(indent).append("    <xs:simpleContent>\n");
            out.append(indent)
                    .append("      <xs:extension base=\"")
                    .append(element.text().type())
                    .append("\">\n");
            attributes(element, indent + "        ", out);
            out.append(indent).append("      </xs:extension>\n");
            out.append(indent).append("    </xs:simpleContent>\n");
        } else {
            children(element, indent + "    ", out);
            attributes(element, indent + "    ", out);
        }
        out.append(indent).append("  </xs:complexType>\n").append(indent).append("</xs:element>\n");
    }

    private void children(SeenElement element, String indent, StringBuilder out) {
        if (element.children().isEmpty()) {
            return;
        }
        List<QName> order = element.order();
        boolean ordered = !order.isEmpty();
        if (!ordered) {
            order = new ArrayList<>(element.children().keySet());
        }
        String group = ordered ? "xs:sequence" : "xs:choice";
        out.append(indent).append('<').append(group);
        out.append(ordered ? ">\n" : " minOccurs=\"0\" maxOccurs=\"unbounded\">\n");
        for (QName name : order) {
            String occurs = !ordered
                    ? ""
                    : (element.isAlways(name) ? "" : " minOccurs=\"0\"")
                            + (element.repeats(name) ? " maxOccurs=\"unbounded\"" : "");
            SeenElement child = element.children().get(name);
            if (child != null && name.uri().equals(element.name().uri())) {
                element(child, occurs, indent + "  ", out);
            } else {
                String reference = name.uri().isEmpty() ? name.local() : prefixes.get(name.uri()) + ":" + name.local();
                out.append(indent)
                        .append("  <xs:element ref=\"")
                        .append(reference)
                        .append('"')
                        .append(occurs)
                        .append("/>\n");
            }
        }
        out.append(indent).append("</").append(group).append(">\n");
    }

    private void attributes(SeenElement element, String indent, StringBuilder out) {
        boolean typed = false;
        for (Map.Entry<QName, SeenText> attribute : element.attributes().entrySet()) {
            QName name = attribute.getKey();
            String use = element.isAlways(attribute.getValue()) ? " use=\"required\"" : "";
            if (name.uri().equals(QName.XSI)) {
                typed |= name.local().equals("type");
            } else if (name.uri().isEmpty()) {
                out.append(indent).append("<xs:attribute name=\"").append(name.local());
                out.append("\" type=\"")
                        .append(attribute.getValue().type())
                        .append('"')
                        .append(use)
                        .append("/>\n");
            } else {
                String prefix = name.uri().equals(QName.XML) ? "xml" : prefixes.get(name.uri());
                out.append(indent)
                        .append("<xs:attribute ref=\"")
                        .append(prefix)
                        .append(':')
                        .append(name.local());
                out.append('"').append(use).append("/>\n");
            }
        }
        if (typed) {
            out.append(indent)
                    .append("<xs:anyAttribute namespace=\"")
                    .append(QName.XSI)
                    .append("\"/>\n");
        }
    }
}
