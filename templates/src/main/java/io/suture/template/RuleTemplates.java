package io.suture.template;

import io.suture.engine.document.DocumentPart;
import io.suture.engine.document.DocumentText;
import io.suture.engine.document.LookupTableDocument;
import io.suture.template.RuleTemplate.Asked;
import io.suture.template.RuleTemplate.Choice;
import io.suture.template.RuleTemplate.ChoiceKind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The RuleTemplates that ship: documents in `templates/rules` of the class path, in the order of their index.
public final class RuleTemplates {
    private static final String FOLDER = "rules/";
    private static final String KIND = "rule-template";

    private RuleTemplates() {}

    /// They never change while we run.
    private static final class Shipped {
        private static final List<RuleTemplate> ALL = TemplateCatalog.text(FOLDER + "INDEX")
                .orElseThrow()
                .lines()
                .map(name -> read(TemplateCatalog.bytes(FOLDER + name + ".json").orElseThrow()))
                .toList();
    }

    public static List<RuleTemplate> all() {
        return Shipped.ALL;
    }

    private static RuleTemplate read(byte[] bytes) {
        JsonNode tree = JsonMapper.shared().readTree(bytes);
        return DocumentText.read(tree, KIND, part -> body(part, tree), new ArrayList<>())
                .orThrow();
    }

    private static RuleTemplate body(DocumentPart part, JsonNode tree) {
        if (part.parts("rules").isEmpty()) {
            part.refuse("missing", "rules", "A template has rules.");
        }
        return new RuleTemplate(
                part.text("name"),
                part.text("title"),
                part.text("summary"),
                part.parts("choices").stream().map(RuleTemplates::choice).toList(),
                part.parts("fields").stream().map(RuleTemplates::field).toList(),
                part.has("tables")
                        ? part.texts("tables").stream()
                                .map(file -> LookupTableDocument.read(
                                                TemplateCatalog.bytes(file).orElseThrow())
                                        .orThrow())
                                .toList()
                        : List.of(),
                part.flag("first", false),
                part.flag("beside", false),
                tree.get("rules"));
    }

    private static Choice choice(DocumentPart part) {
        var choice = new Choice(
                part.text("name"),
                part.text("title"),
                part.text("help", ""),
                part.choice("kind", ChoiceKind.class, null),
                part.has("otherwise") ? part.texts("otherwise") : List.of());
        part.finish();
        return choice;
    }

    private static Asked field(DocumentPart part) {
        var field = new Asked(
                part.text("name"),
                part.text("title"),
                part.texts("among"),
                part.text("as", "{}"),
                part.flag("optional", false));
        part.finish();
        return field;
    }
}
