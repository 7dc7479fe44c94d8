package io.suture.studio.security.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.suture.studio.kit.Badge;
import io.suture.studio.kit.Commands;
import io.suture.studio.kit.Icon;
import io.suture.studio.kit.Note;
import io.suture.studio.kit.Page;
import io.suture.studio.kit.PageHeader;
import io.suture.studio.kit.StatusLine;
import io.suture.studio.kit.Tabs;
import io.suture.studio.kit.Tag;
import io.suture.studio.kit.Tone;
import io.suture.studio.kit.When;
import io.suture.studio.security.People;
import io.suture.studio.security.People.Invitation;
import io.suture.studio.security.Person;
import io.suture.studio.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/// Who works here, and what they may do.
@Route("users")
@PageTitle("Users · Suture")
@RolesAllowed("ADMINISTER")
class UsersView extends Page {
    private static final long serialVersionUID = 1L;
    private final transient People people;
    private final transient InstantSource clock;
    private final Grid<Person> grid = new Grid<>();
    private final Div aside = new Div();
    private final PageHeader header = new PageHeader("Users");
    private final StatusLine status = new StatusLine();

    UsersView(People people, InstantSource clock) {
        this.people = people;
        this.clock = clock;
        top(header, tabs(true));
        grid.addComponentColumn(UsersView::named).setHeader("Name").setFlexGrow(2);
        grid.addColumn(Person::email).setHeader("E-mail address").setFlexGrow(2);
        grid.addColumn(person ->
                        person.roles().stream().map(Role::label).sorted().collect(Collectors.joining(", ")))
                .setHeader("Roles")
                .setFlexGrow(2);
        grid.addComponentColumn(this::state).setHeader("State").setAutoWidth(true);
        grid.addColumn(person -> person.signedInAt() == null ? "Never" : When.shortly(person.signedInAt(), now()))
                .setHeader("Last sign-in");
        grid.addComponentColumn(this::commands).setHeader("").setFlexGrow(0).setWidth("56px");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        aside.addClassName("aside");
        close();
        var split = new Div(grid, aside);
        split.addClassName("beside");
        body(split);
        bottom(status);
        refresh();
    }

    static Tabs tabs(boolean users) {
        return new Tabs().tab("People", "users", users).tab("API tokens", "users/tokens", !users);
    }

    private Instant now() {
        return clock.instant();
    }

    private void refresh() {
        List<Person> all = people.all();
        grid.setItems(all);
        header.state(new Badge(all.size()));
        long waiting = all.stream().filter(person -> !person.hasPassword()).count();
        status.say(waiting == 0 ? "Everybody has followed their invitation" : waiting + " invited and not yet here");
    }

    private static Component named(Person person) {
        var name = new Span(person.name());
        name.getStyle().set("font-weight", "600");
        return name;
    }

    private Component state(Person person) {
        if (!person.active()) {
            return new Tag("Deactivated", Tone.NEUTRAL);
        }
        if (person.lockedUntil() != null && person.lockedUntil().isAfter(now())) {
            return new Tag("Locked until " + When.shortly(person.lockedUntil(), now()), Tone.BAD);
        }
        return person.hasPassword() ? new Span("Active") : new Tag("Invited", Tone.WARN);
    }

    private Component commands(Person person) {
        var more = Commands.small(Commands.quiet(Icon.MORE, "", () -> {}));
        more.setAriaLabel("Commands for " + person.name());
        var menu = new ContextMenu(more);
        menu.setOpenOnClick(true);
        menu.addItem("Change roles", click -> changeRoles(person));
        menu.addItem("Make a link for a new password", click -> show(people.reset(person.id())));
        menu.addItem(
                person.active() ? "Deactivate" : "Activate",
                click -> answer(people.setActive(person.id(), !person.active())));
        return more;
    }

    private void invite() {
        beside(new InvitationForm(people, this::show, this::close));
    }

    private void changeRoles(Person person) {
        beside(new RolesForm(person, roles -> answer(people.setRoles(person.id(), roles)), this::close));
    }

    private void show(Invitation invitation) {
        switch (invitation) {
            case Invitation.Made made -> {
                refresh();
                beside(new LinkShown(made, this::close));
            }
            case Invitation.Refused refused -> beside(new Note(Tone.BAD, refused.sentence()));
        }
    }

    private void answer(People.Outcome outcome) {
        switch (outcome) {
            case People.Outcome.Done done -> {
                close();
                refresh();
            }
            case People.Outcome.Problem problem -> beside(new Note(Tone.BAD, problem.sentence()));
        }
    }

    private void beside(Component part) {
        aside.removeAll();
        aside.add(part);
        aside.setVisible(true);
        // One primary command at a time: the one in the pane that is open.
        header.commands();
    }

    private void close() {
        aside.removeAll();
        aside.setVisible(false);
        header.commands(Commands.primary("Invite a person", this::invite));
    }
}
