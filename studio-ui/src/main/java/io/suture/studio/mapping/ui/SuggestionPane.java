package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.UnorderedList;
import io.suture.engine.suggestion.Suggestion;
import io.suture.engine.suggestion.Suggestion.Confidence;
import io.suture.engine.value.FieldPath;
import io.suture.studio.kit.Badge;
import io.suture.studio.kit.Icon;
import io.suture.studio.kit.Pane;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// All suggestions as a list, by what belongs together. Arrows go through them, Enter accepts, Delete dismisses.
final class SuggestionPane extends Div {
    /// Up and down go from suggestion to suggestion, whatever stands between them.
    private static final String ARROWS = """
            this.addEventListener('keydown', event => {
              const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
              if (!step) return;
              event.preventDefault();
              const picks = [...this.querySelectorAll('.pick')];
              const now = picks.findIndex(pick => pick.parentElement.contains(document.activeElement));
              picks[Math.max(0, Math.min(picks.length - 1, now + step))]?.focus();
            });
            """;

    private final transient Hearer hearer;
    private final Pane pane = new Pane("Suggestions");
    private final List<FieldPath> order = new ArrayList<>();
    private final Map<FieldPath, NativeButton> picks = new LinkedHashMap<>();
    private transient List<Suggestion> shown = List.of();
    private transient List<List<Object>> faces = List.of();

    /// Hears what becomes of suggestions.
    interface Hearer {
        /// @param what the acceptance in words, as undo names it
        void accept(String what, List<Suggestion> chosen);

        void dismiss(Suggestion suggestion);

        void look(Suggestion suggestion);

        void close();
    }

    SuggestionPane(Hearer hearer) {
        this.hearer = hearer;
        addClassNames("side", "suggestions");
        getElement().setAttribute("data-test", "suggestions");
        getElement().executeJs(ARROWS);
        // Heard by the list, which stays while its items come and go.
        key("Enter", this::accept);
        key("Delete", hearer::dismiss);
        pane.commands(small(iconButton("Close", "x", click -> hearer.close())));
        add(pane);
        setVisible(false);
    }

    private void key(String key, Consumer<Suggestion> act) {
        String suggestion = "event.target.closest('[data-suggestion]').getAttribute('data-suggestion')";
        getElement()
                .addEventListener(
                        "keydown",
                        event -> FieldPath.parse(
                                        event.getEventData().get(suggestion).asString())
                                .ifPresent(target -> with(target, act)))
                .setFilter("event.key === '" + key + "' && event.target.matches('.pick')")
                .addEventData(suggestion)
                .preventDefault();
    }

    void show(List<Suggestion> suggestions, boolean looking) {
        shown = List.copyOf(suggestions);
        List<List<Object>> now = suggestions.stream().map(SuggestionPane::face).toList();
        // What looks the same keeps the focus that is in it.
        if (!now.isEmpty() && now.equals(faces)) {
            return;
        }
        faces = now;
        order.clear();
        picks.clear();
        pane.state(new Badge(suggestions.size()));
        if (suggestions.isEmpty()) {
            pane.show(text(
                    looking
                            ? "Looking through the HL7 maps and earlier mappings."
                            : "No suggestions. Every field that the HL7 maps, the templates or the channels of this "
                                    + "studio know of is mapped.",
                    "none",
                    "mid"));
            return;
        }
        var groups = new LinkedHashMap<String, List<Suggestion>>();
        suggestions.forEach(one ->
                groups.computeIfAbsent(one.group(), any -> new ArrayList<>()).add(one));
        var parts = new ArrayList<Div>();
        parts.add(all(suggestions));
        groups.forEach((name, its) -> parts.add(group(name, its)));
        pane.show(parts.toArray(Div[]::new));
    }

    private static List<Object> face(Suggestion one) {
        return List.of(one.target(), one.sources(), one.reason(), one.percent(), one.group());
    }

    private List<Suggestion> those(Predicate<Suggestion> wanted) {
        return shown.stream().filter(wanted).toList();
    }

