package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import io.suture.engine.channel.Channel;
import io.suture.engine.mapping.Edit;
import io.suture.engine.suggestion.Suggestion;
import io.suture.engine.value.FieldPath;
import io.suture.studio.channel.Draft;
import io.suture.studio.mapping.MappingSuggestions;
import io.suture.studio.mapping.MappingSuggestions.Accepted;
import io.suture.studio.mapping.Suggested;
import io.suture.studio.security.Actor;
import io.suture.studio.security.CurrentActor;
import io.suture.studio.security.Rights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Suggestions on the page: found off the thread that draws, once for each state of the draft; shown when asked for,
/// as a list, on the canvas and in the table.
final class Suggesting implements SuggestionPane.Hearer {
    /// More ghosts than these hide each other in the lane.
    private static final int GHOSTS = 6;

    /// Whoever draws one line after the other is not slowed down by a search after each.
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final MappingSuggestions service;
    private final Rights rights;
    private final Host host;
    private final SuggestionPane pane = new SuggestionPane(this);
    private final Button toggle;
    private final Span live = text("", "unseen");
    private final Set<FieldPath> dismissed = new HashSet<>();
    /// Also read by the thread that looks, which does not begin with what is no longer wanted.
    private volatile @Nullable State wanted;

    private @Nullable State known;
    private @Nullable Suggested found;
    private List<Suggestion> left = List.of();
    private FieldPath next = FieldPath.ROOT;
    private @Nullable Asked asked;
    private boolean running;
    private boolean open;
    /// One was accepted: the next is proposed, also where the list is not open.
    private boolean proposing;
    /// The keyboard goes to it, as soon as it is there.
    private boolean focusing;

    /// The page that suggestions stand on.
    interface Host {
        Draft current();

        String destination();

        @Nullable
        UUID sample();

        /// @param what the change in words, as undo names it
        boolean save(String what, Channel changed);

        /// There are others to show.
        void suggestionsChanged();

        void lookAt(FieldPath target);
    }

    /// What they were found for.
    private record State(
            UUID channel,
            long revision,
            String destination,
            @Nullable UUID sample) {}

    private record Asked(Side side, FieldPath path) {}

    Suggesting(MappingSuggestions service, Rights rights, Host host, boolean editable) {
        this.service = service;
        this.rights = rights;
        this.host = host;
        toggle = quiet(button("Suggestions", "ghost", click -> open(!open)));
        toggle.getElement().setAttribute("data-test", "suggest");
        toggle.setVisible(editable);
        live.getElement().setAttribute("role", "status").setAttribute("data-test", "said");
    }

    Button toggle() {
        return toggle;
    }

    SuggestionPane pane() {
        return pane;
    }

    Span live() {
        return live;
    }

    boolean isOpen() {
        return open;
    }

    /// Looks again where the draft is another one now.
    void refresh() {
        if (!toggle.isVisible()) {
            return;
        }
        Draft draft = host.current();
        var state = new State(draft.id().value(), draft.revision(), host.destination(), host.sample());
        if (state.equals(wanted)) {
            return;
        }
        wanted = state;
        // What was found before still holds for the fields that nothing has filled since.
        left = left.stream().filter(one -> isOpen(draft, one)).toList();
        tell();
        start();
    }

    private boolean isOpen(Draft draft, Suggestion one) {
        return draft.channel().destinations().stream()
                .filter(way -> way.name().equals(host.destination()))
                .anyMatch(way -> Edit.row(way.mapping(), one.target()).isEmpty());
    }

    private void start() {
        State state = wanted;
        if (running || state == null) {
            return;
        }
        running = true;
        Draft draft = host.current();
        Actor actor = rights.actor();
        boolean first = known == null;
        UI ui = UI.getCurrent();
        Thread.ofVirtual().name("suggestions").start(() -> {
            Optional<Suggested> made = first || hasPaused(state)
                    ? CurrentActor.callAs(actor, () -> service.of(draft, state.destination(), state.sample()))
                    : Optional.empty();
            ui.accessLater(() -> take(state, made), () -> {}).run();
        });
    }

    /// Whether nothing was changed for a while.
    private boolean hasPaused(State state) {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
        return state.equals(wanted);
    }

    private void take(State state, Optional<Suggested> made) {
        running = false;
        if (!state.equals(wanted)) {
            start();
            return;
        }
        known = state;
        found = made.orElse(null);
        left = made.map(Suggested::suggestions).orElse(List.of()).stream()
                .filter(one -> !dismissed.contains(one.target()))
                .toList();
        tell();
        if (ahead() != null) {
            host.suggestionsChanged();
        }
        focusing = false;
    }

    private void tell() {
        boolean looking = !wanted().equals(Optional.ofNullable(known));
        toggle.setText(left.isEmpty() ? looking ? "Suggestions" : "No suggestions" : left.size() + " suggestions");
        toggle.getElement().setAttribute("aria-pressed", Boolean.toString(open));
        toggle.getElement()
                .setAttribute(
                        "data-found",
                        looking || found == null
                                ? ""
                                : Integer.toString(found.suggestions().size()));
        if (open) {
            pane.show(left, looking);
            if (focusing) {
                pane.focus(next);
            }
        }
    }

