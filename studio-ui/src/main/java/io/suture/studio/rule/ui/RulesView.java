package io.suture.studio.rule.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.pane;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.Route;
import io.suture.engine.channel.Channel;
import io.suture.engine.channel.Destination;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.RuleSet.HitPolicy;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.RuleWords;
import io.suture.studio.channel.frame.ChannelPage;
import io.suture.studio.channel.frame.ChannelServices;
import io.suture.studio.channel.frame.ChannelTab;
import io.suture.studio.kit.Badge;
import io.suture.studio.kit.EmptyState;
import io.suture.studio.kit.KeptFocus;
import io.suture.studio.kit.Markup;
import io.suture.studio.kit.Tone;
import io.suture.studio.rule.SourceFields;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Rules as sentences on the left, the chosen one as a form on the right. Each change is saved and compiled at once.
@Route("channels/:channel/rules")
@PermitAll
class RulesView extends ChannelPage {
    private final transient Compilation compilation;
    private final transient SourceFields fields;
    private final OrderedList sentences = new OrderedList();
    private final Div editor = box("editor");
    private final transient KeptFocus focus = new KeptFocus(editor);
    private final Div findings = box("findings");
    private final Select<HitPolicy> policy = new Select<>();
    private final MultiSelectComboBox<String> otherwise = new MultiSelectComboBox<>();
    private final Button add = button("Rule", "plus", click -> addRule());
    private int chosen;
    private boolean showing;

    RulesView(ChannelServices services, Compilation compilation, SourceFields fields) {
        super(services, ChannelTab.RULES);
        this.compilation = compilation;
        this.fields = fields;
        policy.setItems(HitPolicy.values());
        policy.setItemLabelGenerator(RulesView::words);
        policy.setAriaLabel("How many rules may decide");
        policy.setWidth("248px");
        policy.addValueChangeListener(change -> {
            if (!showing && change.getValue() != null) {
                rules(
                        "Changed how many rules may decide",
                        set -> new RuleSet(set.parts(), change.getValue(), set.otherwise()));
            }
        });
        otherwise.setAriaLabel("In all other cases route to");
        otherwise.setPlaceholder("Hold for a person");
        otherwise.setWidthFull();
        otherwise.addValueChangeListener(change -> {
            if (!showing) {
                rules(
                        "Changed where other messages go",
                        set -> new RuleSet(set.parts(), set.policy(), List.copyOf(change.getValue())));
            }
        });
        policy.setReadOnly(!mayEdit());
        otherwise.setReadOnly(!mayEdit());
        add.setVisible(mayEdit());
        var end = Markup.text("", "end");
        end.add(add);
        sentences.addClassName("sentences");
        var rest = box("otherwise", text("In all other cases route to"), otherwise);
        var left = pane("Rules", box("", sentences, rest));
        var right = box("pane", editor, findings);
        var panes = box("panes rules", left, right);
        body().add(box("bar", text("Rules are asked in order."), policy, end), panes);
    }

    private static String words(HitPolicy policy) {
        return switch (policy) {
            case COLLECT -> "Every rule that holds decides";
            case FIRST -> "The first that holds decides";
            case UNIQUE -> "Only one may hold";
        };
    }

    @Override
    protected void show(Draft draft) {
        Channel channel = draft.channel();
        List<RulePart> rules = channel.rules().parts();
        List<String> destinations =
                channel.destinations().stream().map(Destination::name).toList();
        showing = true;
        policy.setValue(channel.rules().policy());
        otherwise.setItems(destinations);
        otherwise.setValue(Set.copyOf(channel.rules().otherwise()));
        showing = false;
        chosen = Math.clamp(chosen, 0, Math.max(0, rules.size() - 1));
        List<Problem> problems = compilation.of(channel).problems().stream()
                .filter(problem -> problem.path().startsWith("rules"))
                .toList();
        showSentences(rules, problems);
        editor.removeAll();
        if (rules.isEmpty()) {
            editor.add(new EmptyState(
                    "No rules yet",
                    "Without rules every message goes where “in all other cases” says. A rule routes, drops, rejects or "
                            + "holds the messages for which its condition holds.",
                    add.isVisible() ? button("Write the first rule", click -> addRule()) : text("")));
        } else {
            switch (rules.get(chosen)) {
                case Rule rule ->
                    editor.add(new RuleForm(
                            rule, channel, fields.of(channel), mayEdit(), changed -> replace(chosen, changed)));
                case DecisionTable table -> editor.add(text(RuleWords.sentence(table)));
            }
        }
        focus.restore();
        findings.removeAll();
        problems.forEach(
                problem -> findings.add(Markup.note(problem.message(), problem.isError() ? Tone.BAD : Tone.WARN)));
        status(rules.size()
                + (rules.size() == 1 ? " rule" : " rules")
                + (problems.isEmpty() ? "" : ", " + problems.size() + " to mend before submitting"));
    }

    private void showSentences(List<RulePart> rules, List<Problem> problems) {
        sentences.removeAll();
        for (int i = 0; i < rules.size(); i++) {
            int number = i;
            RulePart rule = rules.get(i);
            var open = new NativeButton();
            open.addClassName("sentence");
            open.add(text(rule.name(), "name"), text(RuleWords.sentence(rule), "words"));
            open.addClickListener(click -> {
                chosen = number;
                show(draft());
            });
            if (problems.stream().anyMatch(problem -> problem.path().startsWith("rules[" + number + "]"))) {
                open.add(Markup.tag("mend", Tone.BAD));
            }
            var item = new ListItem(new Badge(i + 1), open);
            item.getClassNames().set("sel", i == chosen);
            if (mayEdit()) {
                var up = iconButton("Ask earlier", "left", click -> swap(number, number - 1));
                up.addClassName("up");
                up.setEnabled(i > 0);
                item.add(up, iconButton("Remove the rule " + rule.name(), "x", click -> remove(number)));
            }
            sentences.add(item);
        }
    }

    private void addRule() {
        List<String> names =
                draft().channel().rules().parts().stream().map(RulePart::name).toList();
        int number = names.size() + 1;
        while (names.contains("Rule " + number)) {
            number++;
        }
        String first = draft().channel().destinations().stream()
                .map(Destination::name)
                .findFirst()
                .orElse("");
        var rule = new Rule(
                "Rule " + number,
                new Condition.All(List.of()),
                List.of(new Decision.RouteTo(List.of(first))),
                false,
                true,
                "");
        chosen = names.size();
        edit("Added " + rule.name(), rules -> {
            rules.add(rule);
            return rules;
        });
    }

    private void replace(int number, Rule changed) {
        edit("Changed the rule " + changed.name(), rules -> {
            rules.set(number, changed);
            return rules;
        });
    }

    private void remove(int number) {
        edit("Removed the rule " + draft().channel().rules().parts().get(number).name(), rules -> {
            rules.remove(number);
            return rules;
        });
    }

    private void swap(int one, int other) {
        chosen = other;
        edit("Changed the order of rules", rules -> {
            RulePart moved = rules.get(one);
            rules.set(one, rules.get(other));
            rules.set(other, moved);
            return rules;
        });
    }

    private void edit(String what, UnaryOperator<List<RulePart>> change) {
        rules(what, set -> set.withParts(change.apply(new ArrayList<>(set.parts()))));
    }

    private void rules(String what, UnaryOperator<RuleSet> change) {
        apply(what, channel -> channel.withRules(change.apply(channel.rules())));
    }
}
