package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.counted;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.Route;
import io.suture.engine.Ask;
import io.suture.engine.channel.Channel;
import io.suture.engine.mapping.Edit;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.value.FieldPath;
import io.suture.regression.Sample;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.frame.ChannelPage;
import io.suture.studio.channel.frame.ChannelServices;
import io.suture.studio.channel.frame.ChannelTab;
import io.suture.studio.kit.AnswerRows;
import io.suture.studio.kit.AtWork;
import io.suture.studio.kit.EmptyState;
import io.suture.studio.kit.Finding;
import io.suture.studio.kit.Segments;
import io.suture.studio.kit.Tone;
import io.suture.studio.mapping.Edited;
import io.suture.studio.mapping.FieldMappings;
import io.suture.studio.mapping.MappingPlace;
import io.suture.studio.mapping.MappingSuggestions;
import io.suture.studio.mapping.OutputChecks;
import io.suture.studio.mapping.Placed;
import io.suture.studio.mapping.Projection;
import io.suture.studio.mapping.SharedMaps;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import io.suture.studio.testing.Samples;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where messages are mapped: as a table, as a canvas, as the output that comes of it. Each change is saved at once
/// and the chosen Sample run again.
@Route("channels/:channel/mapping")
@PermitAll
class MappingView extends ChannelPage
        implements AtWork, Finding, Editing, MappingTable.Hearer, Suggesting.Host, MapBar.Host, FocusCommand.Host {
    private enum View {
        TABLE,
        CANVAS,
        OUTPUT
    }

    private final transient FieldMappings mappings;
    private final transient Suggesting suggesting;
    private final Segments<View> views = new Segments<>("View", this::open);
    private final SampleBar samples;
    private final Select<MappingPlace> places = new Select<>();
    private final MapBar maps;
    private final Span coverage = text("", "line");
    private final ComboBox<FieldPath> fields = new ComboBox<>();
    private final MappingTable table = new MappingTable(this);
    private final AddEntry entries = new AddEntry(this::entryAdded);
    private final transient RowActions rows;
    private final Inspector inspector;
    private final OutputPane output;
    private final SidePane side = new SidePane(this::choose, this::revealSource);
    private final Div work = box("work-area");
    private final transient DropOffers drops;
    private final transient Finding finding = new MappingFinding(
            () -> this.shown,
            this::choose,
            this::revealSource,
            () -> channel().tables(),
            table -> goTo(ChannelTab.TABLES));
    private final FocusCommand focusing = new FocusCommand(this);
    private final Button problems = quiet(button("Problems", "alert", click -> showProblems()));
    /// Whether the canvas leaves room for the list of problems.
    private boolean problemsOpen;
    private @Nullable CanvasPane canvas;
    private transient @Nullable Projection shown;
    private View view = View.TABLE;
    private boolean empty;
    private transient MappingPlace place = MappingPlace.to("");
    private int problemAt = -1;
    /// The row of the change that is being saved, which the inspector shows then; the root where it goes on with its
    /// own.
    private transient FieldPath edited = FieldPath.ROOT;

    MappingView(
            ChannelServices services,
            FieldMappings mappings,
            OutputChecks checks,
            MappingSuggestions suggestions,
            SharedMaps shared,
            Samples samples,
            Rights rights) {
        super(services, ChannelTab.MAPPING);
        this.mappings = mappings;
        rows = new RowActions(
                this,
                mappings,
                new RowFormulas(this, mappings, this::typedAgain),
                name -> open(new MappingPlace.SubMapping(name)));
        inspector = new Inspector(rows);
        drops = new DropOffers(this, inspector);
        this.output = new OutputPane(
                checks,
                new ApprovedOutput(services.versions(), mappings),
                (target, turn) -> inspector.show(shown(), target, turn));
        suggesting = new Suggesting(suggestions, rights, this, mayEdit());
        table.suggest(suggesting);
        this.samples = new SampleBar(samples, rights.actor().may(Right.KEEP_SAMPLES), () -> show(draft()));
        views.choice(View.TABLE, "Table").choice(View.CANVAS, "Canvas").choice(View.OUTPUT, "Output");
        views.select(view);
        maps = new MapBar(shared, this);
        places.setAriaLabel("Mapping");
        places.setWidth("100px");
        places.setItemLabelGenerator(MappingPlace::label);
        places.getElement().setAttribute("data-test", "place");
        places.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                open(change.getValue());
            }
        });
        fields.setPlaceholder("Add a field");
        fields.setAriaLabel("Add a field");
        fields.addClassName("add-field");
        fields.setItemLabelGenerator(FieldPath::toString);
        fields.setVisible(mayEdit());
        // Looked for when the list is opened: after each change would be too often.
        fields.setItems(query -> Unmapped.of(shown()).stream()
                .filter(field -> field.toString()
                        .toLowerCase(Locale.ROOT)
                        .contains(query.getFilter().orElse("").toLowerCase(Locale.ROOT)))
                .skip(query.getOffset())
                .limit(query.getLimit()));
        fields.addValueChangeListener(change -> {
            FieldPath chosen = change.getValue();
            if (chosen != null) {
                fields.clear();
                table.add(chosen);
                choose(chosen);
                table.edit(chosen);
            }
        });
        coverage.getElement().setAttribute("data-test", "coverage");
        var end = text("", "end");
        problems.getElement().setAttribute("data-test", "show-problems");
        end.add(coverage, problems, focusing.button(), suggesting.toggle(), entries, fields, suggesting.live());
        var main = box("mapping-main", work, inspector);
        body().add(
                        box("bar", views, this.samples, places, end),
                        maps,
                        box("mapping-panes", main, side, suggesting.pane()));
        Shortcuts.addShortcutListener(this, () -> this.samples.step(-1), Key.ARROW_LEFT, KeyModifier.ALT);
        Shortcuts.addShortcutListener(this, () -> this.samples.step(1), Key.ARROW_RIGHT, KeyModifier.ALT);
        Shortcuts.addShortcutListener(this, this::nextProblem, Key.F8);
        open(view);
    }

    @Override
    protected void show(Draft draft) {
        List<MappingPlace> known = MappingPlace.of(draft.channel());
        if (!known.contains(place)) {
            place = known.isEmpty() ? MappingPlace.to("") : known.getFirst();
        }
        samples.list(draft.id().value());
        places.setItems(known);
        places.setValue(place);
        places.setVisible(known.size() > 1);
        maps.show(draft.channel(), place);
        suggesting.toggle().setVisible(mayEdit() && place instanceof MappingPlace.Way);
        Optional<Projection> projection = mappings.project(draft.channel(), place, samples.sample());
        shown = projection.orElse(null);
        if (projection.isEmpty()) {
            work.removeAll();
            work.add(new EmptyState(
                    "Nothing to map yet",
                    "The channel has no destination with a schema that is known. Settings say where messages go."));
            empty = true;
            return;
        }
        Projection now = projection.get();
        if (empty) {
            empty = false;
            open(view);
        }
        coverage.removeAll();
        var required = now.coverage();
        coverage.add(
                text("Required filled", "mid"),
                text(
                        required.filled() + " of " + required.required(),
                        required.missing().isEmpty() ? "strong" : "bad"));
        status("Preview took " + now.micros() / 1000 + " ms · " + required.mapped() + " fields mapped"
                + (now.partial() ? " · broken fields are left out of the preview" : ""));
        fields.getDataProvider().refreshAll();
        entries.offer(
                mayEdit() ? mappings.resources(draft.channel(), place) : List.of(),
                now.mapping().fields().stream()
                        .filter(row -> row.target().names().size() == 1)
                        .map(row -> row.target().last())
                        .collect(Collectors.toSet()));
        side.show(now);
        problems.setText(counted(now.problems().size() + required.missing().size(), "problem"));
        answers(draft.channel());
        suggesting.refresh();
        refresh(now);
        inspector.show(now, edited.isRoot() ? inspector.target() : edited);
    }

    @Override
    protected @Nullable Sample sampleShown() {
        return samples.sample();
    }

    private void answers(Channel channel) {
        Sample sample = samples.sample();
        if (channel.queries().isEmpty() || sample == null) {
            side.hideAnswers();
            return;
        }
        List<Ask> asks = mappings.asks(channel, sample);
        side.showAnswers(asks, new AnswerRows(asks, sample.answers(), false, samples::answer));
    }

    private void refresh(Projection now) {
        switch (view) {
            case TABLE -> table.show(now);
            case CANVAS -> {
                canvas().focus(focusing.on());
                canvas().suggest(suggesting.ahead(), suggesting.ghosts());
                canvas().show(now);
            }
            case OUTPUT -> output.show(draft(), now, samples.sample());
        }
    }

    private void open(View chosen) {
        view = chosen;
        views.select(chosen);
        work.removeAll();
        work.add(
                switch (chosen) {
                    case TABLE -> table;
                    case CANVAS -> canvas();
                    case OUTPUT -> output;
                });
        inspector.setVisible(!inspector.target().isRoot());
        showSide();
        fields.setVisible(mayEdit() && chosen != View.CANVAS);
        if (shown != null) {
            refresh(shown);
            if (!inspector.target().isRoot()) {
                bringIntoSight(inspector.target());
            }
        }
    }

    private void showSide() {
        side.setVisible((view != View.CANVAS || problemsOpen) && !suggesting.isOpen());
        problems.setVisible(view == View.CANVAS);
        problems.getElement().setAttribute("aria-pressed", Boolean.toString(problemsOpen));
    }

    private void showProblems() {
        problemsOpen = !problemsOpen;
        showSide();
    }

    @Override
    public FieldPath focusable() {
        clearNotices();
        return inspector.target();
    }

    @Override
    public void focused(Focus on) {
        table.within(on.on());
        if (shown != null) {
            refresh(shown);
        }
    }

    @Override
    public List<Finding.Found> find(String typed) {
        return finding.find(typed);
    }

    private CanvasPane canvas() {
        if (canvas == null) {
            canvas = new CanvasPane(this::hear, mayEdit());
        }
        return canvas;
    }

    @Override
    public Projection shown() {
        return Objects.requireNonNull(shown, "nothing is shown yet");
    }

    // ---- what was done

    private void hear(Gesture gesture) {
        switch (gesture) {
            case Gesture.FieldDropped(var source, var target) -> drops.dropped(source, target);
            case Gesture.LinkSelected(var id) ->
                id.flatMap(FieldPath::parse).ifPresentOrElse(path -> inspector.show(shown(), path), inspector::close);
            case Gesture.RowSelected(var where, var path) -> {
                if (where == Side.TARGET) {
                    inspector.show(shown(), path);
                }
            }
            case Gesture.LinkRemoved(var id) -> FieldPath.parse(id).ifPresent(this::removed);
            case Gesture.LoopRemoved(var target) -> rows.loopRemoved(target);
            case Gesture.FormulaRequested(var target, var adding) -> {
                inspector.show(shown(), target);
                inspector.edit(adding);
            }
            case Gesture.SuggestionsRequested(var where, var path) -> suggesting.ask(where, path);
            case Gesture.SuggestionAccepted(var id) -> suggesting.accept(id);
            case Gesture.SuggestionDismissed(var id) -> suggesting.dismiss(id);
            case Gesture.SuggestionsClosed over -> suggesting.closeAsked();
            case Gesture.UndoRequested undo -> undo();
            case Gesture.RedoRequested redo -> redo();
        }
    }

    private void entryAdded(FieldMapping row) {
        if (edit("Added the entry " + row.target(), new Edit.Put(row))) {
            choose(row.target());
            inspector.editKey();
        }
    }

    @Override
    public Channel channel() {
        return draft().channel();
    }

    @Override
    public MappingPlace place() {
        return place;
    }

    @Override
    public void open(MappingPlace chosen) {
        focusing.end();
        place = chosen;
        inspector.close();
        show(draft());
    }

    @Override
    public @Nullable Sample running() {
        return sampleShown();
    }

    @Override
    public void say(String words, Component... commands) {
        notice(words, Tone.NEUTRAL, commands);
    }

    @Override
    public void takeBack() {
        undo();
    }

    @Override
    public boolean edit(String what, Edit edit) {
        Edited made = mappings.edit(draft().channel(), place, edit);
        if (made.refused()) {
            if (view == View.CANVAS) {
                canvas().refuse(made.words());
            } else {
                notice(made.words(), Tone.WARN);
            }
            return false;
        }
        // The draft is refused where it moved on, so the change is made on this Channel or not at all.
        if (!apply(what, channel -> made.channel())) {
            return false;
        }
        if (view == View.CANVAS) {
            canvas().say(made.words().isEmpty() ? what + "." : what + ". " + made.words());
        } else if (!made.words().isEmpty()) {
            notice(made.words(), Tone.NEUTRAL);
        }
        return true;
    }

    @Override
    public boolean edit(String what, Edit edit, FieldPath target) {
        edited = target;
        try {
            return edit(what, edit);
        } finally {
            edited = FieldPath.ROOT;
        }
    }

    // ---- suggestions

    @Override
    public Draft current() {
        return draft();
    }

    /// Suggestions are made for what goes out; the maps of data types are suggested there as a whole.
    @Override
    public String destination() {
        return place instanceof MappingPlace.Way(String destination) ? destination : "";
    }

    @Override
    public @Nullable UUID sample() {
        return samples.kept();
    }

    @Override
    public boolean save(String what, Channel changed) {
        return apply(what, channel -> changed);
    }

    @Override
    public void suggestionsChanged() {
        showSide();
        if (view == View.TABLE) {
            table.suggestionsChanged();
        } else if (shown != null) {
            refresh(shown);
        }
    }

    @Override
    public void lookAt(FieldPath target) {
        if (view == View.TABLE) {
            table.reveal(target);
        } else if (shown != null) {
            refresh(shown);
        }
    }

    @Override
    public void chosen(FieldPath target) {
        if (shown != null) {
            inspector.show(shown, target);
        }
    }

    private void choose(FieldPath target) {
        if (!focusing.on().concerns(target)) {
            focusing.end();
        }
        if (view == View.OUTPUT) {
            open(View.TABLE);
        }
        chosen(target);
        bringIntoSight(target);
    }

    private void bringIntoSight(FieldPath target) {
        switch (view) {
            case TABLE -> table.reveal(target);
            case CANVAS -> canvas().select(target);
            case OUTPUT -> {}
        }
    }

    private void revealSource(FieldPath source) {
        open(View.CANVAS);
        canvas().revealSource(source);
    }

    private void nextProblem() {
        if (shown == null) {
            return;
        }
        List<FieldPath> places = new ArrayList<>(shown().coverage().missing());
        shown().problems().stream()
                .map(Placed::target)
                .filter(target -> !target.isRoot())
                .forEach(places::add);
        if (!places.isEmpty()) {
            problemAt = (problemAt + 1) % places.size();
            choose(places.get(problemAt));
        }
    }

    @Override
    public void removed(FieldPath target) {
        rows.removed(target);
    }

    @Override
    public boolean editable() {
        return mayEdit();
    }

    // ---- formulas

    @Override
    public Optional<FormulaField> editor(FieldPath target) {
        return rows.value(target);
    }

    /// What could not be saved stays where it was typed.
    private void typedAgain(FieldPath target, String typed) {
        if (inspector.target().equals(target)) {
            inspector.retype(typed);
        }
    }
}
