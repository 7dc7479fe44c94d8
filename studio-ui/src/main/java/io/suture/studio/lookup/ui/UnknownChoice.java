package io.suture.studio.lookup.ui;

import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.lookup.LookupTable.Unknown;
import java.util.function.Consumer;

/// What becomes of a code that a table does not hold, as a choice and a sentence.
final class UnknownChoice extends Div {
    private enum Choice {
        KEEP("stays as it was sent"),
        REFUSE("stops the message"),
        BECOME("becomes one fixed code"),
        OMIT("is left out");

        private final String words;

        Choice(String words) {
            this.words = words;
        }
    }

    private final Select<Choice> choice = new Select<>();
    private final TextField code = new TextField();
    private final Span sentence = text("", "mid", "s");
    private final transient Consumer<Unknown> chosen;
    private boolean showing;

    /// @param chosen hears what was chosen
    UnknownChoice(Consumer<Unknown> chosen) {
        this.chosen = chosen;
        addClassName("unknown-choice");
        choice.setItems(Choice.values());
        choice.setItemLabelGenerator(one -> one.words);
        choice.setAriaLabel("A code that is not in the table");
        choice.setWidth("184px");
        choice.addValueChangeListener(change -> {
            if (!showing) {
                choose(change.getValue());
            }
        });
        code.setAriaLabel("The fixed code");
        code.setPlaceholder("Code");
        code.setMaxLength(200);
        code.setWidth("112px");
        code.addClassName("mono");
        code.addValueChangeListener(change -> {
            if (!showing && !change.getValue().isBlank()) {
                chosen.accept(new Unknown.Become(change.getValue().strip()));
            }
        });
        add(text("A code that is not in the table"), choice, code, sentence);
    }

    private void choose(Choice now) {
        code.setVisible(now == Choice.BECOME);
        sentence.setText(words(now));
        switch (now) {
            case KEEP -> chosen.accept(new Unknown.Keep());
            case REFUSE -> chosen.accept(new Unknown.Refuse());
            case OMIT -> chosen.accept(new Unknown.Omit());
            case BECOME -> {
                sentence.setText("Say which code. Until then the table does as before.");
                code.focus();
            }
        }
    }

    void show(Unknown unknown, boolean editable) {
        showing = true;
        Choice now = switch (unknown) {
            case Unknown.Keep keep -> Choice.KEEP;
            case Unknown.Refuse refuse -> Choice.REFUSE;
            case Unknown.Become become -> Choice.BECOME;
            case Unknown.Omit omit -> Choice.OMIT;
        };
        choice.setValue(now);
        code.setValue(unknown instanceof Unknown.Become(String fixed) ? fixed : "");
        code.setVisible(now == Choice.BECOME);
        sentence.setText(words(now));
        choice.setReadOnly(!editable);
        code.setReadOnly(!editable);
        showing = false;
    }

    private static String words(Choice choice) {
        return switch (choice) {
            case KEEP -> "with a warning. Other columns say nothing about it.";
            case REFUSE -> "as an error: it is parked until a person mends the table or the message.";
            case BECOME -> "with a warning. Other columns say nothing about it.";
            case OMIT -> "with a warning. The field stays empty.";
        };
    }
}
