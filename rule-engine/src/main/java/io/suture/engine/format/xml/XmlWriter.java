package io.suture.engine.format.xml;

import io.suture.engine.format.Format;
import io.suture.engine.report.FirstProblems;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.Value;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes XML: the root's namespace without a prefix, others with the schema's, all of them declared at the top.
final class XmlWriter implements Format.Writer {
    static final QName NIL = new QName(QName.XSI, "nil");
    private static final QName TYPE = new QName(QName.XSI, "type");

    private final QName root;
    private final XmlShape shape;
    private final XsdFiles files;
    private final Charset charset;

    XmlWriter(QName root, XmlShape shape, XsdFiles files, Charset charset) {
        this.root = root;
        this.shape = shape;
        this.files = files;
        this.charset = charset;
    }

    @Override
    public String mediaType() {
        return "application/xml";
    }

    @Override
    public String extension() {
        return "xml";
    }

    @Override
    public byte[] write(Value.Group message, Consumer<Problem> problems) {
        var first = new FirstProblems(problems);
        var writing = new Writing(first);
        String text = writing.document(message);
        first.finish();
        return text.getBytes(charset);
    }

    private final class Writing {
        private final Consumer<Problem> problems;
        private final XmlText out = new XmlText(charset);
        private final Map<String, String> used = new LinkedHashMap<>();
        private final List<String> path = new ArrayList<>();
        private final String own;
        private String standard = "";

        Writing(Consumer<Problem> problems) {
            this.problems = problems;
            // Where local elements are in no namespace, only a prefix tells the root from them.
            this.own = files.isQualified() || root.uri().isEmpty()
                    ? ""
                    : files.prefixes().getOrDefault(root.uri(), "ns");
        }

        String document(Value.Group message) {
            standard = own.isEmpty() ? root.uri() : "";
            if (!own.isEmpty()) {
                used.put(root.uri(), own);
            }
            out.raw("<?xml version=\"1.0\" encoding=\"").raw(charset.name()).raw("\"?>\n<");
            out.raw(own.isEmpty() ? root.local() : own + ":" + root.local());
            int declarations = out.length();
            String tag = own.isEmpty() ? root.local() : own + ":" + root.local();
            path.add(root.local());
            content(message, shape, root, tag, true);
            var declared = new StringBuilder();
            if (own.isEmpty() && !root.uri().isEmpty()) {
                declared.append(" xmlns=\"")
                        .append(XmlText.attribute(root.uri()))
                        .append('"');
            }
            used.forEach((uri, prefix) -> declared.append(" xmlns:")
                    .append(prefix)
                    .append("=\"")
                    .append(XmlText.attribute(uri))
                    .append('"'));
            out.insert(declarations, declared);
            return out.raw("\n").toString();
        }

        private void element(QName name, Value value, @Nullable XmlShape known, boolean erasable) {
            XmlShape inside = known == null ? XmlShape.ANYTHING : known;
            switch (value) {
                case Value.Absent absent -> {}
                case Value.Repeat(List<Value> items) -> items.forEach(item -> element(name, item, known, erasable));
                case Value.Null erase -> erased(name, erasable);
                case Value.Text(String text) -> text(name, text, inside);
                case Value.Binary binary -> text(name, binary.handle(), inside);
                case Value.Group group -> {
                    String before = standard;
                    String tag = open(name);
                    content(group, inside, name, tag, erasable);
                    standard = before;
                }
            }
        }

        private void text(QName name, String text, XmlShape inside) {
            String before = standard;
            String tag = open(name);
            out.raw(">");
            characters(text, inside.isLeaf() ? inside.type() : XmlLeaf.STRING);
            out.raw("</").raw(tag).raw(">");
            standard = before;
        }

        private void erased(QName name, boolean erasable) {
            if (!erasable) {
                problems.accept(Problem.warning(
                        "erased-unsaid",
                        place(),
                        "The value is to be erased, and the schema lets this element not say so. It was left out."));
                return;
            }
            String before = standard;
            open(name);
            out.raw(" ").raw(prefixed(NIL)).raw("=\"true\"/>");
            standard = before;
        }

        /// Writes `<` and the name with its prefix; gives what closes it.
        private String open(QName name) {
            out.raw("<");
            if (name.uri().equals(root.uri()) && !own.isEmpty()) {
                out.raw(own).raw(":").raw(name.local());
                return own + ":" + name.local();
            }
            if (name.uri().isEmpty() || name.uri().equals(root.uri())) {
                out.raw(name.local());
                if (!standard.equals(name.uri())) {
                    out.raw(" xmlns=\"").raw(XmlText.attribute(name.uri())).raw("\"");
                    standard = name.uri();
                }
                return name.local();
            }
            String tag = prefixed(name);
            out.raw(tag);
            return tag;
        }

