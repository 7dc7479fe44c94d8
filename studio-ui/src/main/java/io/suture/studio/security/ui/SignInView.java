package io.suture.studio.security.ui;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.suture.studio.kit.Note;
import io.suture.studio.kit.Tone;
import io.suture.studio.security.People;

/// Address and password.
@Route(value = "login", autoLayout = false)
@PageTitle("Sign in · Suture")
@AnonymousAllowed
class SignInView extends Gate implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private final transient People people;

    SignInView(People people) {
        super("signin", "Suture");
        this.people = people;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        empty();
        QueryParameters query = event.getLocation().getQueryParameters();
        if (people.isEmpty()) {
            fill(
                    dim("Nobody works here yet."),
                    new Note(
                            Tone.ACCENT,
                            "Open the one-time link that the server printed when it started. It makes the first"
                                    + " administrator. If it has expired, start the server again for a new one."));
            return;
        }
        fill(dim("Sign in to the studio"));
        if (query.getSingleParameter("error").isPresent()) {
            fill(new Note(Tone.BAD, "This address and password do not go together. Try again."));
        } else if (query.getSingleParameter("locked").isPresent()) {
            fill(new Note(
                    Tone.BAD,
                    "Too many wrong passwords: the account is locked for a while, longer each time. Wait a few"
                            + " minutes, or ask an administrator for a link."));
        } else if (query.getSingleParameter("welcome").isPresent()) {
            fill(new Note(Tone.OK, "Your password is set. Sign in with it."));
        }
        fill(form());
        var help = new Paragraph("Forgot your password? Ask an administrator of your installation for a link.");
        help.addClassNames("s", "mid");
        fill(help);
    }

    private static Form form() {
        var email = new TextField("E-mail address");
        email.getElement().setAttribute("name", "username");
        email.setAutocomplete(Autocomplete.USERNAME);
        email.setAutofocus(true);
        email.setWidthFull();
        var password = new PasswordField("Password");
        password.getElement().setAttribute("name", "password");
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        password.setWidthFull();
        var button = submit("Sign in");
        button.getElement().setAttribute("type", "submit");
        var form = new Form("login");
        form.add(email, password, button);
        return form;
    }
}
