package io.suture.studio.mapping.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import io.suture.engine.value.FieldPath;
import io.suture.studio.mapping.ui.CanvasState.Views;
import io.suture.studio.mapping.ui.CanvasState.WireLink;
import io.suture.studio.mapping.ui.CanvasState.WireSuggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Two trees and the lines between them. The trees live here, opened level by level from their TreeSource; the
/// browser holds a few pages of rows and says what the user does. Lines are derived from the Mapping by
/// whoever owns this canvas, and never stored in it (decision 0020).
///
/// Setters may be called in any number: one answer per round trip carries what changed. All of them belong to
/// the UI thread; from elsewhere, `UI.access` (and push, for the browser to learn of it at once).
@Tag("mapping-canvas")
@JsModule("./canvas/mapping-canvas.ts")
final class MappingCanvas extends Component implements HasSize, Focusable<MappingCanvas> {
    private final Consumer<Gesture> gestures;
    private CanvasSide source;
    private CanvasSide target;
    private List<Link> links = List.of();
    private List<Ghost> suggestions = List.of();
    private boolean linksChanged = true;
    private boolean editable = true;
    private boolean scheduled;
    private @Nullable String select;
    private CanvasState.@Nullable Reveal reveal;

    /// @param gestures hears what the user does, on the UI thread
    MappingCanvas(TreeSource source, TreeSource target, Consumer<Gesture> gestures) {
        this.gestures = gestures;
        this.source = new CanvasSide(Side.SOURCE, source);
        this.target = new CanvasSide(Side.TARGET, target);
        getElement().setProperty("editable", true);
    }

    /// Other trees: another Destination's Mapping. Lines, values and marks start empty.
    void setTrees(TreeSource newSource, TreeSource newTarget) {
        source = new CanvasSide(newSource, source);
        target = new CanvasSide(newTarget, target);
        links = List.of();
        suggestions = List.of();
        changeAll();
    }

    /// What stands above the trees: `ORU^R01 2.5.1`, `FHIR R4 Bundle`.
    void setTitles(String ofSource, String ofTarget) {
        getElement().setProperty("sourceName", ofSource);
        getElement().setProperty("targetName", ofTarget);
    }

    /// A canvas that cannot be edited still opens, selects, filters and reveals.
    void setEditable(boolean editable) {
        this.editable = editable;
        getElement().setProperty("editable", editable);
    }

    /// All lines of the Mapping. A line that the browser drew before the server knew of it becomes one of
    /// these or vanishes.
    void setLinks(List<Link> newLinks) {
        links = List.copyOf(newLinks);
        source.marks.lines(
                links.stream().flatMap(link -> link.sources().stream()).toList());
        target.marks.lines(links.stream().map(Link::target).toList());
        changeAll();
    }

    /// The lines to offer; replaces those offered before.
    void setSuggestions(List<Ghost> newSuggestions) {
        suggestions = List.copyOf(newSuggestions);
        changeAll();
    }

    /// The values on the chosen Sample, by full path; what is not among them is shown without one.
    void setValues(Side side, Map<FieldPath, SampleValue> values) {
        of(side).marks.values(values);
        change(of(side));
    }

    /// The target fields that are required and get no value.
    void setMissing(Set<FieldPath> paths) {
        target.marks.missing(paths);
        change(target);
    }

    /// What is wrong, by full path, each in a sentence.
    ///
    /// @param onlyWarnings which of them travel with the output rather than stop it
    void setProblems(Side side, Map<FieldPath, String> sentences, Set<FieldPath> onlyWarnings) {
        of(side).marks.problems(sentences, onlyWarnings);
        change(of(side));
    }

    /// Opens these groups too. Nothing is open at first.
    void open(Side side, Set<FieldPath> groups) {
        of(side).tree.open(groups);
        change(of(side));
    }

    /// Lists only these fields with what stands beneath and above them; all, where there are none.
    void within(Side side, Set<FieldPath> paths) {
        CanvasSide one = of(side);
        if (!one.tree.within().equals(paths)) {
            one.tree.within(paths);
            change(one);
        }
    }

