package io.suture.studio.mapping.ui;

import com.vaadin.flow.component.html.Div;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.value.FieldPath;
import io.suture.studio.mapping.LinkProjection;
import io.suture.studio.mapping.Placed;
import io.suture.studio.mapping.Projection;
import io.suture.studio.mapping.Sampled;
import io.suture.studio.mapping.Suggested;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The canvas with what a Projection says.
final class CanvasPane extends Div {
    /// Links of loops and of values may end at the same target: the canvas knows a loop's by this sign.
    private static final String LOOP = "~";

    private final transient Consumer<Gesture> hearer;
    private final boolean editable;
    private @Nullable MappingCanvas canvas;
    private transient Object tree = new Object();
    private transient @Nullable Suggested ahead;
    private transient List<Ghost> ghosts = List.of();
    private transient Focus focus = Focus.NONE;

    CanvasPane(Consumer<Gesture> hearer, boolean editable) {
        this.hearer = hearer;
        this.editable = editable;
        addClassName("canvas-pane");
    }

    /// What is offered with what is shown next; places that are only suggested stand in the tree meanwhile.
    void suggest(@Nullable Suggested places, List<Ghost> offered) {
        ahead = places;
        ghosts = offered;
    }

    /// What alone is shown next.
    void focus(Focus on) {
        focus = on;
    }

    void show(Projection shown) {
        Suggested suggested = ahead;
        Mapping mapping = suggested == null ? shown.mapping() : suggested.ahead();
        var target = new MappedTree(
                suggested == null ? shown.target().root() : suggested.target().root(), mapping);
        Object now = List.of(shown.place(), shown.source().ref(), entries(mapping), target.slices());
        MappingCanvas known = canvas;
        boolean fresh = known == null;
        if (known == null) {
            known = new MappingCanvas(new SchemaTree(shown.source().root()), target, this::hear);
            known.setSizeFull();
            known.getElement().setAttribute("data-test", "canvas");
            canvas = known;
            add(known);
        } else if (!now.equals(tree)) {
            Set<FieldPath> openSource = known.opened(Side.SOURCE);
            Set<FieldPath> openTarget = known.opened(Side.TARGET);
            known.setTrees(new SchemaTree(shown.source().root()), target);
            known.open(Side.SOURCE, openSource);
            known.open(Side.TARGET, openTarget);
        }
        tree = now;
        known.setEditable(editable);
        known.setTitles(shown.source().title(), shown.target().title());
        known.within(Side.SOURCE, focus.sources(shown));
        known.within(Side.TARGET, focus.targets());
        known.setLinks(shown.links().stream()
                .filter(link -> focus.concerns(link.target()))
                .map(CanvasPane::link)
                .toList());
        known.setValues(Side.SOURCE, values(shown.sources()));
        known.setValues(Side.TARGET, values(shown.values()));
        known.setMissing(shown.coverage().missing());
        Map<FieldPath, String> problems = new HashMap<>();
        Set<FieldPath> warnings = new HashSet<>();
        for (Placed placed : shown.problems()) {
            // Errors come first.
            if (!placed.target().isRoot()
                    && problems.putIfAbsent(placed.target(), placed.problem().message()) == null
                    && !placed.problem().isError()) {
                warnings.add(placed.target());
            }
        }
        known.setProblems(Side.TARGET, problems, warnings);
        if (fresh) {
            known.open(Side.SOURCE, above(shown));
            known.open(Side.TARGET, firstEntries(shown));
        }
        known.setSuggestions(ghosts);
        ghosts.forEach(one -> {
            known(Side.SOURCE, one.source());
            known(Side.TARGET, one.target());
        });
    }

    /// Opens what a ghost would end in.
    private void known(Side side, FieldPath path) {
        var above = new HashSet<FieldPath>();
        for (FieldPath at = path.parent(); !at.isRoot(); at = at.parent()) {
            above.add(at);
        }
        if (canvas != null && !canvas.opened(side).containsAll(above)) {
            canvas.open(side, above);
        }
    }

    private static Set<String> entries(Mapping mapping) {
        var entries = new LinkedHashSet<String>();
        mapping.fields().stream()
                .filter(row -> row.entry() != null)
                .forEach(row -> entries.add(row.target().toString()));
        return entries;
    }

    /// The groups and segments that fields are read from.
    private static Set<FieldPath> above(Projection shown) {
        var above = new HashSet<FieldPath>();
        for (LinkProjection link : shown.links()) {
            for (FieldPath source : link.sources()) {
                FieldPath at = source.parent();
                while (!at.isRoot() && Character.isDigit(at.last().charAt(0))) {
                    at = at.parent();
                }
                for (; !at.isRoot(); at = at.parent()) {
                    above.add(at);
                }
            }
        }
        return above;
    }

    private static Set<FieldPath> firstEntries(Projection shown) {
        var open = new LinkedHashSet<FieldPath>();
        shown.links()
                .forEach(link -> open.add(FieldPath.of(link.target().names().getFirst())));
        return new HashSet<>(open.stream().limit(3).toList());
    }

    private static Map<FieldPath, SampleValue> values(Map<FieldPath, Sampled> values) {
        var shown = new HashMap<FieldPath, SampleValue>();
        values.forEach(
                (path, value) -> shown.put(path, new SampleValue(value.text(), value.repeat(), value.repeats())));
        return shown;
    }

    private static Link link(LinkProjection link) {
        boolean loop = link.kind() == LinkProjection.Kind.LOOP;
        return new Link(
                loop ? LOOP + link.target() : link.target().toString(),
                link.sources(),
                link.target(),
                Link.Kind.valueOf(link.kind().name()),
                link.label(),
                link.problem());
    }

    private static String target(String id) {
        return id.startsWith(LOOP) ? id.substring(LOOP.length()) : id;
    }

    private void hear(Gesture gesture) {
        if (gesture instanceof Gesture.LinkSelected(var id)) {
            hearer.accept(new Gesture.LinkSelected(id.map(CanvasPane::target)));
        } else if (gesture instanceof Gesture.LinkRemoved(var id) && id.startsWith(LOOP)) {
            FieldPath.parse(target(id)).ifPresent(target -> hearer.accept(new Gesture.LoopRemoved(target)));
        } else {
            hearer.accept(gesture);
        }
    }

    void select(FieldPath target) {
        if (canvas != null) {
            canvas.select(target.toString());
            canvas.reveal(Side.TARGET, target);
        }
    }

    void revealSource(FieldPath source) {
        if (canvas != null) {
            canvas.reveal(Side.SOURCE, source);
        }
    }

    void say(String words) {
        if (canvas != null) {
            canvas.say(words);
        }
    }

    void refuse(String why) {
        if (canvas != null) {
            canvas.refuse(why);
        }
    }
}
