package io.suture.studio.kit;

import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;

/// A list beside what it chooses: each with its title and a line of words, the one that is open marked. The arrows lead
/// through it.
public final class PickList extends OrderedList {
    private static final long serialVersionUID = 1L;
    private static final String ARROWS = """
            this.addEventListener('keydown', event => {
              const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
              if (!step) return;
              const all = [...this.querySelectorAll('button')];
              all[all.indexOf(event.target) + step]?.focus();
              event.preventDefault();
            });
            """;

    public PickList() {
        addClassNames("sentences", "table-list");
        getElement().executeJs(ARROWS);
    }

    /// Puts one more at the end.
    ///
    /// @param title  its name, with what is to be seen of it at once
    /// @param words  more about it, in one line
    /// @param isOpen whether it is the one that is shown beside the list
    /// @param choose opens it
    public void add(Span title, String words, boolean isOpen, Runnable choose) {
        var open = new NativeButton();
        open.addClassName("sentence");
        open.add(title, text(words, "words", "s"));
        open.getElement().setAttribute("aria-current", Boolean.toString(isOpen));
        open.addClickListener(click -> choose.run());
        var item = new ListItem(open);
        item.getClassNames().set("sel", isOpen);
        add(item);
    }

    /// Brings the open one into sight.
    public void reveal() {
        getElement().executeJs("this.querySelector('.sel')?.scrollIntoView({ block: 'nearest' })");
    }
}
