package io.suture.studio.schema.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.counted;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.pane;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import io.suture.engine.channel.Channel;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.FhirProfile;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaDefinition;
import io.suture.engine.schema.SchemaDefinition.Content;
import io.suture.engine.schema.SchemaDefinition.Delimited;
import io.suture.engine.schema.SchemaDefinition.Json;
import io.suture.engine.schema.SchemaDefinition.Xml;
import io.suture.engine.schema.SchemaRef;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.SchemaWords;
import io.suture.studio.channel.frame.ChannelPage;
import io.suture.studio.channel.frame.ChannelServices;
import io.suture.studio.channel.frame.ChannelTab;
import io.suture.studio.kit.Badge;
import io.suture.studio.kit.CodeView;
import io.suture.studio.kit.Pane;
import io.suture.studio.kit.ProblemList;
import io.suture.studio.kit.Segments;
import io.suture.studio.kit.Tone;
import io.suture.studio.schema.Schemas;
import io.suture.studio.schema.Schemas.Used;
import io.suture.studio.testing.Samples;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The Channel's schemas: a list on the left; the chosen one as a grid to edit, where people wrote it, and as the tree
/// that mappings see. Each change is saved at once.
@Route("channels/:channel/schemas")
@PermitAll
class SchemasView extends ChannelPage {
    private enum Shown {
        DEFINITION,
        TREE
    }

    private final transient Schemas schemas;
    private final transient Samples samples;
    private final SchemaList list;
    private final Pane all;
    private final Div work = box("pane table-work schema-work");
    private final TextField title = new TextField();
    private final Span fixed = text("", "strong");
    private final Span kind = text("", "mid", "s");
    private final Span commands = text("", "end");
    private final Segments<Shown> as = new Segments<>("Shown as", this::showAs);
    private final Div uses = box("schema-uses");
    private final Div problems = box("schema-problems");
    private final Div content = box("schema-content");
    private final SchemaTreeGrid tree = new SchemaTreeGrid();
    private final DelimitedEditor columns;
    private final ProfileEditor profile;
    private final CodeView notation = new CodeView();
    private transient @Nullable SchemaRef chosen;
    private transient @Nullable Schema grown;
    private Shown shown = Shown.DEFINITION;
    private boolean showing;

    SchemasView(ChannelServices services, Schemas schemas, Samples samples) {
        super(services, ChannelTab.SCHEMAS);
        this.schemas = schemas;
        this.samples = samples;
        this.list = new SchemaList(schemas, this::choose);
        this.all = pane("Schemas", list);
        this.columns = new DelimitedEditor(edits(), mayEdit());
        this.profile = new ProfileEditor(edits(), mayEdit());
        title.setAriaLabel("Name of the schema");
        title.addClassName("table-name");
        title.setMaxLength(60);
        title.setReadOnly(!mayEdit());
        title.addValueChangeListener(change -> {
            if (!showing && change.isFromClient()) {
                rename(change.getValue().strip());
            }
        });
        as.choice(Shown.DEFINITION, "Definition").choice(Shown.TREE, "Tree").select(shown);
        tree.setSizeFull();
        notation.setSizeFull();
        var add = button("New schema", "plus", click -> newSchema());
        add.setVisible(mayEdit());
        var end = text("", "end");
        end.add(add);
        work.add(box("pane-head", title, fixed, kind, commands), uses, problems, content);
        body().add(box("bar", as, end), box("panes tables", all, work));
    }

    private <T extends Content> SchemaEdits<T> edits() {
        return new SchemaEdits<>() {
            @Override
            public void changed(String what, T now) {
                SchemaDefinition before = definition().orElseThrow();
                edit(what, before, before.withContent(now));
            }

            @Override
            public void refused(String why) {
                notice(why, Tone.WARN);
            }
        };
    }

    @Override
    protected void show(Draft draft) {
        Channel channel = draft.channel();
        List<SchemaRef> refs = SchemaList.refs(schemas, channel);
        if (chosen == null || !refs.contains(chosen)) {
            chosen = refs.getFirst();
            grown = null;
        }
        SchemaRef now = chosen;
        list.show(channel, now);
        all.state(new Badge(refs.size()));
        Optional<SchemaDefinition> definition = definition();
        showing = true;
        title.setVisible(definition.isPresent());
        fixed.setVisible(definition.isEmpty());
        fixed.setText(SchemaWords.shortly(now));
        definition.ifPresent(one -> title.setValue(SchemaList.title(one)));
        showing = false;
        kind.setText(definition.isEmpty() ? SchemaList.kind(null, now) : SchemaList.kind(definition.get(), now));
        as.setVisible(definition.isPresent());
        showCommands(definition);
        showUses(channel, now);
        showProblems(channel, definition);
        showContent(channel, now, definition);
        status("Each change is saved at once · Ctrl+Z takes it back");
    }

    private Optional<SchemaDefinition> definition() {
        SchemaRef now = chosen;
        return now == null ? Optional.empty() : schemas.definition(draft().channel(), now);
    }

    private void showCommands(Optional<SchemaDefinition> definition) {
        commands.removeAll();
        if (!mayEdit() || definition.isEmpty()) {
            return;
        }
        if (definition.get().content() instanceof Hl7Profile one) {
            commands.add(quiet(button("Learn from samples", "ghost", click -> learn(one))));
        }
        commands.add(iconButton("Remove the schema", "x", click -> remove()));
    }

