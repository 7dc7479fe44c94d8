package io.suture.engine.format.fhir;

import io.suture.engine.format.Format;
import io.suture.engine.format.xml.XmlNode;
import io.suture.engine.format.xml.XmlNode.Attribute;
import io.suture.engine.format.xml.XmlNode.Characters;
import io.suture.engine.format.xml.XmlNode.Comment;
import io.suture.engine.format.xml.XmlNode.Element;
import io.suture.engine.report.FirstProblems;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Reads FHIR XML to the Values that the same message in JSON would be, so that a mapping never knows which it was
/// (decision 0031).
final class FhirXmlReader implements Format.Reader {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    private final FieldType root;
    private final FhirVersion version;
    private final int maximumDepth;
    private final ElementOrder order = new ElementOrder();

    FhirXmlReader(FieldType root, FhirVersion version, int maximumDepth) {
        this.root = root;
        this.version = version;
        this.maximumDepth = maximumDepth;
    }

    @Override
    public Value.Group read(byte[] bytes, Consumer<Problem> problems) {
        var first = new FirstProblems(problems);
        Value.Group message = XmlNode.read(bytes, maximumDepth, first)
                .map(element -> new Reading(first).message(element))
                .orElseGet(() -> Fields.builder().build());
        first.finish();
        return message;
    }

    private final class Reading {
        private final Consumer<Problem> problems;
        private boolean commented;

        Reading(Consumer<Problem> problems) {
            this.problems = problems;
        }

        Value.Group message(Element element) {
            if (!element.uri().equals(FhirXml.NAMESPACE)) {
                problems.accept(Problem.error(
                        "not-fhir",
                        element.place(),
                        "This is not a FHIR resource: its root is not in the namespace " + FhirXml.NAMESPACE + "."));
                return Fields.builder().build();
            }
            if (root.kind() != FieldType.Kind.GROUP) {
                return group(element, root, false);
            }
            if (!element.name().equals(root.name())) {
                problems.accept(Problem.error(
                        "resource-type",
                        element.place(),
                        "This channel reads " + root.name() + ", and the message says that it is something else."));
            }
            return resource(element);
        }

        private Value.Group resource(Element element) {
            FieldType type = version.resource(element.name()).orElse(FhirXml.ANYTHING);
            Value.Group content = group(element, type, true);
            Fields.Builder parts = Fields.builder().add("resourceType", Value.text(element.name()));
            for (int i = 0; i < content.size(); i++) {
                parts.add(content.name(i), content.value(i));
            }
            return parts.build();
        }

        private Value.Group group(Element element, FieldType type, boolean resource) {
            Fields.Builder parts = Fields.builder();
            attributes(element, type, resource, false, parts);
            Map<String, List<Element>> byName = children(element, type);
            List<String> names = order.sorted(byName.keySet(), type);
            if (!names.equals(List.copyOf(byName.keySet()))) {
                problems.accept(Problem.info(
                        "element-order",
                        element.place(),
                        "The elements here stand in another order than the schema's."));
            }
            for (String name : names) {
                List<Element> same = byName.getOrDefault(name, List.of());
                Field field = type.field(name).orElse(null);
                if (field == null && type != FhirXml.ANYTHING) {
                    problems.accept(Problem.info(
                            "unknown-property",
                            same.getFirst().place(),
                            version.title() + " has no " + name + " here. It is kept as it is."));
                }
                FieldType inner = field == null ? FhirXml.ANYTHING : field.type();
                if (field == null ? same.stream().allMatch(Reading::isPrimitive) : inner.isLeaf()) {
                    FieldType beside =
                            type.field(FhirTypes.BESIDE + name).map(Field::type).orElse(FhirXml.ANYTHING);
                    primitives(name, same, inner, beside, parts);
                } else {
                    List<Value> items = new ArrayList<>();
                    for (Element one : same) {
                        items.addAll(inner.name().equals("Resource") ? resources(one) : present(one, inner));
                    }
                    parts.add(name, Value.Repeat.of(items));
                }
            }
            return parts.build();
        }

        /// Whether an element that no schema knows looks like a primitive one.
        private static boolean isPrimitive(Element element) {
            return element.attributes().stream()
                            .anyMatch(one -> one.uri().isEmpty() && one.name().equals(FhirXml.VALUE))
                    || element.attributes().isEmpty()
                            && element.content().stream().noneMatch(Element.class::isInstance);
        }

        private List<Value> present(Element element, FieldType type) {
            Value.Group group = group(element, type, false);
            return group.size() == 0 ? List.of() : List.of(group);
        }

        private List<Value> resources(Element holder) {
            List<Value> found = new ArrayList<>();
            Fields.Builder beside = Fields.builder();
            attributes(holder, FhirXml.ANYTHING, true, false, beside);
            for (List<Element> same : children(holder, FhirXml.ANYTHING).values()) {
                same.forEach(one -> found.add(resource(one)));
            }
            if (beside.build().size() > 0) {
                leftOut(holder.place(), "attribute-left-out", "An element that holds a resource has no attributes.");
            }
            return found;
        }

