package io.suture.studio.kit;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.Ask;
import io.suture.engine.expression.Answers;
import io.suture.engine.expression.Answers.Answer;
import io.suture.engine.expression.Answers.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the queries of a Channel are answered about one message: a line for each thing that they ask.
public final class AnswerRows extends Div {
    private final transient Answers given;
    private final transient Consumer<Answers> save;

    /// @param asks     what would be asked
    /// @param given    what is known of it
    /// @param readOnly whether answers can only be read here
    /// @param save     hears all answers after each change
    public AnswerRows(List<Ask> asks, Answers given, boolean readOnly, Consumer<Answers> save) {
        this.given = given;
        this.save = save;
        addClassName("answers");
        var rows = new Rows("Answers", "Query:24%", "Key:36%", "Answer");
        for (Ask ask : asks) {
            rows.row(text(ask.query(), "mono"), text(ask.key(), "mono"), answer(ask, readOnly));
        }
        add(rows);
    }

    private Div answer(Ask ask, boolean readOnly) {
        Optional<Answer> known = given.find(ask.query(), ask.key());
        var field = new TextField();
        field.setAriaLabel("Answer of " + ask.query() + " about " + ask.key());
        field.setWidthFull();
        field.setReadOnly(readOnly);
        field.setValue(known.filter(answer -> answer.state() == State.FOUND)
                .map(Answer::text)
                .orElse(""));
        field.setPlaceholder(known.map(answer -> words(answer.state())).orElse("not answered"));
        field.addValueChangeListener(change -> {
            String typed = change.getValue().strip();
            put(ask, typed.isEmpty() ? null : Answer.found(ask.query(), ask.key(), typed));
        });
        var line = Markup.box("line gap4", field);
        if (!readOnly && known.isEmpty()) {
            line.add(small(quiet(button(
                    "Nobody", click -> put(ask, Answer.none(ask.query(), ask.key(), State.NOBODY))))));
        }
        return line;
    }

    private static String words(State state) {
        return switch (state) {
            case FOUND -> "";
            case NOBODY -> "nobody found";
            case SEVERAL -> "several found";
            case UNANSWERED -> "not answered";
            case REFUSED -> "refused";
        };
    }

    private void put(Ask ask, @Nullable Answer answer) {
        List<Answer> all = new ArrayList<>(given.all());
        all.removeIf(one -> one.query().equals(ask.query()) && one.key().equals(ask.key()));
        if (answer != null) {
            all.add(answer);
        }
        save.accept(Answers.of(all));
    }
}
