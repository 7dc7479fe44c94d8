package io.suture.studio.mapping.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.internal.BundleUtils;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.suture.engine.report.Problem;
import io.suture.engine.value.FieldPath;
import io.suture.studio.kit.CodeView;
import io.suture.studio.kit.FormulaEditor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The canvas, the formula editor and the code view on made-up trees of 10,000 rows a side with 500 lines, for
/// browser tests. It keeps lines in memory as a draft would.
@Route("canvas-trial")
@AnonymousAllowed
@StyleSheet("theme/tokens.css")
@StyleSheet("theme/kit.css")
class CanvasTrialView extends Div {
    private static final String HEAD = """
            PID-3 patient.identifier
            PID-5 patient.name
            PID-7 patient.birthDate
            PID-8 patient.gender
            PID-11.1 patient.address.line
            PID-11.3 patient.address.city
            ORDER.OBR-3 report.identifier
            ORDER.OBR-4 report.code
            ORDER.OBR-25 report.status
            ORDER.OBX-3 observation.code
            ORDER.OBX-5 observation.valueQuantity.value
            ORDER.OBX-6.1 observation.valueQuantity.unit
            ORDER.OBX-7 observation.referenceRange.low
            ORDER.OBX-11 observation.status
            ORDER.OBX-8 observation.interpretation
            ORDER.OBX-23 observation.performer
            ZAF-3 resource380.element2
            """;

    private final MappingCanvas canvas;
    private final Span log = new Span();
    private final FormulaEditor formula = new FormulaEditor(CanvasTrialView::complete);
    private List<Link> links = new ArrayList<>();
    private final Deque<List<Link>> undone = new ArrayDeque<>();
    private final Deque<List<Link>> done = new ArrayDeque<>();

    CanvasTrialView() {
        // The bundle knows the studio's views only, so this one asks for what the mapping view loads.
        UI.getCurrentOrThrow()
                .getPage()
                .addDynamicImport(
                        "return window.Vaadin.Flow.loadOnDemand('" + BundleUtils.getChunkId(MappingView.class) + "')");
        setHeight("100vh");
        getStyle().set("display", "flex").set("flex-direction", "column").set("background", "var(--surface)");
        TrialSchema.Outline source = TrialSchema.source();
        TrialSchema.Outline target = TrialSchema.target();
        canvas = new MappingCanvas(new SchemaTree(source.root()), new SchemaTree(target.root()), this::on);
        canvas.setTitles("ORU^R01 2.5.1, trial", "FHIR R4 Bundle, trial");
        canvas.setWidthFull();
        canvas.getStyle().set("flex", "1").set("min-height", "0");
        canvas.open(Side.SOURCE, Set.copyOf(source.groups()));
        canvas.open(Side.TARGET, Set.copyOf(target.groups()));
        canvas.setValues(Side.SOURCE, source.values());
        canvas.setValues(Side.TARGET, target.values());
        begin(source, target);
        log.setId("log");
        formula.setLabel("Formula");
        formula.setWidthFull();
        formula.addValueChangeListener(event -> {
            say("formula " + event.getValue());
            formula.setProblems(check(event.getValue()));
        });
        formula.whenDone(text -> say("done " + text));
        formula.whenCancelled(() -> say("cancelled"));
        var code = new CodeView(
                CodeView.Language.HL7, "MSH|^~\\&|LAB\r\nPID|1||•••••^^^NORTH^MR\r\nOBX|1|NM|2823-3||6.8|||HH\r\n");
        int at = code.getElement().getProperty("text").indexOf("HH");
        code.setHighlights(List.of(new CodeView.Span(at, at + 2)));
        code.whenPicked(offset -> say("picked " + (offset - at)));
        code.setHinter(offset -> new CodeView.Hint(new CodeView.Span(at, at + 2), "OBX-8 Abnormal flags"));
        code.setWidthFull();
        code.setHeight("92px");
        var swap = new NativeButton("Other trees", event -> {
            canvas.setTrees(new SchemaTree(target.root()), new SchemaTree(source.root()));
            canvas.setTitles("FHIR R4 Bundle, trial", "ORU^R01 2.5.1, trial");
        });
        var foot = new Div(formula, code, log, swap);
        foot.getStyle().set("flex", "none").set("padding", "8px 16px").set("border-top", "1px solid var(--line)");
        add(canvas, foot);
    }

