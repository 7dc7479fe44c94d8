package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Span;
import io.suture.engine.expression.Answers;
import io.suture.regression.Sample;
import io.suture.studio.testing.KeptSample;
import io.suture.studio.testing.Samples;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Chooses the message that is run through the draft.
final class SampleBar extends Span {
    private final transient Samples samples;
    private final transient Runnable changed;
    private final ComboBox<KeptSample> picker = new ComboBox<>();
    private final Span place = text("", "mid", "num");
    private final boolean mayKeep;
    private transient List<KeptSample> listed = List.of();
    private @Nullable UUID channel;
    private transient @Nullable Sample sample;
    private boolean filling;

    SampleBar(Samples samples, boolean mayKeep, Runnable changed) {
        this.samples = samples;
        this.mayKeep = mayKeep;
        this.changed = changed;
        addClassNames("line", "gap4");
        picker.setItemLabelGenerator(KeptSample::name);
        picker.setAriaLabel("Sample");
        picker.setPlaceholder("No sample");
        picker.addClassName("sample");
        picker.getElement().setAttribute("data-test", "sample");
        picker.addValueChangeListener(change -> {
            if (!filling) {
                take(change.getValue());
                changed.run();
            }
        });
        add(
                picker,
                iconButton("Previous sample (Alt+Left)", "left", click -> step(-1)),
                place,
                iconButton("Next sample (Alt+Right)", "right", click -> step(1)),
                quiet(button("Paste a message", click -> paste())));
    }

    /// The message with its answers, or null for none.
    @Nullable
    Sample sample() {
        return sample;
    }

    /// The kept Sample that the message is, or null for none and for a pasted one.
    @Nullable
    UUID kept() {
        KeptSample chosen = picker.getValue();
        return chosen == null ? null : chosen.id();
    }

    /// Takes what the Channel's queries are answered about the message, and keeps it with a Sample that is kept.
    void answer(Answers answers) {
        KeptSample kept = picker.getValue();
        if (sample != null) {
            sample = Sample.of(sample.name(), sample.title(), sample.payload(), answers);
            if (kept != null && mayKeep) {
                samples.answer(kept.id(), answers);
            }
            changed.run();
        }
    }

    /// The channel's samples; the first is chosen where none is.
    void list(UUID ofChannel) {
        boolean first = !ofChannel.equals(channel);
        channel = ofChannel;
        List<KeptSample> now = samples.list(ofChannel);
        if (!now.equals(listed) || first) {
            listed = now;
            filling = true;
            KeptSample chosen = picker.getValue();
            picker.setItems(listed);
            if (sample == null && !listed.isEmpty()) {
                chosen = listed.getFirst();
                take(chosen);
            }
            picker.setValue(chosen);
            filling = false;
        }
        say();
    }

    void step(int by) {
        if (!listed.isEmpty()) {
            int now = listed.indexOf(picker.getValue());
            picker.setValue(listed.get(Math.floorMod(now + by, listed.size())));
        }
    }

    void paste() {
        PasteDialog.open(mayKeep, (name, bytes) -> {
            if (!name.isEmpty()) {
                var kept = samples.keep(Objects.requireNonNull(channel), name, bytes);
                if (kept.isEmpty()) {
                    return false;
                }
                filling = true;
                listed = samples.list(Objects.requireNonNull(channel));
                picker.setItems(listed);
                filling = false;
                picker.setValue(kept.get());
                return true;
            }
            filling = true;
            picker.clear();
            filling = false;
            sample = Sample.of("pasted", "pasted", bytes);
            say();
            changed.run();
            return true;
        });
    }

    private void take(@Nullable KeptSample chosen) {
        sample = chosen == null ? null : samples.open(chosen.id()).orElse(null);
        say();
    }

    private void say() {
        int now = listed.indexOf(picker.getValue());
        place.setText(now >= 0 ? now + 1 + " of " + listed.size() : sample == null ? "" : "pasted");
    }
}