    private void showUses(Channel channel, SchemaRef now) {
        uses.removeAll();
        for (Used used : schemas.used(channel)) {
            boolean here = used.ref().equals(now);
            if (here) {
                var row = box("line", text(used.words(), "strong"));
                if (mayEdit()) {
                    var replace = small(quiet(button("Replace", click -> replace(used))));
                    replace.setAriaLabel("Replace what " + used.words().toLowerCase(Locale.ROOT));
                    row.add(replace);
                }
                uses.add(row);
            }
        }
        if (uses.getComponentCount() == 0) {
            uses.add(text(
                    "Nothing uses this schema yet. Choose what comes in or goes out on the left, then Replace.",
                    "mid"));
        }
    }

    private void showProblems(Channel channel, Optional<SchemaDefinition> definition) {
        problems.removeAll();
        List<Problem> found = definition.map(schemas::problems).orElse(List.of());
        problems.setVisible(!found.isEmpty());
        if (!found.isEmpty()) {
            problems.add(new ProblemList(found));
        }
    }

    private void showContent(Channel channel, SchemaRef now, Optional<SchemaDefinition> definition) {
        Component part = shown == Shown.TREE || definition.isEmpty()
                ? tree(channel, now)
                : switch (definition.get().content()) {
                    case Delimited one -> {
                        columns.show(one);
                        yield columns;
                    }
                    case Hl7Profile one -> {
                        profile.show(one, schemas.structure(one));
                        yield profile;
                    }
                    case FhirProfile one -> tree(channel, now);
                    case Json(String schema) -> {
                        notation.setText(CodeView.Language.JSON, schema);
                        yield notation;
                    }
                    case Xml xml -> {
                        notation.setText(
                                CodeView.Language.TEXT,
                                String.join("\n\n", xml.files().values()));
                        yield notation;
                    }
                };
        if (content.getChildren().noneMatch(part::equals)) {
            content.removeAll();
            content.add(part);
        }
    }

    private Component tree(Channel channel, SchemaRef now) {
        Optional<Schema> schema = schemas.schema(channel, now);
        if (schema.isEmpty()) {
            return note("The schema cannot be read yet; its problems say why.", Tone.BAD);
        }
        if (grown == null || !grown.ref().equals(now) || definition().isPresent()) {
            grown = schema.get();
            tree.show(schema.get());
        }
        return tree;
    }

    private void showAs(Shown now) {
        shown = now;
        show(draft());
    }

    // ---- what is done

    private void choose(SchemaRef ref) {
        chosen = ref;
        grown = null;
        show(draft());
    }

    private void edit(String what, SchemaDefinition before, SchemaDefinition after) {
        Schemas.Outcome outcome = schemas.edit(draft().channel(), before, after);
        if (outcome instanceof Schemas.Outcome.Changes) {
            chosen = after.ref();
        }
        change(what + " of " + SchemaList.title(before), outcome);
    }

    private void rename(String to) {
        SchemaDefinition before = definition().orElseThrow();
        if (to.isEmpty()) {
            show(draft());
            notice("A schema needs a name.", Tone.WARN);
        } else {
            edit(
                    "Renamed the schema to " + to,
                    before,
                    new SchemaDefinition(before.name(), before.revision(), to, before.content()));
        }
    }

    private void newSchema() {
        NewSchemaDialog.open(schemas, draft().channel(), payloads(), definition -> {
            chosen = definition.ref();
            shown = Shown.DEFINITION;
            as.select(shown);
            change("Added the schema " + definition.title(), schemas.add(draft().channel(), definition));
        });
    }

    private List<byte[]> payloads() {
        return samples.list(draft().id().value()).stream()
                .flatMap(kept -> samples.open(kept.id()).stream())
                .map(sample -> sample.payload())
                .toList();
    }

    private void learn(Hl7Profile now) {
        SchemaDefinition before = definition().orElseThrow();
        List<byte[]> messages = payloads();
        Hl7Profile found = schemas.learn(before.ref(), messages);
        if (now.and(found).equals(now)) {
            notice(
                    "The channel's " + counted(messages.size(), "sample")
                            + " hold nothing that the profile does not name.",
                    Tone.NEUTRAL);
            return;
        }
        LearnDialog.open(
                now,
                found,
                chosenOnes -> edit(
                        "Learned from samples", before, before.withContent(now.and(found.withSegments(chosenOnes)))));
    }

    private void remove() {
        SchemaDefinition gone = definition().orElseThrow();
        change("Removed the schema " + SchemaList.title(gone), schemas.remove(draft().channel(), gone));
    }

    private void replace(Used used) {
        ReplaceDialog.open(schemas, draft().channel(), used, (what, change) -> {
            SchemaRef to = schemas.used(change.apply(draft().channel())).stream()
                    .filter(one -> one.side().equals(used.side()))
                    .findFirst()
                    .orElseThrow()
                    .ref();
            chosen = to;
            grown = null;
            apply(what, change);
        });
    }

    private void change(String what, Schemas.Outcome outcome) {
        switch (outcome) {
            case Schemas.Outcome.Changes(var change, String words) -> {
                apply(what, change);
                if (!words.isEmpty()) {
                    notice(words, Tone.NEUTRAL);
                }
            }
            case Schemas.Outcome.Refused(String why) -> {
                show(draft());
                notice(why, Tone.WARN);
            }
        }
    }
}
