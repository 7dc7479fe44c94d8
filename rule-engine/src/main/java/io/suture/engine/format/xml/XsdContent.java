package io.suture.engine.format.xml;

import io.suture.engine.format.xml.XmlShape.Content;
import io.suture.engine.format.xml.XmlShape.Part;
import io.suture.engine.format.xml.XsdFiles.Declared;
import io.suture.engine.format.xml.XsdFiles.Scope;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.FieldType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects what a complex type holds: its own parts, those of the types that it extends, and those of the types that
/// extend it, since any of them may stand in its place.
final class XsdContent {
    private final XsdTypes types;
    private final Map<QName, Part> attributes = new LinkedHashMap<>();
    private final Map<QName, Part> elements = new LinkedHashMap<>();
    private final Set<XsdNode> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable FieldType text;
    private boolean mixed;
    private boolean ordered = true;
    private boolean any;
    private boolean optional;

    XsdContent(XsdTypes types) {
        this.types = types;
    }

    Content of(XsdNode type, Scope scope, String name) {
        complex(type, scope);
        boolean several = false;
        if (type.has("name")) {
            several = derived(new QName(scope.uri(), name), new HashSet<>());
        }
        if (several || type.says("abstract", "true")) {
            Part which = XsdTypes.typeAttribute();
            attributes.putIfAbsent(which.name(), which);
        }
        List<Part> parts = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        attributes.values().forEach(part -> parts.add(named(part, taken)));
        elements.values().forEach(part -> parts.add(named(part, taken)));
        return new Content(text, mixed, ordered, any, parts);
    }

    /// Paths say local names; one that another namespace has taken here gets its prefix before it.
    private Part named(Part part, Set<String> taken) {
        boolean foreign = part.attribute() && !part.name().uri().isEmpty();
        String mark = part.attribute() ? "@" : "";
        String field =
                mark + (foreign ? types.prefixed(part.name()) : part.name().local());
        if (!taken.add(field)) {
            field = mark + types.prefixed(part.name());
            for (int again = 2; !taken.add(field); again++) {
                field = mark + types.prefixed(part.name()) + again;
            }
        }
        return new Part(
                field,
                part.name(),
                part.attribute(),
                part.shape(),
                part.cardinality(),
                part.erasable(),
                part.documentation());
    }

    private boolean derived(QName base, Set<QName> seen) {
        boolean several = false;
        boolean before = optional;
        optional = true;
        for (QName name : types.files().derived(base)) {
            Optional<Declared> found = types.files().find("type", name);
            if (found.isPresent() && seen.add(name)) {
                several = true;
                found.get()
                        .node()
                        .child("complexContent")
                        .flatMap(content -> content.child("extension"))
                        .ifPresent(extension -> parts(extension, found.get().scope(), false));
                derived(name, seen);
            }
        }
        optional = before;
        return several;
    }

    private void complex(XsdNode type, Scope scope) {
        if (!open.add(type)) {
            return;
        }
        mixed |= type.says("mixed", "true");
        parts(type, scope, false);
        for (String content : List.of("simpleContent", "complexContent")) {
            type.child(content).ifPresent(inside -> {
                mixed |= inside.says("mixed", "true");
                inside.child("extension").ifPresent(one -> extension(one, scope));
                inside.child("restriction").ifPresent(one -> restriction(one, scope, content.equals("simpleContent")));
            });
        }
        open.remove(type);
    }

    private void extension(XsdNode extension, Scope scope) {
        extension.reference("base").ifPresent(base -> base(base, true));
        parts(extension, scope, false);
    }

    /// A restriction says its elements anew and inherits the attributes.
    private void restriction(XsdNode restriction, Scope scope, boolean simple) {
        restriction.reference("base").ifPresent(base -> base(base, simple));
        parts(restriction, scope, false);
    }

    private void base(QName base, boolean all) {
        Optional<Declared> found =
                types.files().find("type", base).filter(one -> one.node().name.equals("complexType"));
        if (found.isEmpty()) {
            if (all) {
                text = types.leaf(base);
            }
            return;
        }
        Map<QName, Part> before = new LinkedHashMap<>(elements);
        complex(found.get().node(), found.get().scope());
        if (!all) {
            elements.clear();
            elements.putAll(before);
        }
    }

    private void parts(XsdNode node, Scope scope, boolean many) {
        for (XsdNode child : node.children) {
            switch (child.name) {
                case "element" -> element(child, scope, many);
                case "sequence", "choice", "all" -> particle(child, scope, many);
                case "group" -> group(child, many);
                case "attribute" -> attribute(child, scope);
                case "attributeGroup" -> attributes(child);
                case "any" -> any = true;
                case "anyAttribute" -> anyAttribute(child);
                default -> {}
            }
        }
    }

