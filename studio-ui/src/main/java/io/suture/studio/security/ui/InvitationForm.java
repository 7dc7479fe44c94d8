package io.suture.studio.security.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.studio.kit.Commands;
import io.suture.studio.kit.Note;
import io.suture.studio.kit.Pane;
import io.suture.studio.kit.Tone;
import io.suture.studio.security.People;
import io.suture.studio.security.People.Invitation;
import java.util.Set;
import java.util.function.Consumer;

/// Whom to invite, and as what.
final class InvitationForm extends Div {
    private static final long serialVersionUID = 1L;

    InvitationForm(People people, Consumer<Invitation> made, Runnable close) {
        var name = new TextField("Name");
        name.setWidthFull();
        name.setAutofocus(true);
        var email = new TextField("E-mail address");
        email.setWidthFull();
        var roles = new RoleChoice(Set.of());
        var refusal = new Div();
        var invite = Commands.primary("Make the invitation", () -> {
            refusal.removeAll();
            switch (people.invite(name.getValue(), email.getValue(), roles.chosen())) {
                case Invitation.Made invitation -> made.accept(invitation);
                case Invitation.Refused refused -> refusal.add(new Note(Tone.BAD, refused.sentence()));
            }
        });
        var form = new Div(name, email, roles, refusal, Gate.row(invite, Commands.quiet("Cancel", close)));
        form.addClassName("form");
        add(new Pane("Invite a person", form));
    }
}
