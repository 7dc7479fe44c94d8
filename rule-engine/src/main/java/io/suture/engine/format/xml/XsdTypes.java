package io.suture.engine.format.xml;

import io.suture.engine.format.xml.XmlShape.Part;
import io.suture.engine.format.xml.XsdFiles.Declared;
import io.suture.engine.format.xml.XsdFiles.Scope;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.FieldType;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/// Elements and types of XSD files as shapes, each made once, so that types that hold themselves are no larger than
/// others (decision 0003).
final class XsdTypes {
    private final XsdFiles files;
    private final Map<XsdNode, XmlShape> types = new IdentityHashMap<>();

    XsdTypes(XsdFiles files) {
        this.files = files;
    }

    XsdFiles files() {
        return files;
    }

    /// What may stand in an element.
    synchronized XmlShape element(XsdNode element, Scope scope) {
        Optional<QName> named = element.reference("type");
        if (named.isPresent()) {
            return type(named.get());
        }
        Optional<XsdNode> complex = element.child("complexType");
        if (complex.isPresent()) {
            return complex(complex.get(), scope, element.attribute("name"));
        }
        Optional<XsdNode> simple = element.child("simpleType");
        if (simple.isPresent()) {
            return new XmlShape(simple(simple.get()));
        }
        return element.reference("substitutionGroup")
                .flatMap(head -> files.find("element", head))
                .filter(head -> head.node() != element)
                .map(head -> element(head.node(), head.scope()))
                .orElse(XmlShape.ANYTHING);
    }

    private XmlShape type(QName name) {
        Optional<Declared> found = files.find("type", name);
        if (found.isEmpty()) {
            return name.uri().equals(QName.XSD) && !name.local().equals("anyType")
                    ? new XmlShape(XmlLeaf.builtIn(name.local()))
                    : XmlShape.ANYTHING;
        }
        Declared one = found.get();
        return one.node().name.equals("complexType")
                ? complex(one.node(), one.scope(), name.local())
                : new XmlShape(simple(one.node()));
    }

    private XmlShape complex(XsdNode type, Scope scope, String name) {
        XmlShape known = types.get(type);
        if (known == null) {
            known = new XmlShape(name.isEmpty() ? "element" : name, () -> new XsdContent(this).of(type, scope, name));
            types.put(type, known);
        }
        return known;
    }

    /// The type of an attribute's or element's text.
    FieldType leaf(QName name) {
        return files.find("type", name)
                .filter(one -> one.node().name.equals("simpleType"))
                .map(one -> simple(one.node()))
                .orElseGet(() -> name.uri().equals(QName.XSD) ? XmlLeaf.builtIn(name.local()) : XmlLeaf.STRING);
    }

    FieldType simple(XsdNode type) {
        Optional<XsdNode> restriction = type.child("restriction");
        if (restriction.isEmpty()) {
            return XmlLeaf.STRING;
        }
        FieldType base = restriction
                .get()
                .reference("base")
                // A type that restricts itself is somebody's mistake.
                .filter(name -> !name.local().equals(type.attribute("name")))
                .map(this::leaf)
                .orElse(XmlLeaf.STRING);
        boolean codes = restriction.get().child("enumeration").isPresent();
        return codes && base == XmlLeaf.STRING ? XmlLeaf.CODE : base;
    }

    /// `@xsi_type`: which of several types an element has.
    static Part typeAttribute() {
        return new Part(
                "@xsi_type",
                new QName(QName.XSI, "type"),
                true,
                new XmlShape(XmlLeaf.STRING),
                Cardinality.OPTIONAL,
                false,
                "The type of this element, where it may have several");
    }

    /// What a name of a namespace is called beside names of others.
    String prefixed(QName name) {
        return prefix(name.uri()) + "_" + name.local();
    }

    private String prefix(String uri) {
        return switch (uri) {
            case QName.XSI -> "xsi";
            case QName.XML -> "xml";
            default -> files.prefixes().getOrDefault(uri, "other");
        };
    }
}
