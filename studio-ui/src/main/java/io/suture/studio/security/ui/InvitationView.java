package io.suture.studio.security.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.suture.studio.kit.Note;
import io.suture.studio.kit.Tone;
import io.suture.studio.security.People;
import io.suture.studio.security.People.LinkHolder;
import io.suture.studio.security.Person;
import java.util.Optional;

/// The page behind an invitation or a reset: its owner sets the password, which nobody else ever knows.
@Route(value = "invitation", autoLayout = false)
@PageTitle("Choose a password · Suture")
@AnonymousAllowed
class InvitationView extends Gate implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient People people;
    private final NewPassword password = new NewPassword();
    private String token = "";

    InvitationView(People people) {
        super("signin", "Choose a password");
        this.people = people;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        empty();
        token = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("token")
                .orElse("");
        Optional<Person> person = people.holder(token).flatMap(LinkHolder::person);
        if (person.isEmpty()) {
            fill(new Note(Tone.WARN, "This link has been used or has expired. Ask your administrator for a new one."));
            return;
        }
        var accept = submit("Set password");
        accept.addClickListener(click -> accept());
        accept.addClickShortcut(Key.ENTER);
        fill(dim("For " + person.get().name() + ", " + person.get().email()), password, accept);
    }

    private void accept() {
        Optional<String> typed = password.value();
        if (typed.isEmpty()) {
            return;
        }
        switch (people.accept(token, typed.get())) {
            case People.Outcome.Done done ->
                getUI().ifPresent(ui -> ui.getPage().setLocation("login?welcome"));
            case People.Outcome.Problem problem -> password.refuse(problem.sentence());
        }
    }
}
