package io.suture.studio.rule.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.channel.Channel;
import io.suture.engine.expression.Formula;
import io.suture.engine.rule.Condition;
import io.suture.engine.rule.Condition.Operator;
import io.suture.engine.rule.Condition.Quantifier;
import io.suture.studio.channel.RuleWords;
import io.suture.studio.rule.SourceFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A condition as lines joined by and/or, nested where it is; each part calls back with the whole changed tree.
final class ConditionForm extends Div {
    private enum Join {
        ALL("all of these hold"),
        ANY("any of these holds"),
        NOT_ANY("none of these holds");

        private final String words;

        Join(String words) {
            this.words = words;
        }
    }

    private final transient Channel channel;
    private final transient List<SourceFields.Offer> fields;
    private final boolean mayEdit;

    ConditionForm(
            Condition condition,
            Channel channel,
            List<SourceFields.Offer> fields,
            boolean mayEdit,
            Consumer<Condition> changed) {
        this.channel = channel;
        this.fields = fields;
        this.mayEdit = mayEdit;
        addClassName("condition");
        Condition whole = condition instanceof Condition.Test ? new Condition.All(List.of(condition)) : condition;
        add(group(whole, changed, null));
    }

    private Component part(Condition condition, Consumer<Condition> changed, Runnable removed) {
        return switch (condition) {
            case Condition.Test test -> line(test, changed, removed);
            case Condition.All all -> group(all, changed, removed);
            case Condition.AnyOf any -> group(any, changed, removed);
            case Condition.Not not -> group(not, changed, removed);
        };
    }

    private Div group(Condition condition, Consumer<Condition> changed, @Nullable Runnable removed) {
        Join join = join(condition);
        List<Condition> parts = parts(condition);
        var group = box("condition-group");
        var choice = new Select<Join>();
        choice.setItems(Join.values());
        choice.setItemLabelGenerator(one -> one.words);
        choice.setValue(join);
        choice.setReadOnly(!mayEdit);
        choice.setAriaLabel("How the conditions are joined");
        choice.addValueChangeListener(change -> changed.accept(build(change.getValue(), parts)));
        var head = box("line", choice);
        if (removed != null && mayEdit) {
            head.add(iconButton("Remove these conditions", "x", click -> removed.run()));
        }
        group.add(head);
        if (parts.isEmpty()) {
            group.add(text("No condition: the rule holds for every message.", "dim"));
        }
        for (int i = 0; i < parts.size(); i++) {
            int number = i;
            group.add(part(
                    parts.get(i),
                    part -> changed.accept(build(join, with(parts, number, part))),
                    () -> changed.accept(build(join, without(parts, number)))));
        }
        if (mayEdit) {
            group.add(box(
                    "line",
                    small(button("Condition", "plus", click -> changed.accept(build(join, plus(parts, blank()))))),
                    small(button(
                            "Group of conditions",
                            "plus",
                            click ->
                                    changed.accept(build(join, plus(parts, new Condition.AnyOf(List.of(blank())))))))));
        }
        return group;
    }

    private static Condition blank() {
        return new Condition.Test(Quantifier.ANY, new Formula("MSH-11"), Operator.IS, List.of("P"));
    }