    private Optional<State> wanted() {
        return Optional.ofNullable(wanted);
    }

    private void open(boolean now) {
        open = now;
        asked = null;
        proposing = false;
        pane.setVisible(now);
        tell();
        host.suggestionsChanged();
    }

    /// The list with the keyboard on what is suggested for a field, as Shift+Space in the table opens it.
    void ask(FieldPath target) {
        if (!toggle.isVisible()) {
            return;
        }
        if (!open) {
            open(true);
        }
        next = left.stream()
                .map(Suggestion::target)
                .filter(one -> one.startsWith(target))
                .findFirst()
                .orElse(FieldPath.ROOT);
        pane.focus(next);
    }

    /// Those for one field, as Shift+Space on the canvas asks for them.
    void ask(Side side, FieldPath path) {
        asked = new Asked(side, path);
        proposing = false;
        host.suggestionsChanged();
    }

    void closeAsked() {
        asked = null;
        proposing = false;
        host.suggestionsChanged();
    }

    /// On the canvas, where a suggestion is called by its target.
    void accept(String id) {
        FieldPath.parse(id).ifPresent(this::accept);
    }

    void dismiss(String id) {
        FieldPath.parse(id).ifPresent(this::dismiss);
    }

    void accept(FieldPath target) {
        at(target).ifPresent(one -> accept(said(one), List.of(one)));
    }

    void dismiss(FieldPath target) {
        at(target).ifPresent(this::dismiss);
    }

    private Optional<Suggestion> at(FieldPath target) {
        return left.stream().filter(one -> one.target().equals(target)).findFirst();
    }

    /// Its acceptance in words.
    static String said(Suggestion one) {
        return "Accepted " + one.target() + ": " + one.reason();
    }

    /// The places that are suggested, while any are shown.
    @Nullable
    Suggested ahead() {
        return open || asked != null || proposing ? found : null;
    }

    /// What the table shows beside its rows.
    List<Suggestion> all() {
        return open ? left : List.of();
    }

    /// The lines to offer on the canvas: for the field that was asked for; else the next few.
    List<Ghost> ghosts() {
        Asked about = asked;
        if (about != null) {
            List<Ghost> its = left.stream()
                    .filter(one -> isAbout(one, about))
                    .map(one -> ghost(one, about))
                    .toList();
            if (!its.isEmpty() || !proposing) {
                return its;
            }
        }
        return open || proposing
                ? upcoming().stream()
                        .limit(open ? GHOSTS : 1)
                        .map(Suggesting::ghost)
                        .toList()
                : List.of();
    }

    /// From the one that follows what was accepted last.
    private List<Suggestion> upcoming() {
        var ordered = new ArrayList<Suggestion>();
        int from = Math.max(0, left.stream().map(Suggestion::target).toList().indexOf(next));
        ordered.addAll(left.subList(from, left.size()));
        ordered.addAll(left.subList(0, from));
        return ordered;
    }

    private static boolean isAbout(Suggestion one, Asked about) {
        return switch (about.side()) {
            case SOURCE -> one.sources().stream().anyMatch(source -> source.startsWith(about.path()));
            case TARGET -> one.target().startsWith(about.path());
        };
    }

    private static Ghost ghost(Suggestion one) {
        FieldPath source =
                one.sources().isEmpty() ? FieldPath.ROOT : one.sources().getFirst();
        return new Ghost(one.target().toString(), source, one.target(), one.reason(), one.percent());
    }

    /// It ends at the field that was asked about, though it may be for one within it.
    private static Ghost ghost(Suggestion one, Asked about) {
        Ghost plain = ghost(one);
        return switch (about.side()) {
            case SOURCE -> new Ghost(plain.id(), about.path(), plain.target(), plain.reason(), plain.confidence());
            case TARGET -> new Ghost(plain.id(), plain.source(), about.path(), plain.reason(), plain.confidence());
        };
    }

    // ---- what becomes of them

    @Override
    public void accept(String what, List<Suggestion> chosen) {
        next = pane.after(chosen);
        if (next.isRoot()) {
            next = following(chosen);
        }
        proposing = true;
        focusing = open;
        Accepted accepted = service.accept(host.current().channel(), host.destination(), chosen);
        if (accepted.count() > 0) {
            host.save(what, accepted.channel());
        }
        say(accepted.count() > 0 ? what + "." : "It does not fit any more. Nothing was changed.");
    }

    private FieldPath following(List<Suggestion> chosen) {
        int at = left.indexOf(chosen.getLast());
        return at + 1 < left.size() ? left.get(at + 1).target() : FieldPath.ROOT;
    }

    @Override
    public void dismiss(Suggestion suggestion) {
        next = pane.after(List.of(suggestion));
        dismissed.add(suggestion.target());
        left = left.stream().filter(one -> !one.equals(suggestion)).toList();
        focusing = true;
        tell();
        focusing = false;
        host.suggestionsChanged();
        say("Dismissed " + suggestion.target() + ".");
    }

    @Override
    public void look(Suggestion suggestion) {
        next = suggestion.target();
        host.lookAt(suggestion.target());
    }

    @Override
    public void close() {
        open(false);
        toggle.focus();
    }

    private void say(String words) {
        live.setText(words);
    }
}
