package io.suture.studio.channel.frame;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.iconButton;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.quiet;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.tag;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import io.suture.engine.channel.Channel;
import io.suture.regression.Sample;
import io.suture.studio.channel.ChannelId;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Saved;
import io.suture.studio.channel.Version;
import io.suture.studio.exchange.menu.ExchangeMenu;
import io.suture.studio.kit.AtWork;
import io.suture.studio.kit.Note;
import io.suture.studio.kit.PageKeys;
import io.suture.studio.kit.Tone;
import io.suture.studio.security.Right;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A page that works on one Channel's draft: shows it, saves each change at once, and says what became of it.
public abstract class ChannelPage extends Div implements BeforeEnterObserver, HasDynamicTitle, AtWork {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final transient ChannelServices services;
    private final ChannelTab tab;
    private final Span title = new Span();
    private final Span marks = new Span();
    private final Nav tabs = new Nav();
    private final Div notices = box("notices");
    private final Div body = box("page-body");
    private final Span saved = text("", "saved");
    private final Span status = new Span();
    private final Button undo = iconButton("Undo (Ctrl+Z)", "undo", click -> undo());
    private final Button redo = iconButton("Redo (Ctrl+Shift+Z)", "redo", click -> redo());
    private final Button submit = primary(button("Submit for approval", click -> submit()));
    private final Company company = new Company();
    private transient @Nullable Draft draft;

    protected ChannelPage(ChannelServices services, ChannelTab tab) {
        this.services = services;
        this.tab = tab;
        addClassName("page");
        marks.addClassNames("line", "gap4");
        var heading = new H1(new Anchor("channels", "Channels"), crumb(), title);
        var exchange = new ExchangeMenu(
                services.exchange(),
                this::draft,
                this::stage,
                this::sampleShown,
                services.rights().actor().may(Right.EDIT_DRAFTS) ? this::take : null);
        var end = new Span(undo, redo, exchange, button("Run tests", "play", click -> goTo(ChannelTab.TESTS)), submit);
        end.addClassName("end");
        var head = new Div(heading, marks, company, end);
        head.addClassName("head");
        head.getElement().setAttribute("role", "banner");
        tabs.addClassName("tabs");
        tabs.setAriaLabel("Channel");
        saved.getElement().setAttribute("role", "status");
        var foot = box("foot", saved, status);
        add(head, tabs, notices, body, foot);
        boolean mayEdit = services.rights().actor().may(Right.EDIT_DRAFTS);
        undo.setVisible(mayEdit);
        redo.setVisible(mayEdit);
        submit.setVisible(mayEdit);
        if (mayEdit) {
            PageKeys.anywhere(this, PageKeys.control("z") + " && !event.shiftKey", this::undo);
            PageKeys.anywhere(this, PageKeys.control("z") + " && event.shiftKey", this::redo);
        }
    }

    private static Span crumb() {
        var crumb = icon("right");
        crumb.addClassNames("i12", "dim");
        return crumb;
    }

    /// Shows the draft as it is now; called when the page opens and after every change, the page's own included.
    protected abstract void show(Draft draft);

    /// Where the page puts its own parts, below the tabs.
    protected final Div body() {
        return body;
    }

    /// The left end of the status line, after when the draft was saved.
    protected final void status(String words) {
        status.setText(words);
    }

    protected final Draft draft() {
        if (draft == null) {
            throw new IllegalStateException("the page is not open yet");
        }
        return draft;
    }

    protected final boolean mayEdit() {
        return services.rights().actor().may(Right.EDIT_DRAFTS);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        ChannelId id = event.getRouteParameters()
                .get("channel")
                .flatMap(ChannelId::parse)
                .orElseThrow(NotFoundException::new);
        open(services.drafts().open(id).orElseThrow(NotFoundException::new));
    }

    @Override
    public String getPageTitle() {
        return (draft == null ? "" : draft.channel().title() + ", ") + tab.label() + " · Suture";
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        super.onAttach(attached);
        company.enter(
                attached.getUI(),
                services.presence(),
                draft().id(),
                services.rights().actor(),
                this::offerWhatOthersChanged);
    }

    @Override
    protected void onDetach(DetachEvent detached) {
        company.leave();
        super.onDetach(detached);
    }

    /// Somebody else's change is offered, not pushed under the hands of whoever works here.
    private void offerWhatOthersChanged() {
        services.drafts()
                .open(draft().id())
                .filter(now -> now.revision() != draft().revision())
                .ifPresent(now -> {
                    notices.removeAll();
                    notice(
                            company.editor()
                                            .map(name -> name + " changed this draft: ")
                                            .orElse("This draft was changed elsewhere: ")
                                    + now.what() + ".",
                            Tone.NEUTRAL,
                            small(button("Show it", click -> showNow())));
                });
    }

    private void showNow() {
        notices.removeAll();
        services.drafts().open(draft().id()).ifPresent(this::open);
    }

