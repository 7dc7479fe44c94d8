package io.suture.studio.security.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.suture.studio.kit.Commands;
import io.suture.studio.kit.Note;
import io.suture.studio.kit.Page;
import io.suture.studio.kit.PageHeader;
import io.suture.studio.kit.Tone;
import io.suture.studio.security.People;
import jakarta.annotation.security.PermitAll;

/// One's own password.
@Route("password")
@PageTitle("Change password · Suture")
@PermitAll
class PasswordView extends Page {
    private static final long serialVersionUID = 1L;
    private final transient People people;
    private final PasswordField current = new PasswordField("Current password");
    private final NewPassword password = new NewPassword();
    private final Div answer = new Div();

    PasswordView(People people) {
        this.people = people;
        current.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        current.setWidthFull();
        top(new PageHeader("Change password"));
        var form = new Div(current, password, answer, new Div(Commands.primary("Change password", this::change)));
        form.addClassName("form");
        body(form);
    }

    private void change() {
        answer.removeAll();
        password.value().ifPresent(typed -> {
            switch (people.changePassword(current.getValue(), typed)) {
                case People.Outcome.Done done ->
                    answer.add(new Note(Tone.OK, "Changed. Use the new one from the next sign-in on."));
                case People.Outcome.Problem problem -> answer.add(new Note(Tone.BAD, problem.sentence()));
            }
        });
    }
}
