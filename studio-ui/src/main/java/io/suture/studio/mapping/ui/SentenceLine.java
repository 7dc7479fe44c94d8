package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.small;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Sentence;
import io.suture.engine.expression.Sentence.Operator;
import io.suture.studio.channel.SentenceWords;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One line of a condition: a field, a comparison, a value.
final class SentenceLine extends Div implements SentenceForm.Said {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private final transient Runnable changed;
    private final FormulaField field;
    private final ComboBox<Operator> operator = new ComboBox<>();
    private final TextField value = new TextField();
    private final Select<String> table = new Select<>();
    private final transient List<Expression> before;
    private final String typedBefore;
    private String path;

    SentenceLine(Optional<Sentence.Test> test, SentenceForm.Parts parts, Runnable changed) {
        this.changed = changed;
        addClassNames("line", "gap4", "sentence-line");
        before = test.map(Sentence.Test::values).orElse(List.of());
        path = test.map(one -> one.field().print()).orElse("");
        field = parts.field(path, typed -> {
            path = typed;
            changed.run();
        });
        operator.setItems(Operator.values());
        operator.setItemLabelGenerator(SentenceWords::operator);
        operator.setValue(test.map(Sentence.Test::operator).orElse(Operator.IS));
        operator.setAriaLabel("Comparison");
        operator.addValueChangeListener(change -> {
            showValue();
            changed.run();
        });
        typedBefore = before.stream().map(SentenceWords::constant).collect(Collectors.joining(", "));
        value.setValue(typedBefore);
        value.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        value.addValueChangeListener(change -> changed.run());
        table.setItems(parts.tables());
        table.setAriaLabel("Lookup table");
        table.setPlaceholder("Lookup table");
        if (operator.getValue().takesTable()) {
            table.setValue(typedBefore);
        }
        table.addValueChangeListener(change -> changed.run());
        operator.setReadOnly(!parts.editable());
        value.setReadOnly(!parts.editable());
        table.setReadOnly(!parts.editable());
        add(field, operator, value, table);
        showValue();
    }

    @Override
    public void removable(Runnable remove) {
        add(small(iconButton("Remove this condition", "x", click -> remove.run())));
    }

    @Override
    public void focus() {
        field.focus();
    }

    private void showValue() {
        Operator chosen = operator.getValue();
        boolean several = chosen != null && chosen.takesSeveral();
        value.setVisible(chosen != null && !chosen.takes(0) && !chosen.takesTable());
        value.setAriaLabel(several ? "Values, separated by commas" : "Value");
        value.setPlaceholder(several ? "HH, LL" : "");
        table.setVisible(chosen != null && chosen.takesTable());
    }

    @Override
    public Optional<Sentence> said() {
        Expression what = new Formula(path).parse().tree().orElse(null);
        Operator chosen = operator.getValue();
        if (what == null || chosen == null) {
            return Optional.empty();
        }
        List<Expression> values = values(what, chosen);
        return chosen.takes(values.size()) ? Optional.of(new Sentence.Test(what, chosen, values)) : Optional.empty();
    }

    private List<Expression> values(Expression what, Operator chosen) {
        if (chosen.takes(0)) {
            return List.of();
        }
        if (chosen.takesTable()) {
            return table.getValue() == null ? List.of() : List.of(new Expression.Text(table.getValue()));
        }
        if (!before.isEmpty() && chosen.takes(before.size()) && value.getValue().equals(typedBefore)) {
            return before;
        }
        return Stream.of(chosen.takesSeveral() ? value.getValue().split(",") : new String[] {value.getValue()})
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .map(one -> constant(one, what))
                .toList();
    }

    /// Fields hold text; what is counted or calculated, and what was compared with a number, is compared as a number.
    private Expression constant(String typed, Expression what) {
        boolean numbers = before.isEmpty()
                ? !(what instanceof Expression.Path)
                : before.stream().noneMatch(Expression.Text.class::isInstance);
        if (before.stream().anyMatch(Expression.Truth.class::isInstance)
                && (typed.equals("true") || typed.equals("false"))) {
            return new Expression.Truth(typed.equals("true"));
        }
        if (!numbers || !NUMBER.matcher(typed).matches()) {
            return new Expression.Text(typed);
        }
        return typed.startsWith("-")
                ? new Expression.Negative(new Expression.Number(typed.substring(1)))
                : new Expression.Number(typed);
    }
}
