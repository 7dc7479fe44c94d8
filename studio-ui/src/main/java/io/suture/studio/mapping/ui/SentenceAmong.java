package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Sentence;
import java.util.Optional;

/// Conditions in words that hold for one of the repeats of a field, or for none.
final class SentenceAmong extends Div implements SentenceForm.Said {
    private final Select<Boolean> any = new Select<>();
    private final FormulaField repeats;
    private final SentenceGroup holds;
    private final Div head;
    private String path;

    /// @param positive whether there is one, or none
    SentenceAmong(Optional<Sentence.There> there, boolean positive, SentenceForm.Parts parts, Runnable heard) {
        addClassNames("sentence-group", "nested");
        path = there.map(one -> one.repeats().print()).orElse("");
        any.setItems(true, false);
        any.setItemLabelGenerator(one -> one ? "at least one" : "no");
        any.setAriaLabel("Whether there is one");
        any.setValue(positive);
        any.setReadOnly(!parts.editable());
        any.setWidth("128px");
        any.addValueChangeListener(change -> heard.run());
        repeats = parts.field(path, typed -> {
            path = typed;
            heard.run();
        });
        head = box("line gap4", any, repeats, text("where", "mid"));
        holds = SentenceGroup.outermost(there.map(Sentence.There::holds), parts, heard);
        add(head, holds);
    }

    /// With a first line; the keyboard begins at what repeats.
    void begin() {
        holds.line();
        focus();
    }

    @Override
    public void focus() {
        repeats.focus();
    }

    @Override
    public void removable(Runnable remove) {
        head.add(small(iconButton("Remove these conditions", "x", click -> remove.run())));
    }

    @Override
    public Optional<Sentence> said() {
        Optional<Sentence> inner = holds.said();
        if (inner.isEmpty()
                || !(new Formula(path).parse().tree().orElse(null) instanceof Expression.Path of)
                || of.steps().getLast().pick() != null) {
            return Optional.empty();
        }
        Sentence there = new Sentence.There(of, inner.get());
        return Optional.of(any.getValue() ? there : new Sentence.Not(there));
    }
}
