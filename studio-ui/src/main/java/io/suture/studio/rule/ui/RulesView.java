package io.suture.studio.rule.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.pane;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.UI;
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
import io.suture.engine.expression.Formula;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.DecisionTable;
import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.RuleSet.HitPolicy;
import io.suture.engine.rule.analysis.Finding;
import io.suture.engine.rule.analysis.Place;
import io.suture.engine.rule.analysis.RuleAnalysis;
import io.suture.engine.rule.table.Cell;
import io.suture.engine.rule.table.ColumnType;
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
import io.suture.studio.rule.RuleTrials;
import io.suture.studio.rule.SourceFields;
import io.suture.studio.security.Actor;
import io.suture.studio.security.CurrentActor;
import io.suture.studio.security.Rights;
import io.suture.template.RuleTemplate;
import io.suture.template.RuleTemplates;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Rules as sentences on the left, the chosen one as a form on the right. Each change is saved and compiled at once.
@Route("channels/:channel/rules")
@PermitAll
class RulesView extends ChannelPage implements DecisionTableForm.Host, AnalysisPane.Hearer {
    /// Where compiling says that Problems of rules are.
    private static final String RULES = "rules.";

    private final transient Compilation compilation;
    private final transient SourceFields fields;
    private final OrderedList sentences = new OrderedList();
    private final Div editor = box("editor");
    private final transient KeptFocus focus = new KeptFocus(editor);
    private final Div findings = box("findings");
    private final Div panes = box("panes rules");
    private final Select<HitPolicy> policy = new Select<>();
    private final MultiSelectComboBox<String> otherwise = new MultiSelectComboBox<>();
    private final Button add = button("Rule", "plus", click -> addRule());
    private final Button addTemplate = button("From a template", "file", click -> pickTemplate());
    private final Button addTable = button("Decision table", "lookup", click -> addTable());
    private final Button asking = quiet(button("Try a sample", "play", click -> ask()));
    private final transient RuleTrials trials;
    private final transient Rights rights;
    private final WhyPane why;
    private final AnalysisPane analysis = new AnalysisPane(this);
    private final DecisionTableForm table;
    private transient List<Finding> found = List.of();
    private transient List<Problem> problems = List.of();
    /// The revision that is being analysed, or was last.
    private long analysed = -1;
    private int chosen;
    private boolean showing;

    RulesView(
            ChannelServices services, Compilation compilation, SourceFields fields, RuleTrials trials, Rights rights) {
        super(services, ChannelTab.RULES);
        this.compilation = compilation;
        this.fields = fields;
        this.trials = trials;
        this.rights = rights;
        why = new WhyPane(trials, this::ask);
        table = new DecisionTableForm(this);
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
        addTable.setVisible(mayEdit());
        addTemplate.setVisible(mayEdit());
        asking.getElement().setAttribute("data-test", "try");
        var end = Markup.text("", "end");
        end.add(asking, addTemplate, add, addTable);
        sentences.addClassName("sentences");
        var rest = box("otherwise", text("In all other cases route to"), otherwise);
        var left = pane("Rules", box("", sentences, rest));
        var right = box("pane", editor, findings, analysis);
        panes.add(left, right, why);
        body().add(box("bar", text("Rules are asked in order."), policy, end), panes);
    }

    /// A Problem of the Channel's rules as one of the rules alone: `rules.rules[2]` is `rules[2]` of them.
    private static Problem within(Problem problem) {
        return problem.path().startsWith(RULES)
                ? new Problem(
                        problem.severity(),
                        problem.code(),
                        problem.path().substring(RULES.length()),
                        problem.message(),
                        problem.span())
                : problem;
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
        problems = compilation.of(channel).problems().stream()
                .filter(problem -> problem.path().startsWith("rules"))
                .map(RulesView::within)
                .toList();
        showSentences(rules, problems);
        if (rules.isEmpty()) {
            editor.removeAll();
            editor.add(new EmptyState(
                    "No rules yet",
                    "Without rules every message goes where “in all other cases” says. A rule routes, drops, rejects or "
                            + "holds the messages for which its condition holds.",
                    add.isVisible() ? button("Write the first rule", click -> addRule()) : text("")));
        } else {
            showChosen(channel, rules.get(chosen));
        }
        focus.restore();
        findings.removeAll();
        problems.forEach(
                problem -> findings.add(Markup.note(problem.message(), problem.isError() ? Tone.BAD : Tone.WARN)));
        status(rules.size()
                + (rules.size() == 1 ? " rule" : " rules")
                + (problems.isEmpty() ? "" : ", " + problems.size() + " to mend before submitting"));
        why.show(draft);
        analyse(draft);
    }

