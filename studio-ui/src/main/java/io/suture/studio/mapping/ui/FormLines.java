package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.stream.Stream;

/// The lines of a form: a name and what is set.
final class FormLines extends Div {
    FormLines() {
        addClassNames("scroll", "fields");
    }

    void line(String name, Component... what) {
        add(box("field", text(name, "mid"), what.length == 1 ? what[0] : box("parts", what)));
    }

    /// The formulas on these lines, from the top.
    Stream<FormulaField> fields() {
        return fields(this);
    }

    private static Stream<FormulaField> fields(Component within) {
        return within.getChildren()
                // The words of a condition are another view of a formula that stands beside them.
                .filter(child -> !(child instanceof SentenceForm))
                .flatMap(child -> child instanceof FormulaField field ? Stream.of(field) : fields(child));
    }

    /// The conditions on these lines, from the top.
    Stream<ConditionField> conditions() {
        return conditions(this);
    }

    private static Stream<ConditionField> conditions(Component within) {
        return within.getChildren()
                .flatMap(child -> child instanceof ConditionField condition ? Stream.of(condition) : conditions(child));
    }

    /// Buttons that act on what stands above them.
    void commands(Component... commands) {
        add(box("line gap4", commands));
    }
}