    /// The groups that are open, for a view to remember.
    Set<FieldPath> opened(Side side) {
        return of(side).tree.opened();
    }

    /// Selects a line, opens the groups above its ends and brings them into sight; no gesture tells of it.
    void select(String id) {
        links.stream().filter(link -> link.id().equals(id)).findFirst().ifPresent(link -> {
            link.sources().forEach(source.tree::reveal);
            target.tree.reveal(link.target());
            target.lookAround(target.tree.indexOf(link.target()));
            link.sources().stream().findFirst().ifPresent(path -> source.lookAround(source.tree.indexOf(path)));
            select = id;
            changeAll();
        });
    }

    void clearSelection() {
        select = "";
        change(target);
    }

    /// Opens the groups above a field, brings it into sight and puts the keyboard's place on it.
    void reveal(Side side, FieldPath path) {
        CanvasSide one = of(side);
        one.tree.reveal(path);
        int at = one.tree.anchor(path).at();
        if (at >= 0) {
            one.lookAround(at);
            reveal = new CanvasState.Reveal(side.wire, at);
        }
        change(one);
    }

    /// A word about what was just done, shown in the lane for some seconds and said to screen readers.
    void say(String words) {
        call("this.notify($0, false)", words);
    }

    /// Why the last gesture was not carried out; shown and said likewise. Call it instead of setting new lines.
    void refuse(String why) {
        call("this.notify($0, true)", why);
    }

    /// Hears F6 in the last pane (1) and Shift+F6 in the first (-1): the page puts the focus where it goes on.
    void whenLeft(IntConsumer hearer) {
        getElement()
                .addEventListener(
                        "pane-leave",
                        event -> hearer.accept(
                                event.getEventData().get("event.detail").asInt()))
                .addEventData("event.detail")
                .preventDefault();
    }

    // ---- sending

    @Override
    protected void onAttach(AttachEvent event) {
        scheduled = false;
        changeAll();
    }

    private CanvasSide of(Side side) {
        return switch (side) {
            case SOURCE -> source;
            case TARGET -> target;
        };
    }

    private void changeAll() {
        linksChanged = true;
        source.change();
        change(target);
    }

    private void change(CanvasSide side) {
        side.change();
        if (!scheduled) {
            scheduled = true;
            getElement()
                    .getNode()
                    .runWhenAttached(ui -> ui.beforeClientResponse(this, context -> {
                        scheduled = false;
                        send();
                    }));
        }
    }

    private void send() {
        var sides = new ArrayList<CanvasState.Snapshot>();
        if (linksChanged || source.isChanged()) {
            sides.add(source.snapshot(ends(Link::sources, Ghost::source)));
        }
        if (linksChanged || target.isChanged()) {
            sides.add(target.snapshot(ends(link -> List.of(link.target()), Ghost::target)));
        }
        if (sides.isEmpty()) {
            return;
        }
        List<WireLink> wireLinks = linksChanged ? links.stream().map(this::wire).toList() : null;
        List<WireSuggestion> wireSuggestions =
                linksChanged ? suggestions.stream().map(this::wire).toList() : null;
        var state = new CanvasState(wireLinks, wireSuggestions, sides, select, reveal);
        linksChanged = false;
        select = null;
        reveal = null;
        call("this.take($0)", state);
    }

    /// The element may be attached before its module has arrived.
    private void call(String script, Object argument) {
        getElement().executeJs("customElements.whenDefined('mapping-canvas').then(() => " + script + ")", argument);
    }

    private List<List<FieldPath>> ends(
            Function<Link, List<FieldPath>> ofLink, Function<Ghost, FieldPath> ofSuggestion) {
        var ends = new ArrayList<List<FieldPath>>(links.size() + suggestions.size());
        links.forEach(link -> ends.add(ofLink.apply(link)));
        suggestions.forEach(suggestion -> ends.add(List.of(ofSuggestion.apply(suggestion))));
        return ends;
    }

    private WireLink wire(Link link) {
        return new WireLink(
                link.id(),
                link.sources().stream().map(FieldPath::toString).toList(),
                link.target().toString(),
                link.sources().stream().map(source.tree::name).toList(),
                target.tree.name(link.target()),
                link.kind().name(),
                link.label(),
                link.problem());
    }

