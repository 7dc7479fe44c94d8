package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.suture.engine.expression.Expression;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A condition in words: lines of field, comparison and value, joined by 'all', 'any' or 'none', nested where they are.
/// It is told on as soon as every line is whole.
final class SentenceForm extends Div {
    private final transient Parts parts;
    private final transient Consumer<Optional<Sentence>> changed;
    private final Group whole;

    /// What a form is made with.
    interface Parts {
        boolean editable();

        /// The Channel's LookupTables, by name.
        List<String> tables();

        /// Where the name of a field is typed; proposes fields.
        FormulaField field(String formula, Consumer<String> typed);
    }

    /// A part of the sentence on the screen.
    interface Said {
        /// What it says; empty while something is missing.
        Optional<Sentence> said();
    }

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

    /// @param sentence what there is; empty for no condition
    /// @param changed  hears the sentence when it is another one and whole; empty when the last line was taken away
    SentenceForm(Optional<Sentence> sentence, Parts parts, Consumer<Optional<Sentence>> changed) {
        this.parts = parts;
        this.changed = changed;
        addClassName("sentence-form");
        whole = new Group(sentence, null);
        add(whole);
    }

    /// Gives the keyboard to the first line; there is one afterwards.
    void begin() {
        whole.focusFirst();
    }

    /// Puts something after the commands.
    void more(Component command) {
        whole.commands.add(command);
    }

    /// An empty form gets its first line.
    void ask() {
        if (whole.lines.isEmpty() && parts.editable()) {
            whole.put(line(Optional.empty(), whole));
        }
    }

    private void heard() {
        if (whole.lines.isEmpty()) {
            changed.accept(Optional.empty());
        } else {
            whole.said().ifPresent(said -> changed.accept(Optional.of(said)));
        }
    }

    private Component part(Sentence sentence, Group within) {
        return switch (sentence) {
            case Sentence.Test test -> line(Optional.of(test), within);
            case Sentence.There there -> new There(there, true, within);
            case Sentence.Not(Sentence.There there) -> new There(there, false, within);
            case Sentence.All all -> new Group(Optional.of(all), within);
            case Sentence.AnyOf any -> new Group(Optional.of(any), within);
            case Sentence.Not not -> new Group(Optional.of(not), within);
        };
    }

    private SentenceLine line(Optional<Sentence.Test> test, Group within) {
        var line = new SentenceLine(test, parts, this::heard);
        line.whenRemoved(() -> within.remove(line));
        return line;
    }

    /// Lines that are joined.
    private final class Group extends Div implements Said {
        private final Div rows = box("sentence-lines");
        private final List<Component> lines = new ArrayList<>();
        private final Select<Join> join = new Select<>();
        private final Div commands = box("line gap4 word-commands");
        private final boolean nested;

        Group(Optional<Sentence> sentence, @Nullable Group within) {
            nested = within != null;
            addClassName("sentence-group");
            getClassNames().set("nested", nested);
            join.setItems(Join.values());
            join.setItemLabelGenerator(one -> one.words);
            join.setAriaLabel("How the conditions are joined");
            join.setValue(sentence.map(Group::join).orElse(Join.ALL));
            join.setReadOnly(!parts.editable());
            join.addValueChangeListener(change -> heard());
            var head = box("line gap4", join);
            if (within != null && parts.editable()) {
                head.add(small(iconButton("Remove these conditions", "x", click -> within.remove(this))));
            }
            add(head, rows);
            sentence.map(Group::parts).orElse(List.of()).forEach(part -> put(part(part, this)));
            if (parts.editable()) {
                commands.add(
                        small(quiet(button("Condition", "plus", click -> begin()))),
                        small(quiet(button("Group", "plus", click -> nest()))),
                        small(quiet(button("Among repeats", "plus", click -> among()))));
            }
            add(commands);
            showJoin();
        }

        private void begin() {
            SentenceLine line = line(Optional.empty(), this);
            put(line);
            line.focus();
        }

        void focusFirst() {
            if (lines.isEmpty() && parts.editable()) {
                begin();
            } else if (!lines.isEmpty()) {
                switch (lines.getFirst()) {
                    case SentenceLine line -> line.focus();
                    case There there -> there.repeats.focus();
                    case Group group -> group.focusFirst();
                    default -> throw new IllegalStateException("not a part of a sentence");
                }
            }
        }

        private void nest() {
            var group = new Group(Optional.empty(), this);
            group.join.setValue(join.getValue() == Join.ANY ? Join.ALL : Join.ANY);
            put(group);
            group.begin();
        }

        private void among() {
            var there = new There(null, true, this);
            put(there);
            there.begin();
        }

        private void put(Component line) {
            lines.add(line);
            rows.add(line);
            showJoin();
        }

        void remove(Component line) {
            lines.remove(line);
            rows.remove(line);
            showJoin();
            heard();
        }

        /// With one line there is nothing to join.
        private void showJoin() {
            join.setVisible(nested || lines.size() > 1 || join.getValue() != Join.ALL);
            if (lines.isEmpty() && !nested) {
                rows.removeAll();
                rows.add(text("Always", "mid"));
            } else {
                rows.getChildren()
                        .filter(child -> !lines.contains(child))
                        .toList()
                        .forEach(rows::remove);
            }
        }

        @Override
        public Optional<Sentence> said() {
            var said = new ArrayList<Sentence>();
            for (Component line : lines) {
                Optional<Sentence> part = ((Said) line).said();
                if (part.isEmpty()) {
                    return Optional.empty();
                }
                said.add(part.get());
            }
            return said.isEmpty() ? Optional.empty() : Optional.of(joined(join.getValue(), said));
        }

        private static Sentence joined(Join join, List<Sentence> said) {
            return switch (join) {
                case ALL -> said.size() == 1 ? said.getFirst() : new Sentence.All(said);
                case ANY -> said.size() == 1 ? said.getFirst() : new Sentence.AnyOf(said);
                case NONE -> new Sentence.Not(said.size() == 1 ? said.getFirst() : new Sentence.AnyOf(said));
                case NOT_ALL -> new Sentence.Not(new Sentence.All(said));
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

    /// Something that holds for one of the repeats of a field, or for none.
    private final class There extends Div implements Said {
        private final Select<Boolean> any = new Select<>();
        private final FormulaField repeats;
        private final Group holds;
        private String path;

        There(@Nullable Sentence there, boolean positive, Group within) {
            addClassNames("sentence-group", "nested");
            Sentence.There said =
                    there instanceof Sentence.There(var of, var what) ? new Sentence.There(of, what) : null;
            path = said == null ? "" : said.repeats().print();
            any.setItems(true, false);
            any.setItemLabelGenerator(one -> one ? "at least one" : "no");
            any.setAriaLabel("Whether there is one");
            any.setValue(positive);
            any.setReadOnly(!parts.editable());
            any.setWidth("112px");
            any.addValueChangeListener(change -> heard());
            repeats = parts.field(path, typed -> {
                path = typed;
                heard();
            });
            var head = box("line gap4", any, repeats, text("where", "mid"));
            if (parts.editable()) {
                head.add(small(iconButton("Remove these conditions", "x", click -> within.remove(this))));
            }
            holds = new Group(Optional.ofNullable(said).map(Sentence.There::holds), null);
            add(head, holds);
        }

        void begin() {
            holds.begin();
            repeats.focus();
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
}
