package io.suture.studio.kit;

import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.suture.studio.kit.Finding.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds anything by name: Ctrl+K, a few letters, Enter.
public final class Finder extends Dialog {
    private static final int MOST = 30;
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> among;
    private final Div list = new Div();
    private final TextField field = new TextField();
    private final Div count = new Div();
    private transient List<Found> found = List.of();

    /// @param among asked in this order
    public Finder(List<Finding> among) {
        this.among = List.copyOf(among);
        setHeaderTitle("Find anything");
        setWidth("560px");
        setTop("12vh");
        field.setWidthFull();
        field.setAriaLabel("Find anything");
        field.setPlaceholder("A channel, a field, a page…");
        field.setPrefixComponent(Icon.SEARCH.small());
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(120);
        field.addValueChangeListener(change -> search());
        field.getElement()
                .addEventListener("keydown", event -> {
                    search();
                    first();
                })
                .setFilter("event.key === 'Enter'");
        count.getElement().setAttribute("role", "status");
        count.addClassNames("dim", "s");
        list.addClassName("finder");
        list.getElement().setAttribute("data-test", "found");
        add(field, count, list);
        // The arrows lead through the list, from the field and back to it.
        getElement().executeJs("""
                this.addEventListener('keydown', event => {
                  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
                  if (!step) return;
                  const places = [$0, ...$1.querySelectorAll('button')];
                  const at = places.findIndex(place => event.composedPath().includes(place));
                  places[Math.max(0, Math.min(places.length - 1, at + step))].focus();
                  event.preventDefault();
                });
                """, field.getElement(), list.getElement());
        addOpenedChangeListener(opened -> {
            if (opened.isOpened()) {
                field.focus();
            }
        });
        search();
    }

    private void search() {
        String typed = field.getValue().strip().toLowerCase(Locale.ROOT);
        var all = new ArrayList<Found>();
        if (!typed.isEmpty()) {
            among.forEach(one -> all.addAll(one.find(typed)));
        }
        // What begins so stands before what only holds it.
        found = all.stream()
                .sorted(Comparator.comparing(
                        one -> !one.name().toLowerCase(Locale.ROOT).startsWith(typed)))
                .limit(MOST)
                .toList();
        count.setText(
                typed.isEmpty()
                        ? "Type a few letters of what you look for."
                        : found.isEmpty()
                                ? "Nothing here is called that."
                                : all.size() > MOST
                                        ? "The first " + MOST + " of " + all.size()
                                        : all.size() + " found");
        list.removeAll();
        for (Found one : found) {
            var row = new NativeButton();
            row.addClassName("find");
            row.add(text(one.name(), "cut"), text(one.detail(), "cut", "mid", "s"), text(one.kind(), "dim", "s"));
            row.addClickListener(click -> open(one));
            list.add(row);
        }
    }

    private void first() {
        if (!found.isEmpty()) {
            open(found.getFirst());
        }
    }

    private void open(Found one) {
        close();
        one.open().run();
    }
}
