package io.suture.template;

import io.suture.engine.channel.Channel;
import io.suture.engine.document.AnswersDocument;
import io.suture.engine.document.ChannelDocument;
import io.suture.engine.document.DocumentPart;
import io.suture.engine.document.DocumentText;
import io.suture.engine.document.LookupTableDocument;
import io.suture.engine.document.MappingDocument;
import io.suture.engine.document.Read;
import io.suture.engine.report.Problem;
import io.suture.engine.suggestion.Library;
import io.suture.regression.Expectation;
import io.suture.regression.Regression.Case;
import io.suture.regression.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The Templates that ship. Each lies in a folder of the class path: `template.yaml` for people, the Channel's
/// documents beside it; data type maps and code tables that several use lie in `shared`.
public final class TemplateCatalog {
    private static final String ROOT = "/templates/";

    private TemplateCatalog() {}

    /// The names of the Templates that ship, in the order in which a gallery shows them.
    public static List<String> names() {
        return text("INDEX")
                .map(text -> text.lines().filter(line -> !line.isBlank()).toList())
                .orElse(List.of());
    }

    /// All Templates that ship.
    public static List<Template> all() {
        return names().stream().map(name -> template(name).orElseThrow()).toList();
    }

    /// The Channel of a Template alone, which is quicker than the whole Template.
    public static Optional<Channel> channel(String name) {
        return names().contains(name)
                ? bytes(name + "/channel.json")
                        .map(document -> ChannelDocument.read(document, file -> file(name, file))
                                .orThrow())
                : Optional.empty();
    }

    public static Optional<Template> template(String name) {
        return names().contains(name)
                ? bytes(name + "/template.yaml")
                        .map(document -> read(name, document).orThrow())
                : Optional.empty();
    }

    /// The data type maps and code tables that ship beside the Templates: those of the HL7 v2-to-FHIR guide and some
    /// that
    /// it lacks. A Channel takes what it needs of them.
    public static Library library() {
        return Shared.LIBRARY;
    }

    /// They never change while we run.
    private static final class Shared {
        private static final Library LIBRARY = new Library(
                files("maps/").map(MappingDocument::read).map(Read::orThrow).toList(),
                files("lookups/")
                        .map(LookupTableDocument::read)
                        .map(Read::orThrow)
                        .toList());

        private static Stream<byte[]> files(String folder) {
            return text("shared/INDEX")
                    .orElseThrow()
                    .lines()
                    .filter(line -> line.startsWith(folder))
                    .map(line -> bytes("shared/" + line).orElseThrow());
        }
    }

    /// What is wrong with a Template's own document, wherever it lies; its files are not looked for.
    static List<Problem> problems(byte[] document) {
        List<Problem> problems = new ArrayList<>();
        JsonNode tree;
        try {
            tree = YAMLMapper.builder().build().readTree(document);
        } catch (JacksonException broken) {
            return List.of(
                    Problem.error("not-yaml", "", "This is not a YAML document: " + broken.getOriginalMessage()));
        }
        return DocumentText.read(
                        tree,
                        "template",
                        part -> {
                            for (String property : List.of("name", "title", "summary", "audience", "channel")) {
                                part.text(property);
                            }
                            part.text("help", "");
                            settings(part);
                            for (DocumentPart sample : part.parts("samples")) {
                                List.of("name", "title", "input").forEach(sample::text);
                                sample.textMap("expected");
                                AnswersDocument.read(sample, "answers");
                                sample.finish();
                            }
                            return part;
                        },
                        problems)
                .problems();
    }

    private static List<Template.Setting> settings(DocumentPart part) {
        List<Template.Setting> settings = new ArrayList<>();
        for (DocumentPart setting : part.parts("settings")) {
            settings.add(new Template.Setting(setting.text("name"), setting.text("default", ""), setting.text("help")));
            setting.finish();
        }
        return settings;
    }

    private static Read<Template> read(String name, byte[] document) {
        List<Problem> problems = new ArrayList<>();
        return DocumentText.read(
                YAMLMapper.builder().build().readTree(document), "template", part -> body(name, part), problems);
    }

    private static Template body(String name, DocumentPart part) {
        List<Case> samples = new ArrayList<>();
        for (DocumentPart sample : part.parts("samples")) {
            samples.add(sample(name, sample));
        }
        String channel = part.text("channel");
        return new Template(
                part.text("name"),
                part.text("title"),
                part.text("summary"),
                part.text("audience"),
                text(name + "/" + part.text("help", "help.md")).orElse(""),
                settings(part),
                ChannelDocument.read(bytes(name + "/" + channel).orElseThrow(), file -> file(name, file))
                        .orThrow(),
                samples);
    }

    private static Case sample(String name, DocumentPart part) {
        String input = part.text("input");
        var sample = Sample.of(
                part.text("name"),
                part.text("title"),
                bytes(name + "/" + input).orElseThrow(),
                AnswersDocument.read(part, "answers"));
        List<Expectation> expectations = new ArrayList<>();
        part.textMap("expected").forEach((destination, file) -> {
            if (file.equals("none")) {
                expectations.add(new Expectation.Count(destination, 0));
            } else {
                bytes(name + "/" + file)
                        .ifPresentOrElse(
                                bytes -> expectations.add(new Expectation.Whole(destination, 1, bytes)),
                                () -> part.refuse("file-missing", "expected." + destination, "There is no " + file));
            }
        });
        part.finish();
        return new Case(sample, expectations);
    }

    /// A file that a Template's document names: in its own folder, or in `shared`.
    private static Optional<byte[]> file(String name, String file) {
        return file.contains("..") ? Optional.empty() : bytes(file.startsWith("shared/") ? file : name + "/" + file);
    }

    static Optional<String> text(String path) {
        return bytes(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    static Optional<byte[]> bytes(String path) {
        try (InputStream stream = TemplateCatalog.class.getResourceAsStream(ROOT + path)) {
            return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