    private Div line(Condition.Test test, Consumer<Condition> changed, Runnable removed) {
        var quantifier = new Select<Quantifier>();
        quantifier.setItems(Quantifier.values());
        quantifier.setItemLabelGenerator(one -> switch (one) {
            case ANY -> "any";
            case ALL -> "every";
            case NONE -> "no";
        });
        quantifier.setValue(test.quantifier());
        quantifier.setAriaLabel("How many repeats must satisfy it");
        quantifier.setWidth("84px");
        var field = new FieldChoice(fields, test.field().text());
        var operator = new Select<Operator>();
        operator.setItems(Operator.values());
        operator.setItemLabelGenerator(RuleWords::operator);
        operator.setValue(test.operator());
        operator.setAriaLabel("Comparison");
        operator.setWidth("160px");
        var line = box("line condition-line", quantifier, field, operator);
        quantifier.addValueChangeListener(change ->
                changed.accept(new Condition.Test(change.getValue(), test.field(), test.operator(), test.values())));
        field.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                changed.accept(new Condition.Test(
                        test.quantifier(), new Formula(change.getValue()), test.operator(), test.values()));
            }
        });
        operator.addValueChangeListener(change -> changed.accept(new Condition.Test(
                test.quantifier(), test.field(), change.getValue(), fitting(change.getValue(), test.values()))));
        quantifier.setReadOnly(!mayEdit);
        field.setReadOnly(!mayEdit);
        operator.setReadOnly(!mayEdit);
        if (!test.operator().takes(0)) {
            line.add(values(test, changed));
        }
        if (mayEdit) {
            line.add(iconButton("Remove this condition", "x", click -> removed.run()));
        }
        return line;
    }

    private Component values(Condition.Test test, Consumer<Condition> changed) {
        if (test.operator() == Operator.IN_TABLE || test.operator() == Operator.NOT_IN_TABLE) {
            var table = new Select<String>();
            table.setItems(channel.tables().stream().map(one -> one.name()).toList());
            table.setValue(test.values().isEmpty() ? null : test.values().getFirst());
            table.setAriaLabel("Lookup table");
            table.setReadOnly(!mayEdit);
            table.addValueChangeListener(change -> {
                if (change.getValue() != null) {
                    changed.accept(new Condition.Test(
                            test.quantifier(), test.field(), test.operator(), List.of(change.getValue())));
                }
            });
            return table;
        }
        boolean several = !test.operator().takes(1) || test.operator().takes(3);
        var values = new TextField();
        values.setValue(String.join(several ? ", " : "", test.values()));
        values.setAriaLabel(several ? "Values, separated by commas" : "Value");
        values.setPlaceholder(several ? "HH, LL" : "");
        values.setReadOnly(!mayEdit);
        values.setWidth("220px");
        values.addValueChangeListener(change -> changed.accept(new Condition.Test(
                test.quantifier(),
                test.field(),
                test.operator(),
                several
                        ? Arrays.stream(change.getValue().split(","))
                                .map(String::strip)
                                .filter(one -> !one.isEmpty())
                                .toList()
                        : List.of(change.getValue()))));
        return values;
    }

    /// Constants that the new operator takes: what is there, cut or filled with blanks to be mended.
    private static List<String> fitting(Operator operator, List<String> values) {
        var fitting = new ArrayList<>(values);
        while (!fitting.isEmpty() && !operator.takes(fitting.size())) {
            fitting.removeLast();
        }
        while (!operator.takes(fitting.size())) {
            fitting.add("");
        }
        return fitting;
    }

    private static Join join(Condition condition) {
        return switch (condition) {
            case Condition.AnyOf any -> Join.ANY;
            case Condition.Not not -> Join.NOT_ANY;
            case Condition.All all -> Join.ALL;
            case Condition.Test test -> Join.ALL;
        };
    }

    private static List<Condition> parts(Condition condition) {
        return switch (condition) {
            case Condition.All all -> all.conditions();
            case Condition.AnyOf any -> any.conditions();
            case Condition.Not not when not.condition() instanceof Condition.AnyOf any -> any.conditions();
            case Condition.Not not -> List.of(not.condition());
            case Condition.Test test -> List.of(test);
        };
    }

    private static Condition build(Join join, List<Condition> parts) {
        return switch (join) {
            case ALL -> new Condition.All(parts);
            case ANY -> new Condition.AnyOf(parts);
            case NOT_ANY -> new Condition.Not(new Condition.AnyOf(parts));
        };
    }

    private static List<Condition> with(List<Condition> parts, int number, Condition part) {
        var changed = new ArrayList<>(parts);
        changed.set(number, part);
        return changed;
    }

    private static List<Condition> without(List<Condition> parts, int number) {
        var changed = new ArrayList<>(parts);
        changed.remove(number);
        return changed;
    }

    private static List<Condition> plus(List<Condition> parts, Condition part) {
        var changed = new ArrayList<>(parts);
        changed.add(part);
        return changed;
    }
}