    private WireSuggestion wire(Ghost suggestion) {
        return new WireSuggestion(
                suggestion.id(),
                suggestion.source().toString(),
                suggestion.target().toString(),
                source.tree.name(suggestion.source()),
                target.tree.name(suggestion.target()),
                suggestion.reason(),
                suggestion.confidence());
    }

    // ---- hearing. What the browser sends is parsed here, once; what does not parse is not from our canvas.

    @ClientCallable
    private CanvasState.Slice rows(String side, int from, int to) {
        return of(Side.of(side)).slice(from, to);
    }

    @ClientCallable
    private int find(String side, String prefix, int from) {
        return of(Side.of(side)).tree.find(prefix, from);
    }

    @ClientCallable
    private void problem(String side, int from, int step, Views views) {
        looksAt(views);
        CanvasSide one = of(Side.of(side));
        FieldPath next = one.tree.nextToMend(from, Integer.signum(step));
        if (next == null) {
            say("Nothing to mend on the " + side + " side.");
        } else {
            reveal(one.side, next);
        }
    }

    @ClientCallable
    private void toggle(String side, String row, boolean open, Views views) {
        looksAt(views);
        CanvasSide one = of(Side.of(side));
        path(row).ifPresent(path -> one.tree.toggle(path, open));
        change(one);
    }

    @ClientCallable
    private void filter(String side, String text, String show, String[] keep, Views views) {
        looksAt(views);
        CanvasSide one = of(Side.of(side));
        Set<FieldPath> kept =
                Arrays.stream(keep).flatMap(row -> path(row).stream()).collect(Collectors.toCollection(HashSet::new));
        one.tree.filter(Filter.of(text, show, kept));
        change(one);
    }

    @ClientCallable
    private void connect(String from, String to, Views views) {
        edit(views, path(from).flatMap(source -> path(to).map(target -> new Gesture.FieldDropped(source, target))));
    }

    @ClientCallable
    private void remove(String link, Views views) {
        edit(views, Optional.of(new Gesture.LinkRemoved(link)));
    }

    @ClientCallable
    private void selectLink(String link) {
        gestures.accept(new Gesture.LinkSelected(Optional.of(link).filter(id -> !id.isEmpty())));
    }

    @ClientCallable
    private void selectRow(String side, String row) {
        path(row).ifPresent(path -> gestures.accept(new Gesture.RowSelected(Side.of(side), path)));
    }

    @ClientCallable
    private void formula(String row, boolean adding) {
        path(row).ifPresent(path -> gestures.accept(new Gesture.FormulaRequested(path, adding && editable)));
    }

    @ClientCallable
    private void suggest(String side, String row, Views views) {
        edit(views, path(row).map(path -> new Gesture.SuggestionsRequested(Side.of(side), path)));
    }

    @ClientCallable
    private void accept(String suggestion, Views views) {
        edit(views, Optional.of(new Gesture.SuggestionAccepted(suggestion)));
    }

    @ClientCallable
    private void dismiss(String suggestion, Views views) {
        edit(views, Optional.of(new Gesture.SuggestionDismissed(suggestion)));
    }

    @ClientCallable
    private void closeSuggestions(Views views) {
        edit(views, Optional.of(new Gesture.SuggestionsClosed()));
    }

    @ClientCallable
    private void undo(Views views) {
        edit(views, Optional.of(new Gesture.UndoRequested()));
    }

    @ClientCallable
    private void redo(Views views) {
        edit(views, Optional.of(new Gesture.RedoRequested()));
    }

    /// Whatever becomes of it, the browser is told the lines again: what it drew ahead of us may have been
    /// refused.
    private void edit(Views views, Optional<? extends Gesture> gesture) {
        looksAt(views);
        changeAll();
        if (editable) {
            gesture.ifPresent(gestures);
        }
    }

    private void looksAt(Views views) {
        source.looksAt(views.of(Side.SOURCE));
        target.looksAt(views.of(Side.TARGET));
    }

    private static Optional<FieldPath> path(String text) {
        return FieldPath.parse(text).filter(path -> !path.isRoot());
    }
}
