package io.suture.studio.kit;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;

/// One difference as people read it: what it happened to, what it was and what it is.
public final class ChangeLine extends Div {
    private static final long serialVersionUID = 1L;

    private final Div words = box("words");

    private ChangeLine(String mark, String tone, String subject, String verb) {
        addClassName("change");
        words.add(box("", text(subject, "name"), text(verb)));
        add(text(mark, "mark", tone), words);
    }

    /// @param is what it is, or empty
    public static ChangeLine added(String subject, String is) {
        var line = new ChangeLine("+", "added", subject, " is new");
        if (!is.isEmpty()) {
            line.words.add(box("mono", text(is, "is")));
        }
        return line;
    }

    /// @param was empty for nothing
    /// @param is  empty for nothing
    public static ChangeLine changed(String subject, String was, String is) {
        var line = new ChangeLine("~", "changed", subject, " changes");
        line.words.add(box(
                "mono",
                text(was.isEmpty() ? "absent" : was, "was"),
                icon("arrow"),
                text(is.isEmpty() ? "absent" : is, "is")));
        return line;
    }

    /// @param was what it was, or empty
    public static ChangeLine removed(String subject, String was) {
        var line = new ChangeLine("−", "removed", subject, " is removed");
        if (!was.isEmpty()) {
            line.words.add(box("mono", text(was, "was")));
        }
        return line;
    }
}
