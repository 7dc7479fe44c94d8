package io.suture.studio.schema.start;

import static io.suture.studio.kit.Markup.counted;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import io.suture.engine.ChannelCompiler;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.SchemaRef;
import io.suture.studio.channel.SchemaWords;
import io.suture.studio.schema.Schemas;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A profile on a structure, with what the Channel's samples hold beyond it.
final class ProfileStart extends Div {
    private final transient Schemas schemas;
    private final transient List<byte[]> samples;
    private final transient Start start;
    private final ComboBox<SchemaRef> structure = new ComboBox<>("Messages of");
    private final Div found = new Div();

    ProfileStart(Schemas schemas, @Nullable SchemaRef standard, List<byte[]> samples, Start start) {
        this.schemas = schemas;
        this.samples = samples;
        this.start = start;
        addClassName("start");
        List<SchemaRef> structures = ChannelCompiler.standard().schemas("hl7v2");
        structure.setItems(structures);
        structure.setItemLabelGenerator(SchemaWords::shortly);
        structure.setWidthFull();
        structure.addValueChangeListener(change -> learn());
        found.addClassName("start");
        add(structure, found);
        if (standard != null) {
            var own = new SchemaRef(standard.format(), standard.version(), standard.structure());
            if (structures.contains(own)) {
                structure.setValue(own);
            }
        }
    }

    private void learn() {
        found.removeAll();
        SchemaRef ref = structure.getValue();
        if (ref == null) {
            start.take(null, "");
            return;
        }
        var empty = new Hl7Profile(ref.version(), ref.structure(), List.of(), Map.of());
        Hl7Profile learned = samples.isEmpty() ? empty : schemas.learn(ref, samples);
        found.add(text(
                samples.isEmpty()
                        ? "There are no samples yet; the profile begins empty."
                        : learned.segments().isEmpty()
                                ? "The channel's " + counted(samples.size(), "sample")
                                        + " hold nothing beyond the standard; the profile begins empty."
                                : "Found beyond the standard in " + counted(samples.size(), "sample") + ":",
                "mid"));
        found.add(new FoundSegments(learned.segments(), chosen -> start.take(empty.withSegments(chosen), "")));
        start.take(learned, "");
    }
}