    private void particle(XsdNode particle, Scope scope, boolean many) {
        boolean repeats = many || particle.isMany();
        boolean before = optional;
        optional |= particle.name.equals("choice") || particle.min() == 0;
        ordered &= !particle.name.equals("all") && !particle.isMany();
        parts(particle, scope, repeats);
        optional = before;
    }

    private void group(XsdNode reference, boolean many) {
        Optional<Declared> found =
                reference.reference("ref").flatMap(name -> types.files().find("group", name));
        if (found.isEmpty() || !open.add(found.get().node())) {
            return;
        }
        boolean before = optional;
        optional |= reference.min() == 0;
        ordered &= !reference.isMany();
        parts(found.get().node(), found.get().scope(), many || reference.isMany());
        optional = before;
        open.remove(found.get().node());
    }

    private void attributes(XsdNode reference) {
        Optional<Declared> found =
                reference.reference("ref").flatMap(name -> types.files().find("attributeGroup", name));
        if (found.isPresent() && open.add(found.get().node())) {
            parts(found.get().node(), found.get().scope(), false);
            open.remove(found.get().node());
        }
    }

    /// Of the attributes that are not named, `xsi:type` is one that mappings ask for.
    private void anyAttribute(XsdNode node) {
        if (node.says("namespace", QName.XSI)) {
            Part which = XsdTypes.typeAttribute();
            attributes.putIfAbsent(which.name(), which);
        }
    }

    private void attribute(XsdNode node, Scope scope) {
        Optional<QName> reference = node.reference("ref");
        boolean qualified = node.has("form") ? node.says("form", "qualified") : scope.attributes();
        QName name = reference.orElseGet(() -> new QName(qualified ? scope.uri() : "", node.attribute("name")));
        if (node.says("use", "prohibited")) {
            attributes.remove(name);
            return;
        }
        XsdNode declaration = reference
                .flatMap(global -> types.files().find("attribute", global))
                .map(Declared::node)
                .orElse(node);
        FieldType type = declaration
                .child("simpleType")
                .map(types::simple)
                .or(() -> declaration.reference("type").map(types::leaf))
                .orElse(XmlLeaf.STRING);
        boolean required = node.says("use", "required") && !optional;
        attributes.put(
                name,
                new Part(
                        "",
                        name,
                        true,
                        new XmlShape(type),
                        required ? Cardinality.REQUIRED : Cardinality.OPTIONAL,
                        false,
                        declaration.documentation()));
    }

    private void element(XsdNode node, Scope scope, boolean many) {
        Cardinality cardinality =
                new Cardinality(optional ? 0 : node.min(), many || node.isMany() ? Cardinality.MANY : 1);
        Optional<QName> reference = node.reference("ref");
        if (reference.isEmpty()) {
            boolean qualified = node.has("form") ? node.says("form", "qualified") : scope.elements();
            add(new QName(qualified ? scope.uri() : "", node.attribute("name")), node, scope, cardinality);
            return;
        }
        substitutes(reference.get(), cardinality, new HashSet<>());
    }

    private void substitutes(QName head, Cardinality cardinality, Set<QName> seen) {
        if (!seen.add(head)) {
            return;
        }
        List<QName> others = types.files().substitutes(head);
        Cardinality each = others.isEmpty() ? cardinality : new Cardinality(0, cardinality.max());
        Optional<Declared> found = types.files().find("element", head);
        if (found.isEmpty()) {
            add(new Part("", head, false, XmlShape.ANYTHING, each, true, ""));
        } else if (!found.get().node().says("abstract", "true")) {
            add(head, found.get().node(), found.get().scope(), each);
        }
        others.forEach(other -> substitutes(other, each, seen));
    }

    private void add(QName name, XsdNode node, Scope scope, Cardinality cardinality) {
        add(new Part(
                "",
                name,
                false,
                types.element(node, scope),
                cardinality,
                node.says("nillable", "true"),
                node.documentation()));
    }

    /// An element that is named twice may stand in two places, so the order of all is not one.
    private void add(Part part) {
        Part known = elements.get(part.name());
        if (known == null) {
            elements.put(part.name(), part);
        } else if (!optional) {
            ordered = false;
            elements.put(
                    part.name(),
                    new Part(
                            "",
                            part.name(),
                            false,
                            known.shape(),
                            new Cardinality(known.cardinality().min(), Cardinality.MANY),
                            known.erasable() || part.erasable(),
                            known.documentation()));
        }
    }
}