    /// Asks before treading on somebody's toes. Whoever takes over still makes the change on what this page shows:
    /// where
    /// the draft is another by now, nothing is overwritten.
    ///
    /// @param then what was to be done
    /// @return whether it may be done now
    private boolean isMyTurn(Runnable then) {
        if (company.isMyTurn()) {
            return true;
        }
        notice(
                company.editor().orElse("Somebody else") + " is editing this draft. Your change is not made yet.",
                Tone.WARN,
                small(button("Take over and make it", click -> {
                    company.takeOver();
                    then.run();
                })),
                small(quiet(button("Leave it", click -> showNow()))));
        return false;
    }

    private void open(Draft opened) {
        draft = opened;
        title.setText(opened.channel().title());
        saved.setText("All changes saved " + TIME.format(opened.savedAt().atZone(ZoneId.systemDefault())));
        undo.setEnabled(opened.canUndo());
        redo.setEnabled(opened.canRedo());
        undo.setTooltipText(opened.canUndo() ? "Undo: " + opened.what() + " (Ctrl+Z)" : "Nothing to undo");
        showMarks(opened);
        showTabs(opened);
        show(opened);
    }

    private void showMarks(Draft opened) {
        marks.removeAll();
        services.running(opened.channel().name()).ifPresent(running -> marks.add(tag(running, Tone.OK)));
        List<Version> versions = services.versions().list(opened.id());
        if (versions.isEmpty()) {
            marks.add(tag("Draft", Tone.ACCENT));
        } else if (versions.getFirst().state() == Version.State.SUBMITTED) {
            marks.add(tag("v" + versions.getFirst().number() + " waits for approval", Tone.WARN));
        } else if (versions.getFirst().state() == Version.State.SENT_BACK) {
            marks.add(tag("v" + versions.getFirst().number() + " was sent back", Tone.WARN));
        }
    }

    private void showTabs(Draft opened) {
        tabs.removeAll();
        for (ChannelTab one : ChannelTab.values()) {
            var link = new Anchor("channels/" + opened.id() + "/" + one.path(), one.label());
            link.setRouterIgnore(false);
            if (one == tab) {
                link.getElement().setAttribute("aria-current", "page");
            }
            tabs.add(link);
        }
    }

    /// Saves a change and shows what came of it. Where somebody changed the draft meanwhile, nothing is overwritten:
    /// theirs is shown, with a word.
    ///
    /// @param what the change in words, as undo names it
    /// @return whether it was saved
    protected final boolean apply(String what, UnaryOperator<Channel> change) {
        notices.removeAll();
        if (!isMyTurn(() -> apply(what, change))) {
            return false;
        }
        Saved outcome = services.drafts().apply(draft().id(), draft().revision(), what, change);
        accept(outcome);
        return outcome instanceof Saved.Done;
    }

    protected final void undo() {
        notices.removeAll();
        if (isMyTurn(this::undo)) {
            accept(services.drafts().undo(draft().id(), draft().revision()));
        }
    }

    protected final void redo() {
        notices.removeAll();
        if (isMyTurn(this::redo)) {
            accept(services.drafts().redo(draft().id(), draft().revision()));
        }
    }

    private void accept(Saved outcome) {
        switch (outcome) {
            case Saved.Done done -> company.tell();
            case Saved.Refused refused ->
                refused.problems().forEach(problem -> notice(problem.message() + " Nothing was changed.", Tone.BAD));
            case Saved.Stale stale ->
                notice(
                        "Somebody else changed this draft meanwhile. Nothing was overwritten; this is what it is now. "
                                + "Make your change again.",
                        Tone.WARN);
        }
        open(outcome.draft());
    }

    /// The Sample whose values are shown, for what is taken out; null for none.
    protected @Nullable Sample sampleShown() {
        return null;
    }

    private String stage() {
        List<Version> versions = services.versions().list(draft().id());
        return versions.isEmpty()
                ? "draft"
                : "draft after v" + versions.getFirst().number();
    }

    /// Saves what was brought in, as one step.
    private void take(String what, Channel changed) {
        if (apply(what, channel -> changed)) {
            notice(what + ".", Tone.OK, small(quiet(button("Undo", click -> undo()))));
        }
    }

    /// Says something about the whole page, above it, until the next change.
    protected final void notice(String words, Tone tone, Component... commands) {
        notices.add(new Note(tone, words, commands));
    }

    /// Takes away what was said.
    protected final void clearNotices() {
        notices.removeAll();
    }

    private void submit() {
        SubmitDialog.open(services.versions(), draft(), () -> {
            UI.getCurrent().navigate("channels/" + draft().id() + "/versions");
        });
    }

    /// Opens another page of the Channel.
    protected final void goTo(ChannelTab other) {
        UI.getCurrent().navigate("channels/" + draft().id() + "/" + other.path());
    }
}