        private void primitives(
                String name, List<Element> same, FieldType type, FieldType beside, Fields.Builder parts) {
            List<Value> values = new ArrayList<>();
            List<Value> extras = new ArrayList<>();
            for (Element one : same) {
                if (type.name().equals("xhtml")) {
                    values.add(new Value.Text(one.toString()));
                    extras.add(Value.Null.NULL);
                    continue;
                }
                values.add(value(one));
                Value.Group extra = extra(one, beside);
                extras.add(extra.size() == 0 ? Value.Null.NULL : extra);
            }
            boolean valued = values.stream().anyMatch(value -> value != Value.Null.NULL);
            boolean extended = extras.stream().anyMatch(extra -> extra != Value.Null.NULL);
            // Null keeps a place only where the two lists must agree.
            if (valued) {
                parts.add(name, Value.Repeat.of(extended ? values : withoutNull(values)));
            }
            if (extended) {
                parts.add(FhirTypes.BESIDE + name, Value.Repeat.of(valued ? extras : withoutNull(extras)));
            }
        }

        private static List<Value> withoutNull(List<Value> items) {
            return items.stream().filter(item -> item != Value.Null.NULL).toList();
        }

        private Value value(Element element) {
            for (Attribute attribute : element.attributes()) {
                if (attribute.uri().isEmpty() && attribute.name().equals(FhirXml.VALUE)) {
                    if (attribute.value().isEmpty()) {
                        leftOut(
                                element.place(),
                                "empty-value",
                                "An empty value stands here, which FHIR does not know.");
                        return Value.Null.NULL;
                    }
                    return Value.text(attribute.value());
                }
            }
            return Value.Null.NULL;
        }

        private Value.Group extra(Element element, FieldType beside) {
            Fields.Builder parts = Fields.builder();
            attributes(element, beside, false, true, parts);
            Value.Group rest = group(
                    new Element(element.uri(), element.name(), List.of(), element.content(), element.place()),
                    beside,
                    false);
            for (int i = 0; i < rest.size(); i++) {
                parts.add(rest.name(i), rest.value(i));
            }
            return parts.build();
        }

        private void attributes(
                Element element, FieldType type, boolean resource, boolean valued, Fields.Builder parts) {
            for (Attribute attribute : element.attributes()) {
                String name = attribute.name();
                boolean plain = attribute.uri().isEmpty();
                if (attribute.uri().equals(XSI) || attribute.uri().equals(XML) || plain && valued && isValue(name)) {
                    continue;
                }
                if (plain && FhirXml.isAttribute(name, type, resource)) {
                    parts.add(name, Value.text(attribute.value()));
                } else if (plain) {
                    problems.accept(Problem.info(
                            "unknown-attribute",
                            element.place(),
                            version.title() + " has no attribute " + name + " here. It is kept as it is."));
                    parts.add(FhirXml.ATTRIBUTE + name, Value.text(attribute.value()));
                } else {
                    leftOut(element.place(), "attribute-left-out", "An attribute of another namespace stands here.");
                }
            }
        }

        private static boolean isValue(String name) {
            return name.equals(FhirXml.VALUE);
        }

        /// The elements in an element, by name in the order in which each came first.
        private Map<String, List<Element>> children(Element element, FieldType type) {
            Map<String, List<Element>> byName = new LinkedHashMap<>();
            for (XmlNode node : element.content()) {
                switch (node) {
                    case Element child -> {
                        if (child.uri().equals(FhirXml.NAMESPACE) || isNarrative(child, type)) {
                            byName.computeIfAbsent(child.name(), name -> new ArrayList<>())
                                    .add(child);
                        } else {
                            leftOut(child.place(), "other-namespace", "An element of another namespace stands here.");
                        }
                    }
                    case Characters(String text) -> {
                        if (!text.isBlank()) {
                            leftOut(
                                    element.place(),
                                    "text-between-elements",
                                    "Text stands in this element, and FHIR has elements and attributes only.");
                        }
                    }
                    case Comment comment -> comment(element);
                }
            }
            return byName;
        }

        private static boolean isNarrative(Element child, FieldType type) {
            Field field = type.field(child.name()).orElse(null);
            return child.uri().equals(FhirXml.XHTML)
                    && field != null
                    && field.type().name().equals("xhtml");
        }

        private void comment(Element element) {
            if (!commented) {
                commented = true;
                problems.accept(Problem.info(
                        "comment-left-out", element.place(), "Comments say nothing to a mapping. They are left out."));
            }
        }

        private void leftOut(String place, String code, String what) {
            problems.accept(Problem.warning(code, place, what + " It was left out."));
        }
    }
}
