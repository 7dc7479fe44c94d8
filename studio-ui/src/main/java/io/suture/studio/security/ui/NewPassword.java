package io.suture.studio.security.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Optional;

/// A new password, typed twice.
final class NewPassword extends Div {
    private static final long serialVersionUID = 1L;
    private final PasswordField first = new PasswordField("Password");
    private final PasswordField again = new PasswordField("Password again");

    NewPassword() {
        addClassName("form");
        getStyle().set("padding", "0").set("max-width", "none");
        first.setAutocomplete(Autocomplete.NEW_PASSWORD);
        again.setAutocomplete(Autocomplete.NEW_PASSWORD);
        first.setHelperText("At least 12 characters; a sentence is easy to remember.");
        first.setWidthFull();
        again.setWidthFull();
        again.setValueChangeMode(ValueChangeMode.LAZY);
        again.addValueChangeListener(typed -> compare());
        first.addValueChangeListener(typed -> {
            first.setInvalid(false);
            if (!again.isEmpty()) {
                compare();
            }
        });
        add(first, again);
    }

    private boolean compare() {
        boolean same = first.getValue().equals(again.getValue());
        again.setInvalid(!same);
        again.setErrorMessage("This differs from the password above.");
        return same;
    }

    /// Empty, and marked, while both differ.
    Optional<String> value() {
        return compare() ? Optional.of(first.getValue()) : Optional.empty();
    }

    void refuse(String sentence) {
        first.setErrorMessage(sentence);
        first.setInvalid(true);
    }
}
