package io.suture.studio.rule.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.channel.Channel;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Decision;
import io.suture.engine.rule.Rule;
import io.suture.studio.rule.SourceFields;
import java.util.List;
import java.util.function.Consumer;

/// One Rule as a form that reads like its sentence: when … then …
final class RuleForm extends Div {
    private final transient Rule rule;
    private final transient Consumer<Rule> changed;

    RuleForm(Rule rule, Channel channel, List<SourceFields.Offer> fields, boolean mayEdit, Consumer<Rule> changed) {
        this.rule = rule;
        this.changed = changed;
        addClassName("rule-form");
        var name = new TextField("Name");
        name.setValue(rule.name());
        name.setWidth("320px");
        name.setReadOnly(!mayEdit);
        name.addValueChangeListener(change -> save(change.getValue().strip(), rule.when(), rule.decisions()));
        var stop = new Checkbox("Ask no further rule once this one held", rule.stop());
        stop.setReadOnly(!mayEdit);
        stop.addValueChangeListener(change -> changed.accept(
                new Rule(rule.name(), rule.when(), rule.decisions(), change.getValue(), rule.enabled(), rule.note())));
        var enabled = new Checkbox("In use", rule.enabled());
        enabled.setReadOnly(!mayEdit);
        enabled.addValueChangeListener(change -> changed.accept(
                new Rule(rule.name(), rule.when(), rule.decisions(), rule.stop(), change.getValue(), rule.note())));
        var note = new TextArea("Why");
        note.setValue(rule.note());
        note.setWidthFull();
        note.setReadOnly(!mayEdit);
        note.addValueChangeListener(change -> changed.accept(
                new Rule(rule.name(), rule.when(), rule.decisions(), rule.stop(), rule.enabled(), change.getValue())));
        add(
                name,
                new H2("When"),
                new ConditionForm(
                        rule.when(), channel, fields, mayEdit, when -> save(rule.name(), when, rule.decisions())),
                new H2("Then"),
                new DecisionsForm(
                        rule.decisions(), channel, mayEdit, decisions -> save(rule.name(), rule.when(), decisions)),
                box("line gap16", stop, enabled),
                note,
                text("Each change is saved at once; undo takes it back.", "dim", "s"));
    }

    private void save(String name, Condition when, List<Decision> decisions) {
        changed.accept(new Rule(name, when, decisions, rule.stop(), rule.enabled(), rule.note()));
    }
}
