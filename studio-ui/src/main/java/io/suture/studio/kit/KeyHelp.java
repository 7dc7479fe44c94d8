package io.suture.studio.kit;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import java.util.List;

/// All keys, and whether single letters act.
public final class KeyHelp extends Dialog {
    private static final long serialVersionUID = 1L;

    private record Key(String keys, String does) {}

    private static final List<Key> EVERYWHERE = List.of(
            new Key("Ctrl+K", "Find anything: a page, a channel, a field"),
            new Key("F6, Shift+F6", "Next pane, pane before"),
            new Key("Ctrl+Z, Ctrl+Shift+Z", "Undo and redo a change of the draft"),
            new Key("J, K or arrows", "Next and previous row of a list"),
            new Key("Enter", "Open the row"),
            new Key("?", "These keys"));
    private static final List<Key> TABLE = List.of(
            new Key("F2", "Edit the row's formula in place"),
            new Key("Ctrl+Enter", "Done with a formula"),
            new Key("Shift+Space", "Suggestions for the row; arrows choose, Enter accepts"),
            new Key("Delete", "Remove the row's mapping"),
            new Key("F8", "Next problem"),
            new Key("Alt+Left, Alt+Right", "Sample before, next sample"));
    private static final List<Key> CANVAS = List.of(
            new Key("Arrows", "Move, open and close in a tree"),
            new Key("Letters", "Go to the next field that begins so"),
            new Key("Enter", "Pick a field; on the other side connect it"),
            new Key("Tab", "With a field picked: to the other tree"),
            new Key("Space", "Next line of a field"),
            new Key("Esc", "Put the picked field back"));
    private static final List<Key> FORMULA = List.of(
            new Key("@", "Propose fields"),
            new Key("Ctrl+Space", "Propose fields, functions and tables"),
            new Key("Enter, Ctrl+Enter", "Done"),
            new Key("Esc", "Leave it as it was"));

    public KeyHelp() {
        setHeaderTitle("Keys");
        setWidth("720px");
        var letters = new Checkbox("Single letters act (J, K, ?)");
        letters.setValue(true);
        getElement()
                .executeJs("return localStorage.getItem($0) !== 'off'", PageKeys.LETTERS)
                .then(Boolean.class, letters::setValue);
        letters.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                getElement()
                        .executeJs("localStorage.setItem($0, $1 ? 'on' : 'off')", PageKeys.LETTERS, change.getValue());
            }
        });
        add(
                box(
                        "keys",
                        part("Everywhere", EVERYWHERE),
                        part("Mapping as a table", TABLE),
                        part("Mapping on the canvas", CANVAS),
                        part("In a formula", FORMULA)),
                letters);
    }

    private static Div part(String title, List<Key> keys) {
        var list = new Div(new H3(title));
        for (Key key : keys) {
            list.add(box("key-line", text(key.keys(), "mono"), text(key.does())));
        }
        return list;
    }
}
