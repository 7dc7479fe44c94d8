package io.suture.engine.format.xml;

import io.suture.engine.report.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// XSD files that belong together: what each declares at its top, by name. Imports and includes lead to files that were
/// given, never to an address. Decision 0023.
final class XsdFiles {
    private static final Set<String> TOP =
            Set.of("element", "complexType", "simpleType", "group", "attributeGroup", "attribute");

    private final Map<String, Map<QName, Declared>> declared = new HashMap<>();
    private final Map<QName, List<QName>> substitutes = new LinkedHashMap<>();
    private final Map<QName, List<QName>> derived = new LinkedHashMap<>();
    private final Map<String, String> prefixes = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private String main = "";
    private boolean qualified = true;

    /// A declaration, with what its file says of names without prefix.
    ///
    /// @param uri       the namespace that the file declares
    /// @param elements  whether its local elements are in that namespace
    /// @param attributes whether its local attributes are
    record Scope(String uri, boolean elements, boolean attributes) {}

    record Declared(QName name, XsdNode node, Scope scope) {}

    XsdFiles(Map<String, String> files) {
        Map<String, XsdNode> parsed = new LinkedHashMap<>();
        files.forEach((name, text) -> {
            try {
                parsed.put(name, XsdNode.parse(text));
            } catch (XMLStreamException broken) {
                String place = broken.getLocation() == null
                        ? name
                        : name + ", line " + broken.getLocation().getLineNumber();
                problems.add(Problem.error(
                        "not-xsd",
                        place,
                        "This file is no XSD: it is not well formed here, or declares a document type."));
            }
        });
        boolean first = true;
        for (XsdNode schema : parsed.values()) {
            if (first) {
                main = schema.attribute("targetNamespace");
                qualified = main.isEmpty() || schema.says("elementFormDefault", "qualified");
                first = false;
            }
            prefixes(schema);
        }
        parsed.forEach((name, schema) -> add(schema, including(schema, parsed), name, parsed));
    }

    /// The namespace of the files that include one without a namespace: its declarations become theirs.
    private static String including(XsdNode schema, Map<String, XsdNode> parsed) {
        if (schema.has("targetNamespace")) {
            return schema.attribute("targetNamespace");
        }
        for (XsdNode other : parsed.values()) {
            for (XsdNode child : other.children) {
                if ((child.name.equals("include") || child.name.equals("redefine"))
                        && file(child.attribute("schemaLocation"), parsed) == schema) {
                    return other.attribute("targetNamespace");
                }
            }
        }
        return "";
    }

    private static @Nullable XsdNode file(String location, Map<String, XsdNode> parsed) {
        XsdNode exact = parsed.get(location);
        return exact != null ? exact : parsed.get(location.substring(location.lastIndexOf('/') + 1));
    }

    private void prefixes(XsdNode schema) {
        schema.prefixes.forEach((prefix, uri) -> {
            if (!prefix.isEmpty() && !uri.equals(QName.XSD) && !prefixes.containsValue(prefix)) {
                prefixes.putIfAbsent(uri, prefix);
            }
        });
    }

    private void add(XsdNode schema, String uri, String file, Map<String, XsdNode> parsed) {
        var scope = new Scope(
                uri, schema.says("elementFormDefault", "qualified"), schema.says("attributeFormDefault", "qualified"));
        for (XsdNode node : schema.children) {
            if (TOP.contains(node.name)) {
                add(new Declared(new QName(uri, node.attribute("name")), node, scope));
            } else if (node.name.equals("import") || node.name.equals("include")) {
                String location = node.attribute("schemaLocation");
                boolean own = node.says("namespace", QName.XML) || node.says("namespace", QName.XSI);
                if (!own && !location.isEmpty() && file(location, parsed) == null) {
                    problems.add(Problem.warning(
                            "file-missing",
                            file,
                            "This file asks for " + location + ", which was not given. What it declares is unknown."));
                }
            } else if (node.name.equals("redefine") || node.name.equals("override")) {
                node.children.stream()
                        .filter(child -> TOP.contains(child.name))
                        .forEach(child -> problems.add(Problem.warning(
                                "not-redefined",
                                file,
                                "Redefinitions are not followed; the first declaration holds.")));
            }
        }
    }

    private void add(Declared one) {
        String kind = one.node().name.endsWith("Type") ? "type" : one.node().name;
        declared.computeIfAbsent(kind, any -> new HashMap<>()).putIfAbsent(one.name(), one);
        one.node()
                .reference("substitutionGroup")
                .ifPresent(head -> substitutes
                        .computeIfAbsent(head, any -> new ArrayList<>())
                        .add(one.name()));
        if (one.node().name.equals("complexType")) {
            one.node()
                    .child("complexContent")
                    .flatMap(content -> content.child("extension"))
                    .flatMap(extension -> extension.reference("base"))
                    .filter(base -> !base.equals(one.name()))
                    .ifPresent(base -> derived.computeIfAbsent(base, any -> new ArrayList<>())
                            .add(one.name()));
        }
    }

    Optional<Declared> find(String kind, QName name) {
        return Optional.ofNullable(declared.getOrDefault(kind, Map.of()).get(name));
    }

    /// The element of a message: as named in full, or by its local name where one of that name is declared.
    Optional<Declared> root(String name) {
        QName full = QName.parse(name);
        Optional<Declared> exact = find("element", full);
        if (exact.isPresent() || name.startsWith("{")) {
            return exact;
        }
        return find("element", new QName(main, full.local()))
                .or(() -> declared.getOrDefault("element", Map.of()).values().stream()
                        .filter(one -> one.name().local().equals(full.local()))
                        .findFirst());
    }

    /// All elements that are declared at the top, those of the main file's namespace by their local names.
    List<String> roots() {
        return declared.getOrDefault("element", Map.of()).keySet().stream()
                .map(name -> name.uri().equals(main) ? name.local() : name.toString())
                .sorted()
                .toList();
    }

    /// Elements that may stand where this one is named.
    List<QName> substitutes(QName head) {
        return substitutes.getOrDefault(head, List.of());
    }

    /// Types that extend this one.
    List<QName> derived(QName base) {
        return derived.getOrDefault(base, List.of());
    }

    /// Prefixes that the files declare, by namespace.
    Map<String, String> prefixes() {
        return prefixes;
    }

    /// Whether local elements of the main file are in its namespace.
    boolean isQualified() {
        return qualified;
    }

    List<Problem> problems() {
        return problems;
    }
}
