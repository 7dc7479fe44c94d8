package io.suture.studio.rule.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.document.Read;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.table.Words;
import io.suture.studio.channel.RuleWords;
import io.suture.studio.kit.Tone;
import io.suture.template.RuleTemplate;
import io.suture.template.RuleTemplate.Choice;
import io.suture.template.RuleTemplate.Fit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets an analyst pick rules to start from: asks what only a person knows, and shows the sentences that they become.
final class RuleTemplateDialog {
    private final Map<RuleTemplate, Fit> fits;
    private final Channel channel;
    private final Dialog dialog = new Dialog();
    private final Select<RuleTemplate> picker = new Select<>();
    private final Div asked = box("start");
    private final Div becomes = box("template-becomes");
    private final Map<String, Supplier<List<String>>> answers = new LinkedHashMap<>();
    private @Nullable List<RulePart> filled;

    private RuleTemplateDialog(Map<RuleTemplate, Fit> fits, Channel channel) {
        this.fits = fits;
        this.channel = channel;
    }

    /// @param fits  the templates, with how each fits the Channel
    /// @param taken hears the template and the rules that it became
    static void open(Map<RuleTemplate, Fit> fits, Channel channel, BiConsumer<RuleTemplate, List<RulePart>> taken) {
        new RuleTemplateDialog(fits, channel).open(taken);
    }

    private void open(BiConsumer<RuleTemplate, List<RulePart>> taken) {
        List<RuleTemplate> offered =
                fits.keySet().stream().filter(one -> fit(one).isOffered()).toList();
        picker.setLabel("Template");
        picker.setItems(offered);
        picker.setItemLabelGenerator(RuleTemplate::title);
        picker.setWidthFull();
        picker.addValueChangeListener(change -> show(change.getValue()));
        dialog.setHeaderTitle("Add from a template");
        dialog.setWidth("560px");
        dialog.add(picker, asked, becomes, left());
        var add = primary(button("Add", click -> {
            RuleTemplate template = picker.getValue();
            List<RulePart> rules = filled;
            if (template != null && rules != null) {
                dialog.close();
                taken.accept(template, rules);
            }
        }));
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), add);
        if (!offered.isEmpty()) {
            picker.setValue(offered.getFirst());
        }
        add.setEnabled(!offered.isEmpty());
        dialog.open();
        picker.focus();
    }

    private Fit fit(RuleTemplate template) {
        return Objects.requireNonNull(fits.get(template));
    }

    /// Templates that do not fit, and why.
    private Div left() {
        var left = box("start s");
        fits.forEach((template, fit) -> {
            if (!fit.isOffered()) {
                left.add(text(
                        "“" + template.title() + "” is not for these messages. They lack: "
                                + String.join(", ", fit.missing()) + ".",
                        "mid",
                        "s"));
            }
        });
        return left;
    }

    private void show(RuleTemplate template) {
        answers.clear();
        asked.removeAll();
        picker.setHelperText(template.summary());
        template.choices().forEach(choice -> asked.add(field(choice)));
        tell();
    }

    private Component field(Choice choice) {
        return switch (choice.kind()) {
            case DESTINATIONS -> {
                var names = new MultiSelectComboBox<String>(choice.title());
                names.setItems(
                        channel.destinations().stream().map(Destination::name).toList());
                names.setHelperText(choice.help());
                names.setWidthFull();
                names.addValueChangeListener(change -> tell());
                answers.put(choice.name(), () -> List.copyOf(names.getValue()));
                yield names;
            }
            case TEXT, CODES -> {
                boolean codes = choice.kind() == RuleTemplate.ChoiceKind.CODES;
                var field = new TextField(choice.title());
                field.setValue(codes ? Words.write(choice.otherwise()) : String.join(" ", choice.otherwise()));
                field.setHelperText(
                        codes ? (choice.help() + " Several with commas between them.").strip() : choice.help());
                field.setWidthFull();
                field.addValueChangeListener(change -> tell());
                answers.put(
                        choice.name(),
                        () -> codes
                                ? Words.read(field.getValue().strip()).orElse(List.of())
                                : List.of(field.getValue().strip()));
                yield field;
            }
        };
    }

    /// What the answers so far make of it, or what is still to be said.
    private void tell() {
        RuleTemplate template = picker.getValue();
        becomes.removeAll();
        var given = new LinkedHashMap<String, List<String>>();
        answers.forEach((name, answer) -> given.put(name, answer.get()));
        Read<List<RulePart>> read = template.fill(fit(template), given);
        filled = read.value();
        if (filled == null) {
            for (Problem problem : read.problems()) {
                becomes.add(text(problem.message(), "mid", "s"));
            }
            return;
        }
        for (RulePart part : filled) {
            becomes.add(box("", text(part.name(), "name"), text(" "), text(RuleWords.sentence(part), "words")));
            if (!part.note().isEmpty()) {
                becomes.add(text(part.note(), "mid", "s"));
            }
        }
        if (template.beside() && channel.rules().policy() == RuleSet.HitPolicy.FIRST) {
            becomes.add(text(
                    "Every rule that holds decides then; that the first of the others ends the asking, each says itself.",
                    "mid",
                    "s"));
        }
        template.tables().stream()
                .filter(table ->
                        channel.tables().stream().noneMatch(own -> own.name().equals(table.name())))
                .forEach(table -> becomes.add(note(
                        "The lookup table “" + table.name() + "” comes with it; make it yours under Lookup tables.",
                        Tone.NEUTRAL)));
    }
}
