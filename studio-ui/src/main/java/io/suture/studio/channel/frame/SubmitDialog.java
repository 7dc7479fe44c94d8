package io.suture.studio.channel.frame;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.primary;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import io.suture.engine.report.Problem;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Versions;
import io.suture.studio.channel.Versions.Submission;
import io.suture.studio.kit.Tone;
import java.util.List;

/// Asks why, then freezes the draft as a Version; says what stands in the way where something does.
final class SubmitDialog {
    private SubmitDialog() {}

    static void open(Versions versions, Draft draft, Runnable submitted) {
        var dialog = new Dialog();
        dialog.setHeaderTitle("Submit for approval");
        dialog.setWidth("480px");
        var why = new TextArea("Why this change");
        why.setHelperText("The approver reads this first.");
        why.setWidthFull();
        why.setMinRows(3);
        why.setRequiredIndicatorVisible(true);
        var outcome = new Div();
        dialog.add(
                new Paragraph("The draft is frozen as a version. Every sample runs once more; a red one stops it."),
                why,
                outcome);
        var submit = primary(button("Submit", click -> {
            if (why.getValue().isBlank()) {
                why.setInvalid(true);
                why.setErrorMessage("Say why, in a sentence.");
                return;
            }
            outcome.removeAll();
            switch (versions.submit(draft.id(), draft.revision(), why.getValue().strip())) {
                case Submission.Submitted done -> {
                    dialog.close();
                    submitted.run();
                }
                case Submission.Stale stale ->
                    outcome.add(note("The draft was changed meanwhile. Close this and look at it again.", Tone.WARN));
                case Submission.Broken broken ->
                    outcome.add(
                            note("The draft does not compile yet. Nothing was submitted.", Tone.BAD),
                            list(broken.problems().stream()
                                    .filter(Problem::isError)
                                    .map(problem -> problem.path() + ": " + problem.message())
                                    .toList()));
                case Submission.Red red ->
                    outcome.add(
                            note("Not every sample yields what it must. Nothing was submitted.", Tone.BAD),
                            list(red.outcomes().stream()
                                    .map(one -> one.sample() + ": "
                                            + (one.differences().size() == 1
                                                    ? "1 field differs"
                                                    : one.differences().size() + " fields differ"))
                                    .toList()));
            }
        }));
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), submit);
        dialog.open();
        why.focus();
    }

    private static UnorderedList list(List<String> lines) {
        var list = new UnorderedList();
        list.addClassName("lines");
        lines.stream().limit(20).forEach(line -> list.add(new ListItem(line)));
        return list;
    }
}