        private String prefixed(QName name) {
            return name.uri().isEmpty() ? name.local() : prefix(name.uri()) + ":" + name.local();
        }

        private String prefix(String uri) {
            if (uri.equals(QName.XML)) {
                return "xml";
            }
            String known = used.get(uri);
            if (known != null) {
                return known;
            }
            String wanted = switch (uri) {
                case QName.XSI -> "xsi";
                case QName.XSD -> "xs";
                default -> files.prefixes().getOrDefault(uri, "ns");
            };
            String chosen = wanted;
            for (int again = 1; used.containsValue(chosen); again++) {
                chosen = wanted + again;
            }
            used.put(uri, chosen);
            return chosen;
        }

        /// From behind the element's name to its end.
        private void content(Value.Group group, XmlShape inside, QName own, String tag, boolean erasable) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < group.size(); i++) {
                names.add(group.name(i));
            }
            boolean open = false;
            for (int i : ElementParts.order(names, inside)) {
                String name = names.get(i);
                Value value = group.value(i);
                path.add(name);
                if (name.charAt(0) == '@') {
                    attribute(name.substring(1), value, inside.field(name));
                } else if (name.equals(XmlShape.TEXT) && value == Value.Null.NULL) {
                    if (!open) {
                        out.raw(" ").raw(prefixed(NIL)).raw("=\"true\"");
                    }
                } else {
                    if (!open) {
                        out.raw(">");
                        open = true;
                    }
                    part(name, value, inside, own);
                }
                path.removeLast();
            }
            out.raw(open ? "</" + tag + ">" : "/>");
        }

        private void part(String name, Value value, XmlShape inside, QName parent) {
            if (name.equals(XmlShape.TEXT)) {
                XmlShape.Content content = inside.content();
                FieldType type = content == null || content.text() == null ? XmlLeaf.STRING : content.text();
                Value.items(value).forEach(item -> {
                    if (item instanceof Value.Text(String text)) {
                        characters(text, type);
                    }
                });
                return;
            }
            XmlShape.Part part = inside.field(name);
            if (part != null) {
                if (value instanceof Value.Repeat && !part.cardinality().repeats()) {
                    problems.accept(Problem.warning(
                            "too-many", place(), "The schema takes one element here and several were made."));
                }
                element(part.name(), value, part.shape(), part.erasable());
            } else {
                element(name.startsWith("{") ? QName.parse(name) : new QName(parent.uri(), name), value, null, true);
            }
        }

        private void attribute(String written, Value value, XmlShape.@Nullable Part part) {
            QName name = part != null ? part.name() : QName.parse(written);
            if (!(value instanceof Value.Text(String text))) {
                problems.accept(Problem.warning(
                        "value-shape",
                        place(),
                        "An attribute is one text, and here is something else; it was left out."));
                return;
            }
            FieldType type = part == null ? XmlLeaf.STRING : part.shape().type();
            check(text, type);
            out.raw(" ").raw(prefixed(name)).raw("=\"");
            if (!out.attributeText(name.equals(TYPE) ? declared(text) : text)) {
                unsayable();
            }
            out.raw("\"");
        }

        /// The prefix of a type's name is declared where its value uses it.
        private String declared(String type) {
            int colon = type.indexOf(':');
            if (colon < 0) {
                return own.isEmpty() ? type : own + ":" + type;
            }
            String prefix = type.substring(0, colon);
            if (prefix.equals("xs")) {
                return prefix(QName.XSD) + type.substring(colon);
            }
            for (Map.Entry<String, String> known : files.prefixes().entrySet()) {
                if (known.getValue().equals(prefix)) {
                    return prefix(known.getKey()) + type.substring(colon);
                }
            }
            return type;
        }

        private void characters(String text, FieldType type) {
            check(text, type);
            if (!out.text(text)) {
                unsayable();
            }
        }

        private void check(String text, FieldType type) {
            if (!XmlLeaf.fits(type, text)) {
                problems.accept(Problem.warning(
                        "value-shape",
                        place(),
                        "This should be a " + type.name() + " and does not look so. It was written as it is."));
            }
        }

        private void unsayable() {
            problems.accept(Problem.warning(
                    "character-left-out",
                    place(),
                    "The value holds a control character, for which XML has no way of saying it. It was left out."));
        }

        private String place() {
            return String.join(".", path);
        }
    }
}
