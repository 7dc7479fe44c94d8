package io.suture.studio.security.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.suture.studio.kit.Icon;
import io.suture.studio.kit.Note;
import io.suture.studio.kit.Tone;
import io.suture.studio.kit.When;
import io.suture.studio.security.People;
import io.suture.studio.security.People.LinkHolder;
import java.util.Optional;

/// The page behind the one-time link of a first start: it makes the first admin.
@Route(value = "setup", autoLayout = false)
@PageTitle("Set up · Suture")
@AnonymousAllowed
class SetUpView extends Gate implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient People people;
    private final TextField name = new TextField("Name");
    private final TextField email = new TextField("E-mail address");
    private final NewPassword password = new NewPassword();
    private final Div refusal = new Div();
    private String token = "";

    SetUpView(People people) {
        super("setup", "Set up Suture");
        this.people = people;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        empty();
        token = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("token")
                .orElse("");
        Optional<LinkHolder> holder =
                people.holder(token).filter(link -> link.person().isEmpty());
        if (holder.isEmpty()) {
            fill(new Note(
                    Tone.WARN,
                    people.isEmpty()
                            ? "This link has expired or was replaced. Start the server again; it prints a new one."
                            : "The first administrator is made. Ask them for an invitation."));
            return;
        }
        name.setWidthFull();
        name.setAutofocus(true);
        name.setAutocomplete(Autocomplete.NAME);
        email.setWidthFull();
        email.setAutocomplete(Autocomplete.USERNAME);
        var both = new Div(name, email);
        both.addClassName("two");
        var create = submit("Create administrator");
        create.addClickListener(click -> create());
        create.addClickShortcut(Key.ENTER);
        var ends = new Span("Link ends at " + When.exactly(holder.get().expires()));
        ends.addClassNames("s", "dim");
        ends.getStyle().set("margin-left", "auto");
        fill(
                steps(),
                dim("You opened the one-time link that the server printed. The person you name here can add all"
                        + " others."),
                both,
                password,
                refusal,
                new Note(
                        Tone.NEUTRAL,
                        "An administrator decides who works here. Patient data stays masked for those without the right"
                                + " to see it, and the author of a version never approves it, whatever the role."),
                row(create, ends));
    }

    private void create() {
        refusal.removeAll();
        Optional<String> typed = password.value();
        if (typed.isEmpty()) {
            return;
        }
        switch (people.setUp(token, name.getValue(), email.getValue(), typed.get())) {
            case People.Outcome.Done done ->
                getUI().ifPresent(ui -> ui.getPage().setLocation("login?welcome"));
            case People.Outcome.Problem problem -> refusal.add(new Note(Tone.BAD, problem.sentence()));
        }
    }

    private static OrderedList steps() {
        var database = new ListItem(Icon.CHECK.small(), new Span("Database"));
        database.addClassName("done");
        var admin = new ListItem(number("2"), new Span("First administrator"));
        admin.getElement().setAttribute("aria-current", "step");
        var steps = new OrderedList(database, admin, new ListItem(number("3"), new Span("First channel")));
        steps.addClassName("steps");
        return steps;
    }

    private static Span number(String number) {
        var disc = new Span(number);
        disc.addClassName("disc");
        return disc;
    }
}
