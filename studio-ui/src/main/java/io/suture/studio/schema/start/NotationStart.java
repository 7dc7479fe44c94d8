package io.suture.studio.schema.start;

import static io.suture.studio.kit.Markup.counted;
import static io.suture.studio.kit.Markup.note;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.suture.engine.format.json.JsonLearner;
import io.suture.engine.format.xml.XmlFormat;
import io.suture.engine.format.xml.XmlLearner;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Content;
import io.suture.engine.schema.SchemaDefinition.Json;
import io.suture.engine.schema.SchemaDefinition.Xml;
import io.suture.studio.kit.ProblemList;
import io.suture.studio.kit.Tone;
import io.suture.studio.schema.Schemas;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// JSON and XML: from a schema where that is what was given, otherwise learned from what was given as samples.
final class NotationStart extends Div {
    enum Notation {
        JSON,
        XML
    }

    private static final Pattern XSD = Pattern.compile("(?s).*<([A-Za-z_][\\w.-]*:)?schema\\b[^>]*XMLSchema\".*");
    private static final Pattern JSON_SCHEMA =
            Pattern.compile("(?s)\\s*\\{.*(\"\\$schema\"|\"properties\"|\"\\$ref\").*");

    private final Notation notation;
    private final transient Schemas schemas;
    private final transient Start start;
    private final Div found = new Div();
    private final Select<String> root = new Select<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private String title = "";

    NotationStart(Notation notation, Schemas schemas, Start start) {
        this.notation = notation;
        this.schemas = schemas;
        this.start = start;
        addClassName("start");
        boolean json = notation == Notation.JSON;
        var pasted = new TextArea(json ? "A JSON Schema, or a message as JSON" : "An XSD, or a message as XML");
        pasted.setWidthFull();
        pasted.setMinRows(4);
        pasted.setMaxRows(8);
        pasted.setValueChangeMode(ValueChangeMode.LAZY);
        pasted.setHelperText("Of a message only the structure is learned, no value of a patient.");
        pasted.addValueChangeListener(change -> {
            files.clear();
            if (!change.getValue().isBlank()) {
                files.put("pasted", change.getValue().getBytes(StandardCharsets.UTF_8));
            }
            read();
        });
        root.setLabel("A message is the element");
        root.setVisible(false);
        root.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                read();
            }
        });
        found.addClassName("start");
        add(
                pasted,
                new SchemaUpload(
                        json ? "A JSON Schema, or messages as JSON" : "XSD files, or messages as XML",
                        file -> {
                            files.remove("pasted");
                            files.put(file.name(), file.bytes());
                            title = title.isEmpty() ? file.title() : title;
                            read();
                        },
                        this::refuse,
                        json ? new String[] {".json"} : new String[] {".xsd", ".xml"}),
                root,
                found);
    }

    private void read() {
        found.removeAll();
        root.setVisible(false);
        start.take(null, "");
        if (files.isEmpty()) {
            return;
        }
        var texts = new LinkedHashMap<String, String>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Optional<String> text = text(file.getValue());
            if (text.isEmpty()) {
                refuse(file.getKey() + " is not UTF-8 text; nothing was read.");
                return;
            }
            texts.put(file.getKey(), text.get());
        }
        String first = texts.values().iterator().next();
        switch (notation) {
            case JSON -> {
                if (JSON_SCHEMA.matcher(first).matches() && texts.size() == 1) {
                    propose(new Json(first), List.of(), "Read as a JSON Schema.");
                } else {
                    JsonLearner.Learned learned = JsonLearner.learn(List.copyOf(files.values()));
                    learned(
                            learned.problems().size() == files.size() ? null : new Json(learned.schema()),
                            learned.problems());
                }
            }
            case XML -> {
                if (XSD.matcher(first).matches()) {
                    xsd(texts);
                } else {
                    XmlLearner.Learned learned = XmlLearner.learn(List.copyOf(files.values()));
                    learned(learned.definition().orElse(null), learned.problems());
                }
            }
        }
    }

    private void xsd(Map<String, String> texts) {
        List<String> roots = XmlFormat.roots(texts);
        String now = roots.contains(root.getValue()) ? root.getValue() : roots.isEmpty() ? "" : roots.getFirst();
        root.setItems(roots);
        root.setVisible(roots.size() > 1);
        if (!now.isEmpty()) {
            root.setValue(now);
        }
        propose(new Xml(now, texts), List.of(), "Read as XSD.");
    }

    private void learned(@Nullable Content content, List<Problem> problems) {
        if (content == null) {
            start.take(null, "");
            refuse(
                    notation == Notation.JSON
                            ? "This is no JSON, so nothing was learned from it."
                            : "This is no XML that is taken: it is not well formed, or declares a document type.");
            return;
        }
        propose(content, problems, "Learned from " + counted(files.size() - problems.size(), "message") + ".");
    }

    private void propose(Content content, List<Problem> problems, String words) {
        List<Problem> all = Stream.concat(
                        problems.stream(), schemas.problems(new SchemaDefinition("new", 1, "", content)).stream())
                .toList();
        boolean sound = all.stream().noneMatch(Problem::isError);
        start.take(sound ? content : null, title);
        found.add(note(sound ? words : words + " It cannot be taken as it is.", sound ? Tone.OK : Tone.BAD));
        if (!all.isEmpty()) {
            found.add(new ProblemList(all));
        }
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException other) {
            return Optional.empty();
        }
    }

    private void refuse(String why) {
        found.removeAll();
        found.add(note(why, Tone.BAD));
    }
}
