package io.suture.studio.schema.ui;

import static io.suture.studio.kit.Markup.counted;
import static io.suture.studio.kit.Markup.tag;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Composite;
import io.suture.engine.channel.Channel;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.FhirProfile;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Json;
import io.suture.engine.schema.SchemaDefinition.Xml;
import io.suture.engine.schema.SchemaRef;
import io.suture.studio.channel.SchemaWords;
import io.suture.studio.kit.PickList;
import io.suture.studio.kit.Tone;
import io.suture.studio.schema.Schemas;
import io.suture.studio.schema.Schemas.Used;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The schemas of a Channel: what comes in and goes out, then the definitions of its own that nothing uses yet.
final class SchemaList extends Composite<PickList> {
    private final transient Schemas schemas;
    private final transient Consumer<SchemaRef> chosen;

    SchemaList(Schemas schemas, Consumer<SchemaRef> chosen) {
        this.schemas = schemas;
        this.chosen = chosen;
    }

    void show(Channel channel, SchemaRef now) {
        getContent().removeAll();
        for (SchemaRef ref : refs(schemas, channel)) {
            SchemaDefinition definition = schemas.definition(channel, ref).orElse(null);
            var title = text(definition == null ? SchemaWords.shortly(ref) : title(definition), "name");
            if (definition != null && schemas.problems(definition).stream().anyMatch(Problem::isError)) {
                title.add(tag("to mend", Tone.BAD));
            }
            String uses = schemas.used(channel).stream()
                    .filter(used -> used.ref().equals(ref))
                    .map(Used::words)
                    .collect(Collectors.joining(", "));
            getContent()
                    .add(
                            title,
                            (uses.isEmpty() ? "Not used yet" : uses) + " · " + kind(definition, ref),
                            ref.equals(now),
                            () -> chosen.accept(ref));
        }
    }

    /// Each once.
    static List<SchemaRef> refs(Schemas schemas, Channel channel) {
        return Stream.concat(
                        schemas.used(channel).stream().map(Used::ref),
                        channel.schemas().stream().map(SchemaDefinition::ref))
                .distinct()
                .toList();
    }

    static String title(SchemaDefinition definition) {
        return definition.title().isEmpty() ? definition.name() : definition.title();
    }

    static String kind(@Nullable SchemaDefinition definition, SchemaRef ref) {
        if (definition == null) {
            return ref.format().equals("fhir") ? "FHIR standard" : "HL7 standard";
        }
        return switch (definition.content()) {
            case Hl7Profile profile -> "profile of " + profile.structure().replace('_', '^') + " " + profile.version();
            case FhirProfile profile -> "FHIR profile";
            case Delimited delimited -> counted(delimited.columns().size(), "column");
            case Json json -> "JSON";
            case Xml xml -> "XML";
        };
    }
}
