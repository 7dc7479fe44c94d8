package io.suture.studio.channel.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaRef;
import io.suture.studio.channel.SchemaWords;
import io.suture.studio.schema.Schemas;
import io.suture.studio.schema.start.SchemaStart;
import io.suture.studio.schema.start.SchemaStart.Sort;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A standard's schema, or one of one's own that is described on the spot.
final class SchemaChoice extends Div {
    private final transient Schemas schemas;
    private final ComboBox<Choice> box;
    private final Div described = new Div();
    private final String missing;
    private transient @Nullable SchemaStart own;
    private boolean complete;

    /// Something to choose, in words.
    private sealed interface Choice {
        String words();

        record Standard(SchemaRef ref) implements Choice {
            @Override
            public String words() {
                return SchemaWords.shortly(ref);
            }
        }

        record Own(Sort sort) implements Choice {
            @Override
            public String words() {
                return switch (sort) {
                    case DELIMITED -> "A delimited file of my own";
                    case HL7 -> "HL7 v2 with segments of my own";
                    case JSON -> "JSON of my own";
                    case XML -> "XML of my own";
                };
            }
        }
    }

    /// What was chosen, with its definition where it is one's own.
    record Chosen(SchemaRef ref, List<SchemaDefinition> own) {}

    /// @param example a name of the standards' to look for
    /// @param missing what is said where nothing was chosen
    /// @param changed runs when something else was chosen
    SchemaChoice(
            String label, Schemas schemas, List<SchemaRef> standard, String example, String missing, Runnable changed) {
        this.schemas = schemas;
        this.missing = missing;
        box = new ComboBox<>(label);
        box.setItems(Stream.concat(
                        Stream.of(Sort.values()).map(Choice.Own::new),
                        standard.stream().<Choice>map(Choice.Standard::new))
                .toList());
        box.setItemLabelGenerator(Choice::words);
        box.setPlaceholder(example);
        box.setWidthFull();
        box.addValueChangeListener(change -> {
            box.setInvalid(false);
            describe(change.getValue());
            changed.run();
        });
        described.addClassName("described");
        addClassName("schema-choice");
        add(box, described);
    }

    private void describe(@Nullable Choice choice) {
        described.removeAll();
        own = null;
        complete = false;
        if (choice instanceof Choice.Own(Sort sort)) {
            var start = new SchemaStart(schemas, null, List.of(), ready -> complete = ready);
            start.setNameLabel("Name of that schema");
            start.choose(sort);
            described.add(start);
            own = start;
        }
    }

    /// The standard's schema that was chosen; empty for one's own.
    Optional<SchemaRef> standard() {
        return box.getValue() instanceof Choice.Standard(SchemaRef ref) ? Optional.of(ref) : Optional.empty();
    }

    /// Whether one's own is described, which takes more room.
    boolean isOwn() {
        return own != null;
    }

    /// What was chosen; empty where something is missing, which is then said at its place.
    ///
    /// @param taken whose names a definition must not have
    Optional<Chosen> chosen(List<SchemaDefinition> taken) {
        Choice choice = box.getValue();
        boolean nothing = choice == null || own != null && !complete;
        box.setInvalid(nothing);
        box.setErrorMessage(choice == null ? missing : "Give a sample or a schema, so that its fields are known.");
        if (nothing || choice == null) {
            return Optional.empty();
        }
        return switch (choice) {
            case Choice.Standard(SchemaRef ref) -> Optional.of(new Chosen(ref, List.of()));
            case Choice.Own sort ->
                Optional.ofNullable(own)
                        .flatMap(start -> start.definition(taken))
                        .map(definition -> new Chosen(definition.ref(), List.of(definition)));
        };
    }
}