    private void begin(TrialSchema.Outline source, TrialSchema.Outline target) {
        for (String line : HEAD.lines().toList()) {
            String[] ends = line.split(" ");
            connect(path(ends[0]), path(ends[1]));
        }
        links.add(new Link(
                "loop",
                List.of(path("ORDER.OBX")),
                path("observation"),
                Link.Kind.LOOP,
                "for each OBX, an Observation",
                ""));
        links.replaceAll(link -> link.target().equals(path("observation.interpretation"))
                ? new Link(link.id(), link.sources(), link.target(), Link.Kind.LOOKUP, "Abnormal flags", "")
                : link);
        links.add(
                new Link("category", List.of(), path("observation.category"), Link.Kind.CONSTANT, "'laboratory'", ""));
        List<FieldPath> from = source.groups().subList(4, source.groups().size());
        List<FieldPath> to = target.groups().subList(3, target.groups().size());
        for (int k = 0; links.size() < 500; k++) {
            int group = k / 12 * 9 % (from.size() - 8);
            connect(
                    from.get(group + k % 3).child(Integer.toString(1 + k * 7 % 24)),
                    to.get(k % 5 == 0 ? k * 37 % to.size() : group + k % 3).child("element" + (1 + k * 5 % 24)));
        }
        show();
    }

    private static FieldPath path(String text) {
        return FieldPath.parse(text).orElseThrow();
    }

    private void connect(FieldPath source, FieldPath target) {
        links.add(new Link(source + ">" + target, List.of(source), target, Link.Kind.COPY, "", ""));
    }

    private void show() {
        canvas.setLinks(links);
        var missing = new HashSet<>(Set.of(path("observation.subject"), path("patient.identifier")));
        links.forEach(link -> missing.remove(link.target()));
        canvas.setMissing(missing);
    }

    private void on(Gesture gesture) {
        say(gesture.toString());
        switch (gesture) {
            case Gesture.FieldDropped(FieldPath source, FieldPath target) -> {
                if (target.equals(path("report.result"))) {
                    canvas.refuse("report.result refers to Observations. Nothing was changed.");
                } else {
                    edit(() -> connect(source, target));
                }
            }
            case Gesture.LoopRemoved loop -> {}
            case Gesture.LinkRemoved(String id) ->
                edit(() -> links.removeIf(link -> link.id().equals(id)));
            case Gesture.SuggestionsRequested(Side side, FieldPath path) -> {
                if (side == Side.SOURCE) {
                    canvas.setSuggestions(List.of(
                            new Ghost("1", path, path("report.issued"), "HL7 map " + path.last(), 98),
                            new Ghost("2", path, path("observation.note"), "Same name and type", 81)));
                }
            }
            case Gesture.SuggestionAccepted(String id) -> {
                canvas.setSuggestions(List.of());
                edit(() -> connect(path("ORDER.OBR-22"), path(id.equals("1") ? "report.issued" : "observation.note")));
            }
            case Gesture.SuggestionDismissed dismissed -> canvas.setSuggestions(List.of());
            case Gesture.SuggestionsClosed closed -> canvas.setSuggestions(List.of());
            case Gesture.UndoRequested undo -> step(done, undone);
            case Gesture.RedoRequested redo -> step(undone, done);
            case Gesture.FormulaRequested(FieldPath target, boolean adding) -> {
                formula.setValue(links.stream()
                        .filter(link ->
                                link.target().equals(target) && !link.sources().isEmpty())
                        .map(link -> link.sources().getFirst().toString())
                        .findFirst()
                        .orElse(""));
                formula.focus();
            }
            case Gesture.LinkSelected selected -> {
                var values = new HashMap<>(TrialSchema.target().values());
                values.put(path("observation.interpretation"), SampleValue.of("seen"));
                canvas.setValues(Side.TARGET, values);
            }
            case Gesture.RowSelected selected -> {}
        }
    }

    private void edit(Runnable change) {
        done.push(List.copyOf(links));
        undone.clear();
        change.run();
        show();
    }

    private void step(Deque<List<Link>> from, Deque<List<Link>> to) {
        if (!from.isEmpty()) {
            to.push(List.copyOf(links));
            links = new ArrayList<>(from.pop());
            show();
        }
    }

    private void say(String words) {
        log.setText(words);
    }

    private static List<FormulaEditor.Proposal> complete(String word, boolean fieldsOnly) {
        return List.of(
                        new FormulaEditor.Proposal("PID-5.1", FormulaEditor.Proposal.Kind.FIELD, "Family name", ""),
                        new FormulaEditor.Proposal(
                                "trim", FormulaEditor.Proposal.Kind.FUNCTION, "text", "Takes the blanks off."))
                .stream()
                .filter(one -> one.text().toLowerCase().startsWith(word.toLowerCase()))
                .filter(one -> !fieldsOnly || one.kind() == FormulaEditor.Proposal.Kind.FIELD)
                .toList();
    }

    private static List<Problem> check(String formula) {
        int at = formula.indexOf("uper");
        return at < 0
                ? List.of()
                : List.of(Problem.error("unknown-function", "", "There is no function uper.")
                        .at(new Problem.Span(at, at + 4)));
    }
}
