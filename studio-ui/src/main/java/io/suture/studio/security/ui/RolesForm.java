package io.suture.studio.security.ui;

import com.vaadin.flow.component.html.Div;
import io.suture.studio.kit.Commands;
import io.suture.studio.kit.Pane;
import io.suture.studio.security.Person;
import io.suture.studio.security.Role;
import java.util.Set;
import java.util.function.Consumer;

/// Other roles for somebody; they hold from the next click on.
final class RolesForm extends Div {
    private static final long serialVersionUID = 1L;

    RolesForm(Person person, Consumer<Set<Role>> change, Runnable close) {
        var roles = new RoleChoice(person.roles());
        var form = new Div(
                roles,
                Gate.row(
                        Commands.primary("Change roles", () -> change.accept(roles.chosen())),
                        Commands.quiet("Cancel", close)));
        form.addClassName("form");
        add(new Pane("Roles of " + person.name(), form));
    }
}
