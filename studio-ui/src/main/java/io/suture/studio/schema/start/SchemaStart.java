package io.suture.studio.schema.start;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Content;
import io.suture.engine.schema.SchemaRef;
import io.suture.studio.schema.Schemas;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A definition as it begins: its name, and columns from a sample, JSON and XML from a schema or from samples, a
/// profile from what samples hold. What comes of it is seen before it is taken.
public final class SchemaStart extends Div {
    private final transient Schemas schemas;
    private final transient @Nullable SchemaRef standard;
    private final transient List<byte[]> samples;
    private final transient Consumer<Boolean> ready;
    private final TextField title = new TextField("Name");
    private final Div content = new Div();
    private transient @Nullable Content made;
    private boolean ownName;

    /// What a definition describes.
    public enum Sort {
        DELIMITED("Delimited file"),
        HL7("HL7 profile"),
        JSON("JSON"),
        XML("XML");

        private final String words;

        Sort(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// @param standard what a profile is laid over unless another is chosen, or null
    /// @param samples  what a profile is learned from
    /// @param ready    hears whether there is something to take
    public SchemaStart(Schemas schemas, @Nullable SchemaRef standard, List<byte[]> samples, Consumer<Boolean> ready) {
        this.schemas = schemas;
        this.standard = standard;
        this.samples = samples;
        this.ready = ready;
        addClassName("new-table-body");
        title.setWidthFull();
        title.setMaxLength(60);
        title.addValueChangeListener(change -> {
            title.setInvalid(false);
            ownName |= change.isFromClient();
        });
        content.addClassName("start");
        add(title, content);
    }

    /// Begins anew; the name stays.
    public void choose(Sort chosen) {
        content.removeAll();
        take(null, "");
        content.add(
                switch (chosen) {
                    case DELIMITED -> new DelimitedStart(this::take);
                    case HL7 -> new ProfileStart(schemas, standard, samples, this::take);
                    case JSON -> new NotationStart(NotationStart.Notation.JSON, schemas, this::take);
                    case XML -> new NotationStart(NotationStart.Notation.XML, schemas, this::take);
                });
    }

    /// @param label what the name's field is called where several names are asked for
    public void setNameLabel(String label) {
        title.setLabel(label);
    }

    /// @param now      what the definition says, or null while there is nothing to take
    /// @param proposed a name for it, which one that was typed goes before
    private void take(@Nullable Content now, String proposed) {
        made = now;
        ready.accept(now != null);
        if (!ownName && !proposed.isEmpty()) {
            title.setValue(proposed);
        }
    }

    /// The definition; empty where something is missing, which is then said at its place.
    ///
    /// @param taken whose names it must not have
    public Optional<SchemaDefinition> definition(List<SchemaDefinition> taken) {
        Content now = made;
        String words = title.getValue().strip();
        if (words.isEmpty()) {
            refuse("The schema needs a name.");
            return Optional.empty();
        }
        return now == null
                ? Optional.empty()
                : Optional.of(new SchemaDefinition(Schemas.freeName(taken, words), 1, words, now));
    }

    /// Says at the name why it cannot be taken.
    public void refuse(String why) {
        title.setInvalid(true);
        title.setErrorMessage(why);
        title.focus();
    }

    public void focus() {
        title.focus();
    }
}
