package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.suture.engine.expression.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Conditions in words that are joined. Its lines are made and taken away one by one, so that the others keep the
/// keyboard and what is typed in them.
final class SentenceGroup extends Div implements SentenceForm.Said {
    private enum Join {
        ALL("all of these"),
        ANY("any of these"),
        NONE("none of these"),
        NOT_ALL("not all of these");

        private final String words;

        Join(String words) {
            this.words = words;
        }
    }

    private final transient SentenceForm.Parts parts;
    private final transient Runnable heard;
    private final boolean nested;
    private final transient List<SentenceForm.Said> said = new ArrayList<>();
    private final Select<Join> join = new Select<>();
    private final Div head = box("line gap4", join);
    private final Div lines = box("sentence-lines");
    private final Span always = text("Always", "mid");
    private final Div commands = box("line gap4 word-commands");

    private SentenceGroup(Optional<Sentence> sentence, SentenceForm.Parts parts, Runnable heard, boolean nested) {
        this.parts = parts;
        this.heard = heard;
        this.nested = nested;
        addClassName("sentence-group");
        getClassNames().set("nested", nested);
        join.setItems(Join.values());
        join.setItemLabelGenerator(one -> one.words);
        join.setAriaLabel("How the conditions are joined");
        join.setValue(sentence.map(SentenceGroup::join).orElse(Join.ALL));
        join.setReadOnly(!parts.editable());
        join.addValueChangeListener(change -> heard.run());
        sentence.map(SentenceGroup::parts).orElse(List.of()).forEach(this::put);
        if (parts.editable()) {
            commands.add(
                    small(quiet(button("Condition", "plus", click -> begin()))),
                    small(quiet(button("Group", "plus", click -> nest()))),
                    small(quiet(button("Among repeats", "plus", click -> among()))));
        }
        add(head, lines, always, commands);
        showJoin();
    }

    /// The lines of a whole condition; without any it says that there is none.
    static SentenceGroup outermost(Optional<Sentence> sentence, SentenceForm.Parts parts, Runnable heard) {
        return new SentenceGroup(sentence, parts, heard, false);
    }

    boolean isEmpty() {
        return said.isEmpty();
    }

    void more(Component command) {
        commands.add(command);
    }

    /// A new line, which gets the keyboard.
    void begin() {
        line().focus();
    }

    SentenceLine line() {
        return put(new SentenceLine(Optional.empty(), parts, heard));
    }

    private void nest() {
        var group = put(new SentenceGroup(Optional.empty(), parts, heard, true));
        group.join.setValue(join.getValue() == Join.ANY ? Join.ALL : Join.ANY);
        group.begin();
    }

    private void among() {
        var there = put(new SentenceAmong(Optional.empty(), true, parts, heard));
        there.begin();
    }

    private void put(Sentence sentence) {
        switch (sentence) {
            case Sentence.Test test -> put(new SentenceLine(Optional.of(test), parts, heard));
            case Sentence.There there -> put(new SentenceAmong(Optional.of(there), true, parts, heard));
            case Sentence.Not(Sentence.There there) -> put(new SentenceAmong(Optional.of(there), false, parts, heard));
            case Sentence.All all -> put(new SentenceGroup(Optional.of(all), parts, heard, true));
            case Sentence.AnyOf any -> put(new SentenceGroup(Optional.of(any), parts, heard, true));
            case Sentence.Not not -> put(new SentenceGroup(Optional.of(not), parts, heard, true));
        }
    }

    private <T extends Component & SentenceForm.Said> T put(T part) {
        said.add(part);
        lines.add(part);
        if (parts.editable()) {
            part.removable(() -> {
                said.remove(part);
                lines.remove(part);
                showJoin();
                heard.run();
            });
        }
        showJoin();
        return part;
    }

    @Override
    public void removable(Runnable remove) {
        head.add(small(iconButton("Remove these conditions", "x", click -> remove.run())));
    }

    /// With one line there is nothing to join.
    private void showJoin() {
        head.setVisible(nested || said.size() > 1 || join.getValue() != Join.ALL);
        always.setVisible(said.isEmpty() && !nested);
    }

    @Override
    public void focus() {
        if (!said.isEmpty()) {
            said.getFirst().focus();
        }
    }

    @Override
    public Optional<Sentence> said() {
        var all = new ArrayList<Sentence>();
        for (SentenceForm.Said part : said) {
            Optional<Sentence> one = part.said();
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all.add(one.get());
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(joined(join.getValue(), all));
    }

    private static Sentence joined(Join join, List<Sentence> all) {
        boolean one = all.size() == 1;
        return switch (join) {
            case ALL -> one ? all.getFirst() : new Sentence.All(all);
            case ANY -> one ? all.getFirst() : new Sentence.AnyOf(all);
            case NONE -> new Sentence.Not(one ? all.getFirst() : new Sentence.AnyOf(all));
            case NOT_ALL -> new Sentence.Not(new Sentence.All(all));
        };
    }

    private static Join join(Sentence sentence) {
        return switch (sentence) {
            case Sentence.AnyOf any -> Join.ANY;
            case Sentence.Not(Sentence.All all) -> Join.NOT_ALL;
            case Sentence.Not(Sentence.There there) -> Join.ALL;
            case Sentence.Not not -> Join.NONE;
            case Sentence.All all -> Join.ALL;
            case Sentence.There there -> Join.ALL;
            case Sentence.Test test -> Join.ALL;
        };
    }

    private static List<Sentence> parts(Sentence sentence) {
        return switch (sentence) {
            case Sentence.All(var parts) -> parts;
            case Sentence.AnyOf(var parts) -> parts;
            case Sentence.Not(Sentence.All(var parts)) -> parts;
            case Sentence.Not(Sentence.AnyOf(var parts)) -> parts;
            case Sentence.Not(Sentence.There there) -> List.of(sentence);
            case Sentence.Not(Sentence part) -> List.of(part);
            case Sentence.There there -> List.of(there);
            case Sentence.Test test -> List.of(test);
        };
    }
}
