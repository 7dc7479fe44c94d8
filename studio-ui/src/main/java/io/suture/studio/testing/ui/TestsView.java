package io.suture.studio.testing.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.pane;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import io.suture.engine.Ask;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Result;
import io.suture.engine.channel.Channel;
import io.suture.regression.Difference;
import io.suture.regression.Sample;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Preview;
import io.suture.studio.channel.frame.ChannelPage;
import io.suture.studio.channel.frame.ChannelServices;
import io.suture.studio.channel.frame.ChannelTab;
import io.suture.studio.kit.AnswerRows;
import io.suture.studio.kit.CodeView;
import io.suture.studio.kit.EmptyState;
import io.suture.studio.kit.Markup;
import io.suture.studio.kit.OutputText;
import io.suture.studio.kit.Rows;
import io.suture.studio.kit.Tone;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import io.suture.studio.testing.RegressionRuns;
import io.suture.studio.testing.Samples;
import jakarta.annotation.security.PermitAll;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Samples on the left with what became of each; the chosen one's differences on the right. Opening the page runs all.
@Route("channels/:channel/tests")
@PermitAll
class TestsView extends ChannelPage {
    private final transient Samples samples;
    private final transient RegressionRuns runs;
    private final transient Compilation compilation;
    private final transient Preview preview;
    private final boolean mayKeep;
    private final Span figures = text("");
    private final Rows rows = new Rows("Samples", "Result:108px", "Sample", "Expectations:160px");
    private final Div detail = box("pane detail");
    private final Div listing = box("");
    private final Button acceptAll = button("", "check", click -> confirmAll());
    private transient List<RegressionRuns.Outcome> outcomes = List.of();
    private final transient List<NativeTableRow> lines = new ArrayList<>();
    private @Nullable UUID chosen;

    TestsView(
            ChannelServices services,
            Samples samples,
            RegressionRuns runs,
            Compilation compilation,
            Preview preview,
            Rights rights) {
        super(services, ChannelTab.TESTS);
        this.samples = samples;
        this.runs = runs;
        this.compilation = compilation;
        this.preview = preview;
        this.mayKeep = rights.actor().may(Right.KEEP_SAMPLES);
        var end = text("", "end");
        acceptAll.setVisible(false);
        if (mayKeep) {
            end.add(acceptAll, button("Add sample", "plus", click -> addSample()));
        }
        end.add(primary(button("Run all", "play", click -> show(draft()))));
        listing.add(rows);
        var left = pane("Samples", listing);
        body().add(box("bar", figures, end), box("panes tests", left, detail));
    }

    @Override
    protected void show(Draft draft) {
        CompiledChannel compiled = compilation.of(draft.channel()).channel();
        rows.clear();
        lines.clear();
        detail.removeAll();
        acceptAll.setVisible(false);
        if (compiled == null) {
            outcomes = List.of();
            figures.setText("The draft does not compile, so no sample can be run.");
            detail.add(Markup.note("Mend the mapping and the rules first; the tabs say what is wrong.", Tone.BAD));
            return;
        }
        long begin = System.nanoTime();
        outcomes = runs.run(draft.id().value(), compiled);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        long red = outcomes.stream().filter(outcome -> !outcome.isGreen()).count();
        long unchecked =
                outcomes.stream().filter(outcome -> !outcome.isChecked()).count();
        figures.setText(outcomes.size() + " samples, " + (outcomes.size() - red - unchecked) + " pass, " + red
                + " differ, " + unchecked + " not checked, " + millis + " ms");
        acceptAll.setVisible(red > 1);
        acceptAll.setText("Accept all " + red);
        status(red == 0 ? "Nothing red" : red + " red: submitting is blocked");
        for (RegressionRuns.Outcome outcome : outcomes) {
            NativeTableRow row = rows.row(
                    () -> choose(outcome.id()), result(outcome), text(outcome.sample(), "cut"), expectations(outcome));
            lines.add(row);
        }
        if (outcomes.isEmpty()) {
            detail.add(new EmptyState(
                    "No samples yet",
                    "A sample is a message without real patients, kept with what it must yield. Add one, look at its "
                            + "output, and accept it as expected.",
                    mayKeep ? primary(button("Add sample", click -> addSample())) : text("")));
            return;
        }
        choose(
                chosen != null
                                && outcomes.stream()
                                        .anyMatch(outcome -> outcome.id().equals(chosen))
                        ? chosen
                        : outcomes.stream()
                                .filter(outcome -> !outcome.isGreen())
                                .findFirst()
                                .orElse(outcomes.getFirst())
                                .id());
    }

    /// One change can turn every Sample red; whoever has looked at some may take the rest in one step, knowingly.
    private void confirmAll() {
        List<RegressionRuns.Outcome> red =
                outcomes.stream().filter(outcome -> !outcome.isGreen()).toList();
        List<String> fields = red.stream()
                .flatMap(outcome -> outcome.differences().stream())
                .map(Difference::path)
                .filter(path -> !path.isEmpty())
                .distinct()
                .sorted()
                .toList();
        var dialog = new Dialog();
        dialog.setHeaderTitle("Accept what " + red.size() + " samples yield now?");
        dialog.setWidth("560px");
        var differing = new UnorderedList();
        differing.addClassName("lines");
        fields.forEach(path -> differing.add(new ListItem(text(path, "mono"))));
        dialog.add(
                new Paragraph("From now on these samples must yield what they yield today. They differ in "
                        + (fields.size() == 1 ? "one field:" : fields.size() + " fields:")),
                differing);
        dialog.getFooter()
                .add(button("Cancel", click -> dialog.close()), primary(button("Accept all " + red.size(), click -> {
                    CompiledChannel compiled = compilation.of(draft().channel()).channel();
                    if (compiled != null) {
                        red.forEach(outcome -> samples.accept(outcome.id(), compiled));
                    }
                    dialog.close();
                    show(draft());
                })));
        dialog.open();
    }

