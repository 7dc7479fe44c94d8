package io.suture.engine.format.fhir;

import io.suture.engine.format.Format;
import io.suture.engine.format.xml.XmlNode.Element;
import io.suture.engine.format.xml.XmlText;
import io.suture.engine.report.FirstProblems;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Writes FHIR XML of the Values that [FhirWriter] writes JSON of, with the same Problems, in the order that the
/// standard's schema asks for (decision 0031).
final class FhirXmlWriter implements Format.Writer {
    private static final int NARRATIVE_DEPTH = 64;

    private final Schema schema;
    private final FhirVersion version;
    private final Member.Known known = new Member.Known();
    private final ElementOrder order = new ElementOrder();

    FhirXmlWriter(Schema schema, FhirVersion version) {
        this.schema = schema;
        this.version = version;
    }

    @Override
    public String mediaType() {
        return "application/fhir+xml";
    }

    @Override
    public String extension() {
        return "xml";
    }

    @Override
    public byte[] write(Value.Group message, Consumer<Problem> problems) {
        var first = new FirstProblems(problems);
        var writing = new Writing(first);
        FieldType root = schema.root();
        if (NamedEntries.are(schema)) {
            writing.document(
                    NamedEntries.bundle(message, schema),
                    version.resource("Bundle").orElse(root));
        } else {
            writing.document(message, root);
        }
        first.finish();
        return writing.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private final class Writing {
        private final XmlText out = new XmlText(StandardCharsets.UTF_8);
        private final Consumer<Problem> problems;
        private final List<String> path = new ArrayList<>();
        /// What the root says of its namespace, once.
        private String declared = " xmlns=\"" + FhirXml.NAMESPACE + "\"";

        Writing(Consumer<Problem> problems) {
            this.problems = problems;
        }

        void document(Value.Group message, FieldType root) {
            out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            path.add(root.name());
            if (root.kind() == FieldType.Kind.GROUP) {
                resource(message, root);
            } else {
                element(root.name(), "", message, root, true);
            }
            out.raw("\n");
        }

        private boolean resource(Value.Group resource, FieldType said) {
            String named = resource.get("resourceType") instanceof Value.Text(String text) ? text : said.name();
            if (!FhirXml.isName(named)) {
                return unsayable(named);
            }
            FieldType type =
                    named.equals(said.name()) ? said : version.resource(named).orElse(FhirXml.ANYTHING);
            return element(named, "", resource, type, false);
        }

        /// @param value what stands in the attribute of that name, if anything
        /// @param part  whether it is part of a resource, and no resource itself
        private boolean element(String tag, String value, Value.Group group, FieldType type, boolean part) {
            int begin = out.length();
            out.raw("<").raw(tag).raw(declared);
            int bare = declared.isEmpty() ? out.length() : -1;
            declared = "";
            attributes(group, type, part);
            if (!value.isEmpty()) {
                attribute(FhirXml.VALUE, value);
            }
            int open = out.length();
            out.raw(">");
            int inside = out.length();
            children(group, type, part);
            if (out.length() > inside) {
                out.raw("</").raw(tag).raw(">");
                return true;
            }
            if (part && open == bare) {
                out.back(begin);
                return false;
            }
            out.back(open);
            out.raw("/>");
            return true;
        }

        private void attributes(Value.Group group, FieldType type, boolean part) {
            for (int i = 0; i < group.size(); i++) {
                String name = group.name(i);
                if (!FhirXml.isAttribute(name, type, !part)) {
                    continue;
                }
                String plain = name.startsWith(FhirXml.ATTRIBUTE) ? name.substring(1) : name;
                if (group.value(i) instanceof Value.Text(String text) && FhirXml.isName(plain)) {
                    attribute(plain, text);
                } else if (group.value(i) != Value.Null.NULL) {
                    unsayable(name);
                }
            }
        }

        private void attribute(String name, String text) {
            out.raw(" ").raw(name).raw("=\"");
            if (!out.attributeText(text)) {
                problems.accept(
                        Problem.warning(
                                "character-left-out",
                                place(),
                                "The value holds a control character, for which XML has no way of saying it. It was left out."));
            }
            out.raw("\"");
        }

        private void children(Value.Group group, FieldType type, boolean part) {
            Set<String> names = new LinkedHashSet<>();
            for (int i = 0; i < group.size(); i++) {
                String name = group.name(i);
                String own = name.startsWith(FhirTypes.BESIDE) ? name.substring(1) : name;
                if (FhirXml.isAttribute(own, type, !part)) {
                    if (!own.equals(name)) {
                        unsayable(name);
                    }
                } else if (!FhirTypes.isReserved(name)) {
                    names.add(own);
                }
            }
            Member.Members members = known.of(type);
            for (String name : order.sorted(names, type)) {
                path.add(name);
                Member member = members.find(name);
                Value value = group.get(name);
                if (!FhirXml.isName(name)) {
                    unsayable(name);
                } else if (member == null) {
                    unknown(name, value, group.get(FhirTypes.BESIDE + name));
                } else if (member.shape != null) {
                    Member beside = members.find(FhirTypes.BESIDE + name);
                    leaves(
                            member,
                            value,
                            group.get(FhirTypes.BESIDE + name),
                            beside == null ? FhirXml.ANYTHING : beside.type);
                } else {
                    groups(member, value);
                }
                path.removeLast();
            }
        }

        private void groups(Member member, Value value) {
            for (Value item : once(member, value)) {
                switch (item) {
                    case Value.Group group -> {
                        if (member.resource) {
                            held(member.name, group, member.type);
                        } else {
                            element(member.name, "", group, member.type, true);
                        }
                    }
                    case Value.Text text -> problems.accept(Misfit.textForParts(member, place()));
                    case Value.Binary binary -> problems.accept(Misfit.textForParts(member, place()));
                    case Value.Repeat repeat -> {}
                    case Value.Null erase -> {}
                    case Value.Absent absent -> {}
                }
            }
        }

        /// A resource within the element of its holder.
        private void held(String tag, Value.Group resource, FieldType type) {
            int begin = out.length();
            out.raw("<").raw(tag).raw(">");
            if (resource(resource, type)) {
                out.raw("</").raw(tag).raw(">");
            } else {
                out.back(begin);
            }
        }

        private List<Value> once(Member member, Value value) {
            List<Value> items = Value.items(value);
            if (items.size() > 1 && !member.list) {
                problems.accept(Misfit.severalForOne(member, place(), items.size()));
                return items.subList(0, 1);
            }
            return items;
        }

        /// Values and what stands beside them, pair by pair where both are lists.
        private void leaves(Member member, Value value, Value beside, FieldType besideType) {
            List<Value> values = once(member, value);
            List<Value> extras = Value.items(beside);
            for (int i = 0; i < Math.max(values.size(), extras.size()); i++) {
                Value extra = i < extras.size() ? extras.get(i) : Value.Absent.ABSENT;
                String text = i < values.size() ? leaf(member, values.get(i)) : "";
                if (member.type.name().equals("xhtml")) {
                    narrative(member, text);
                } else {
                    primitive(member.name, text, extra, besideType);
                }
            }
        }

        /// The text as it is written; empty where nothing is.
        private String leaf(Member member, Value value) {
            return switch (value) {
                case Value.Text(String text) -> {
                    if (member.shape != null && member.shape.fits(text)) {
                        yield text;
                    }
                    problems.accept(Misfit.misshapen(member, place()));
                    yield "";
                }
                case Value.Binary binary -> binary.handle();
                case Value.Group group -> {
                    problems.accept(Misfit.partsForText(member, place()));
                    yield "";
                }
                case Value.Repeat repeat -> "";
                case Value.Null erase -> "";
                case Value.Absent absent -> "";
            };
        }

        private void primitive(String tag, String text, Value extra, FieldType type) {
            if (extra instanceof Value.Group group) {
                element(tag, text, group, type, true);
            } else if (!text.isEmpty()) {
                out.raw("<").raw(tag);
                attribute(FhirXml.VALUE, text);
                out.raw("/>");
            }
        }

        private void narrative(Member member, String text) {
            if (!text.isEmpty()) {
                Optional<Element> div = FhirXml.narrative(text, NARRATIVE_DEPTH);
                div.ifPresentOrElse(
                        found -> out.raw(found.toString()), () -> problems.accept(Misfit.misshapen(member, place())));
            }
        }

        private void unknown(String name, Value value, Value beside) {
            List<Value> values = Value.items(value);
            List<Value> extras = Value.items(beside);
            for (int i = 0; i < Math.max(values.size(), extras.size()); i++) {
                Value item = i < values.size() ? values.get(i) : Value.Null.NULL;
                Value extra = i < extras.size() ? extras.get(i) : Value.Absent.ABSENT;
                switch (item) {
                    case Value.Group group
                    when group.get("resourceType") instanceof Value.Text -> held(name, group, FhirXml.ANYTHING);
                    case Value.Group group -> element(name, "", group, FhirXml.ANYTHING, true);
                    case Value.Text(String text) -> primitive(name, text, extra, FhirXml.ANYTHING);
                    case Value.Binary binary -> primitive(name, binary.handle(), extra, FhirXml.ANYTHING);
                    case Value.Repeat repeat -> {}
                    case Value.Null erase -> primitive(name, "", extra, FhirXml.ANYTHING);
                    case Value.Absent absent -> {}
                }
            }
        }

        private boolean unsayable(String name) {
            problems.accept(Problem.warning(
                    "name-left-out",
                    place(),
                    "XML has no way of saying " + (FhirXml.isName(name) ? name : "a name as here")
                            + " in this place. It was left out."));
            return false;
        }

        private String place() {
            return String.join(".", path);
        }
    }
}