    private void showChosen(Channel channel, RulePart part) {
        switch (part) {
            case Rule rule -> {
                editor.removeAll();
                editor.add(new RuleForm(
                        rule, channel, fields.of(channel), mayEdit(), changed -> replace(chosen, changed)));
            }
            case DecisionTable shown -> {
                // The grid stays where it is: taking it out would lose the place in it.
                if (!table.getParent().filter(editor::equals).isPresent()) {
                    editor.removeAll();
                    editor.add(table);
                }
                table.show(chosen, shown, problems, found);
            }
        }
        editor.getClassNames().set("whole", part instanceof DecisionTable);
    }

    // ---- the analysis, and why

    /// Off the thread that draws, once for each state of the draft.
    private void analyse(Draft draft) {
        if (draft.revision() == analysed) {
            return;
        }
        analysed = draft.revision();
        analysis.looking();
        Actor actor = rights.actor();
        UI ui = UI.getCurrent();
        Thread.ofVirtual().name("analysis").start(() -> {
            RuleAnalysis made = CurrentActor.callAs(actor, () -> trials.analyse(draft));
            ui.accessLater(() -> take(draft.revision(), made), () -> {}).run();
        });
    }

    private void take(long revision, RuleAnalysis made) {
        if (revision != analysed) {
            return;
        }
        found = made.findings();
        analysis.show(made);
        List<RulePart> parts = draft().channel().rules().parts();
        if (chosen < parts.size() && parts.get(chosen) instanceof DecisionTable shown) {
            table.show(chosen, shown, problems, found);
        }
    }

    @Override
    public void look(Place place) {
        chosen = place.part();
        show(draft());
        table.go(place);
    }

    @Override
    public void fill(Finding gap) {
        look(gap.places().getFirst());
        table.fill(gap);
    }

    private void ask() {
        why.setVisible(!why.isVisible());
        panes.getClassNames().set("asking", why.isVisible());
        asking.getElement().setAttribute("aria-pressed", Boolean.toString(why.isVisible()));
        why.show(draft());
    }

    // ---- a decision table, for its form

    @Override
    public boolean editable() {
        return mayEdit();
    }

    @Override
    public List<SourceFields.Offer> fields() {
        return fields.of(draft().channel());
    }

    @Override
    public void changed(DecisionTable changed, String what) {
        rules(what, set -> set.with(chosen, changed));
    }

    @Override
    public void refused(String why) {
        notice(why, Tone.WARN);
    }

    private void pickTemplate() {
        Channel channel = draft().channel();
        Map<RuleTemplate, RuleTemplate.Fit> fits = RuleTemplate.fits(
                RuleTemplates.all(), channel, other -> compilation.of(other).problems());
        RuleTemplateDialog.open(fits, channel, (template, rules) -> {
            chosen = template.first() ? 0 : draft().channel().rules().parts().size();
            apply("Added " + template.title(), before -> template.into(before, rules));
        });
    }

    private void addTable() {
        List<String> names =
                draft().channel().rules().parts().stream().map(RulePart::name).toList();
        int number = 1;
        while (names.contains("Table " + number)) {
            number++;
        }
        SourceFields.Offer first = fields().getFirst();
        var made = new DecisionTable(
                "Table " + number,
                DecisionTable.HitPolicy.FIRST,
                List.of(new DecisionTable.Column(
                        "", Condition.Quantifier.ANY, new Formula(usual(first)), ColumnType.TEXT)),
                List.of(new DecisionTable.Outcome(DecisionTable.Kind.ROUTE, "", "")),
                List.of(new DecisionTable.Row("", List.of(Cell.ANY), List.of(firstDestination()), "")),
                false,
                true,
                "");
        chosen = names.size();
        edit("Added " + made.name(), parts -> {
            parts.add(made);
            return parts;
        });
    }

    /// What a table most often begins with: of HL7 the kind of event.
    private String usual(SourceFields.Offer otherwise) {
        return fields().stream()
                .map(SourceFields.Offer::formula)
                .filter("MSH-9"::equals)
                .map(formula -> formula + ".2")
                .findFirst()
                .orElse(otherwise.formula());
    }

    private String firstDestination() {
        return draft().channel().destinations().stream()
                .map(Destination::name)
                .findFirst()
                .orElse("");
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
        var rule = new Rule(
                "Rule " + number,
                new Condition.All(List.of()),
                List.of(new Decision.RouteTo(List.of(firstDestination()))),
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