    private static Div result(RegressionRuns.Outcome outcome) {
        if (!outcome.isChecked()) {
            return box("line gap4", icon("info"), text("Not checked", "dim"));
        }
        return outcome.isGreen()
                ? box("line gap4", icon("check"), text("Passes", "mid"))
                : box("line gap4 bad", icon("x"), text("Differs"));
    }

    private static Span expectations(RegressionRuns.Outcome outcome) {
        if (!outcome.isChecked()) {
            return text("nothing expected yet", "dim");
        }
        return outcome.isGreen()
                ? text("whole output", "mid")
                : text(
                        outcome.differences().size() == 1
                                ? "1 field differs"
                                : outcome.differences().size() + " fields differ",
                        "bad");
    }

    private void choose(UUID id) {
        chosen = id;
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i).id().equals(id)) {
                Rows.choose(lines.get(i), lines);
                showDetail(outcomes.get(i));
            }
        }
    }

    private void showDetail(RegressionRuns.Outcome outcome) {
        detail.removeAll();
        var end = text("", "end");
        if (mayKeep) {
            end.add(
                    small(button(
                            outcome.isChecked() ? "Accept as expected" : "Expect this from now on", "check", click -> {
                                CompiledChannel compiled =
                                        compilation.of(draft().channel()).channel();
                                if (compiled != null) {
                                    samples.accept(outcome.id(), compiled);
                                    show(draft());
                                }
                            })),
                    small(quiet(button("Remove sample", click -> {
                        samples.remove(outcome.id());
                        show(draft());
                    }))));
        }
        detail.add(box("pane-head", text(outcome.sample(), "name"), end));
        var content = box("scroll");
        answers(outcome.id()).ifPresent(rows -> content.add(text("Answers to queries", "label"), rows));
        if (!outcome.differences().isEmpty()) {
            var differences = new Rows("Fields that differ", "Field", "Expected:30%", "Now:30%");
            for (Difference difference : outcome.differences()) {
                differences.row(
                        text(difference.path().isEmpty() ? difference.destination() : difference.path(), "mono"),
                        value(difference.expected(), "mono"),
                        value(difference.actual(), "mono bad"));
            }
            content.add(differences);
        }
        Result result = outcome.result();
        result.problems()
                .forEach(problem -> content.add(Markup.note(
                        problem.path() + ": " + problem.message(), problem.isError() ? Tone.BAD : Tone.WARN)));
        if (result.outputs().isEmpty()) {
            content.add(text(
                    result.decisions().isEmpty()
                            ? "There is no output."
                            : "There is no output: "
                                    + String.join(
                                            ", ",
                                            result.decisions().stream()
                                                    .map(decided -> io.suture.studio.channel.RuleWords.decision(
                                                            decided.decision()))
                                                    .toList())
                                    + ".",
                    "mid"));
        }
        for (Result.Output output : result.outputs()) {
            var view = new CodeView(
                    output.mediaType().contains("json") ? CodeView.Language.JSON : CodeView.Language.HL7,
                    OutputText.of(output.bytes(), output.mediaType()));
            view.setLabel("Output to " + output.destination());
            content.add(text("To " + output.destination(), "label"), view);
        }
        detail.add(content);
    }

    private Optional<AnswerRows> answers(UUID id) {
        Channel channel = draft().channel();
        return channel.queries().isEmpty()
                ? Optional.empty()
                : samples.open(id).map(sample -> answers(id, sample, preview.asks(channel, sample.payload())));
    }

    private AnswerRows answers(UUID id, Sample sample, List<Ask> asks) {
        return new AnswerRows(asks, sample.answers(), !mayKeep, answers -> {
            samples.answer(id, answers);
            show(draft());
        });
    }

    private static Span value(@Nullable String value, String classes) {
        return value == null ? text("absent", "dim") : text(value, classes.split(" "));
    }

    private void addSample() {
        var dialog = new Dialog();
        dialog.setHeaderTitle("Add sample");
        dialog.setWidth("720px");
        var name = new TextField("What it shows");
        name.setPlaceholder("Potassium critical");
        name.setWidthFull();
        var message = new TextArea("Message");
        message.setHelperText(
                "Paste a message without real patients: names, numbers and dates made up. It is stored sealed.");
        message.setWidthFull();
        message.setMinRows(8);
        message.setMaxRows(16);
        message.addClassName("mono");
        var keep = primary(button("Keep sample", click -> {
            if (name.getValue().isBlank()) {
                name.setInvalid(true);
                name.setErrorMessage("The sample needs a name.");
            } else if (message.getValue().isBlank()) {
                message.setInvalid(true);
                message.setErrorMessage("Paste a message.");
            } else {
                samples.keep(
                                draft().id().value(),
                                name.getValue(),
                                message.getValue()
                                        .strip()
                                        .replaceAll("\r?\n", "\r")
                                        .getBytes(StandardCharsets.UTF_8))
                        .ifPresentOrElse(
                                kept -> {
                                    dialog.close();
                                    chosen = kept.id();
                                    show(draft());
                                },
                                () -> {
                                    name.setInvalid(true);
                                    name.setErrorMessage("There is a sample of that name.");
                                });
            }
        }));
        dialog.add(name, message);
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), keep);
        dialog.open();
        name.focus();
    }
}
