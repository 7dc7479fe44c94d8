package io.suture.studio.schema.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.tag;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import io.suture.engine.channel.Channel;
import io.suture.engine.replacement.PathChange;
import io.suture.engine.replacement.PathChange.Kind;
import io.suture.engine.replacement.SchemaReplacement;
import io.suture.engine.schema.SchemaRef;
import io.suture.studio.channel.SchemaWords;
import io.suture.studio.kit.Rows;
import io.suture.studio.kit.Tone;
import io.suture.studio.schema.Schemas;
import io.suture.studio.schema.Schemas.Used;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Another schema for one side, and what becomes of every path before it is done.
final class ReplaceDialog {
    private static final int SHOWN = 300;

    private final Dialog dialog = new Dialog();
    private final Schemas schemas;
    private final Channel channel;
    private final Used used;
    private final BiConsumer<String, UnaryOperator<Channel>> done;
    private final ComboBox<SchemaRef> choice = new ComboBox<>();
    private final Div preview = new Div();
    private final Button replace = primary(button("Replace", click -> replace()));
    private final Set<PathChange> accepted = new LinkedHashSet<>();
    private final List<Checkbox> boxes = new ArrayList<>();
    private @Nullable SchemaReplacement replacement;

    private ReplaceDialog(
            Schemas schemas, Channel channel, Used used, BiConsumer<String, UnaryOperator<Channel>> done) {
        this.schemas = schemas;
        this.channel = channel;
        this.used = used;
        this.done = done;
        dialog.setHeaderTitle(used.words() + ": replace " + SchemaWords.shortly(used.ref()));
        dialog.setWidth("860px");
        dialog.addClassName("replace-schema");
        choice.setLabel("Replace it by");
        choice.setItems(schemas.choices(channel, used.side()).stream()
                .filter(ref -> !ref.equals(used.ref()))
                .toList());
        choice.setItemLabelGenerator(SchemaWords::shortly);
        choice.setWidthFull();
        choice.addValueChangeListener(change -> look());
        preview.addClassName("replace-preview");
        dialog.add(new Div(choice, preview));
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), replace);
        look();
    }

    /// @param done hears the change and its words
    static void open(Schemas schemas, Channel channel, Used used, BiConsumer<String, UnaryOperator<Channel>> done) {
        var open = new ReplaceDialog(schemas, channel, used, done);
        open.dialog.open();
        open.choice.focus();
    }

    private void look() {
        preview.removeAll();
        accepted.clear();
        boxes.clear();
        replacement = null;
        SchemaRef to = choice.getValue();
        replace.setEnabled(false);
        if (to == null) {
            preview.add(text("What becomes of each mapped field is shown here before anything is changed.", "mid"));
            return;
        }
        replacement = schemas.replacement(channel, used, to).orElse(null);
        if (replacement == null) {
            preview.add(note("One of the two schemas cannot be read yet. Its problems say why.", Tone.BAD));
            return;
        }
        replace.setEnabled(true);
        List<PathChange> changes = replacement.changes();
        List<PathChange> moved = of(changes, Kind.MOVED);
        List<PathChange> broken = of(changes, Kind.BROKEN);
        List<PathChange> kept = of(changes, Kind.KEPT);
        accepted.addAll(moved);
        var counts = box(
                "line",
                tag(kept.size() + " kept", Tone.OK),
                tag(moved.size() + " moved", Tone.ACCENT),
                tag(broken.size() + " broken", broken.isEmpty() ? Tone.NEUTRAL : Tone.BAD));
        if (moved.size() > 1) {
            counts.add(
                    quiet(button("Accept all moves", click -> boxes.forEach(box -> box.setValue(true)))),
                    quiet(button("Accept none", click -> boxes.forEach(box -> box.setValue(false)))));
        }
        preview.add(counts);
        if (!broken.isEmpty()) {
            preview.add(text(
                    "Broken paths stay in the draft as they are written, with a problem where they stand.",
                    "mid",
                    "s"));
        }
        var rows = new Rows("What becomes of each path", "Where:24%", "Path now", "Becomes", "Why:22%");
        rows.addClassNames("in", "dense");
        group(rows, "Moved, to be accepted", moved);
        group(rows, "Broken", broken);
        group(rows, "Kept", kept);
        preview.add(box("replace-rows", rows));
    }

    private static List<PathChange> of(List<PathChange> changes, Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).toList();
    }

    private void group(Rows rows, String words, List<PathChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        rows.group(words, 4);
        changes.stream().limit(SHOWN).forEach(change -> rows.row(cells(change)));
        if (changes.size() > SHOWN) {
            rows.group("and " + (changes.size() - SHOWN) + " more", 4);
        }
    }

    private Component[] cells(PathChange change) {
        Component becomes = switch (change.kind()) {
            case KEPT -> text("the same", "mid");
            case BROKEN -> text("broken", "bad");
            case MOVED -> move(change);
        };
        var was = text(change.was(), "mono", "cut");
        was.setTitle(change.formula());
        var subject = text(change.subject(), "cut");
        subject.setTitle(change.subject());
        return new Component[] {subject, was, becomes, text(change.why(), "mid", "s")};
    }

    private Component move(PathChange change) {
        var accept = new Checkbox(change.now(), true);
        accept.addClassName("mono");
        accept.setAriaLabel("Accept " + change.was() + " becomes " + change.now());
        accept.addValueChangeListener(changed -> {
            if (changed.getValue()) {
                accepted.add(change);
            } else {
                accepted.remove(change);
            }
        });
        boxes.add(accept);
        return accept;
    }

    private void replace() {
        if (replacement != null) {
            dialog.close();
            done.accept(
                    "Replaced " + SchemaWords.shortly(used.ref()) + " by " + SchemaWords.shortly(choice.getValue()),
                    schemas.replaced(replacement, accepted));
        }
    }
}