    private void accept(String about, Predicate<Suggestion> wanted) {
        List<Suggestion> chosen = those(wanted);
        hearer.accept("Accepted " + count(chosen.size()) + " " + about, chosen);
    }

    private Div all(List<Suggestion> suggestions) {
        Div all = box("all");
        for (Confidence confidence : Confidence.values()) {
            List<Suggestion> its = suggestions.stream()
                    .filter(one -> one.confidence() == confidence)
                    .toList();
            if (!its.isEmpty()) {
                String word = confidence.name().toLowerCase(Locale.ROOT);
                Button accept = button(
                        "Accept all of " + word + " confidence (" + its.size() + ")",
                        click -> accept("of " + word + " confidence", one -> one.confidence() == confidence));
                accept.getElement().setAttribute("data-test", "accept-" + word);
                all.add(small(accept));
            }
        }
        return all;
    }

    private static String count(int number) {
        return number == 1 ? "1 suggestion" : number + " suggestions";
    }

    private Div group(String name, List<Suggestion> its) {
        Button accept = small(quiet(button(
                "Accept group",
                click -> accept("for " + name, one -> one.group().equals(name)))));
        accept.setAriaLabel("Accept group " + name + " (" + its.size() + ")");
        var end = text("", "end");
        end.add(accept);
        var list = new UnorderedList();
        its.forEach(one -> list.add(item(one)));
        return box("group", box("group-head", text(name, "name", "cut"), new Badge(its.size()), end), list);
    }

    private ListItem item(Suggestion one) {
        String source = one.sources().isEmpty()
                ? ""
                : FormulaProposals.written(one.sources().getFirst());
        var pick = new NativeButton();
        pick.addClassName("pick");
        String why = one.reason() + ", " + one.percent() + " %";
        var because = text("", "line", "gap4", "cut");
        if (!one.reason().contains(source)) {
            because.add(text(source, "mono", "mid", "cut"));
        }
        because.add(text(why, "why", "cut"));
        pick.add(text(one.target().toString(), "name", "cut"), because);
        pick.setAriaLabel(one.target() + " from " + source + ": " + one.reason() + ", " + one.percent()
                + " %. Enter accepts, Delete dismisses.");
        FieldPath target = one.target();
        pick.addClickListener(click -> with(target, hearer::look));
        var accept = new NativeButton("Accept", click -> with(target, this::accept));
        accept.addClassName("accept");
        accept.getElement().setAttribute("tabindex", "-1");
        accept.setAriaLabel("Accept " + one.target());
        var dismiss = new NativeButton("", click -> with(target, hearer::dismiss));
        dismiss.add(Icon.X.small());
        dismiss.addClassName("dismiss");
        dismiss.setTitle("Dismiss this suggestion");
        dismiss.setAriaLabel("Dismiss " + one.target());
        dismiss.getElement().setAttribute("tabindex", "-1");
        var item = new ListItem(pick, accept, dismiss);
        item.getElement().setAttribute("data-suggestion", one.target().toString());
        order.add(one.target());
        picks.put(one.target(), pick);
        return item;
    }

    private void with(FieldPath target, Consumer<Suggestion> act) {
        those(one -> one.target().equals(target)).forEach(act);
    }

    private void accept(Suggestion one) {
        hearer.accept(Suggesting.said(one), List.of(one));
    }

    /// The one to go on with where one is no longer there: the next, else the last.
    FieldPath after(List<Suggestion> gone) {
        int at = gone.isEmpty() ? -1 : order.indexOf(gone.getLast().target());
        List<FieldPath> targets = gone.stream().map(Suggestion::target).toList();
        for (int i = at + 1; i < order.size(); i++) {
            if (!targets.contains(order.get(i))) {
                return order.get(i);
            }
        }
        return order.isEmpty() ? FieldPath.ROOT : order.getFirst();
    }

    /// Puts the keyboard on a suggestion; on the first where there is none of that target.
    void focus(FieldPath target) {
        NativeButton pick = picks.get(target);
        if (pick == null && !order.isEmpty()) {
            pick = picks.get(order.getFirst());
        }
        if (pick != null) {
            pick.focus();
            pick.scrollIntoView();
        }
    }
}
