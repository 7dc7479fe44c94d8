package io.suture.studio.security.ui;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.checkbox.CheckboxGroupVariant;
import com.vaadin.flow.component.html.Div;
import io.suture.studio.security.Role;
import java.util.List;
import java.util.Set;

/// Roles to tick, each with what it is for.
final class RoleChoice extends Div {
    private static final long serialVersionUID = 1L;
    private final CheckboxGroup<Role> group = new CheckboxGroup<>("Roles");

    RoleChoice(Set<Role> chosen) {
        group.setItems(List.of(Role.values()));
        group.setItemLabelGenerator(role -> role.label() + ": " + purpose(role));
        group.addThemeVariants(CheckboxGroupVariant.LUMO_VERTICAL);
        group.setValue(chosen);
        add(group);
    }

    Set<Role> chosen() {
        return group.getValue();
    }

    private static String purpose(Role role) {
        return switch (role) {
            case ANALYST -> "maps, writes rules, submits";
            case TESTER -> "keeps samples and what they must yield";
            case APPROVER -> "approves what others wrote, deploys";
            case OPERATOR -> "watches messages, sends them again, sees payloads";
            case AUDITOR -> "reads the audit trail";
            case ADMIN -> "decides who works here";
        };
    }
}
