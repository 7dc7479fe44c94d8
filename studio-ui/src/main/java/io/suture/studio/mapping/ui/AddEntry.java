package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.small;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.Entry;
import io.suture.engine.mapping.FieldMapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.value.FieldPath;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Gives a Bundle one more entry: which resource, and what the mapping calls it.
final class AddEntry extends Span {
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*");

    private final Popover form = new Popover();
    private final ComboBox<String> resource = new ComboBox<>("Resource");
    private final TextField name = new TextField("Called");
    private transient Set<String> taken = Set.of();

    AddEntry(Consumer<FieldMapping> add) {
        Button open = small(button("Add entry", "plus", click -> {}));
        form.setTarget(open);
        form.setAriaLabel("Add an entry");
        resource.setWidth("240px");
        resource.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                name.setValue(free(change.getValue()));
            }
        });
        name.setWidth("240px");
        name.setHelperText("What formulas refer to it by.");
        Button put = small(primary(button("Add", click -> {
            if (isSound()) {
                add.accept(row(resource.getValue(), name.getValue().strip()));
                resource.clear();
                name.clear();
                form.close();
            }
        })));
        form.add(box("fields", resource, name, put));
        form.addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                resource.focus();
            }
        });
        add(open, form);
    }

    /// @param resources that may be chosen; without any there is nothing to add to
    /// @param names     that are taken
    void offer(List<String> resources, Set<String> names) {
        setVisible(!resources.isEmpty());
        resource.setItems(resources);
        taken = names;
    }

    private boolean isSound() {
        String chosen = name.getValue().strip();
        boolean missing = resource.getValue() == null;
        resource.setInvalid(missing);
        resource.setErrorMessage("Choose what it is.");
        boolean wrong = !NAME.matcher(chosen).matches() || taken.contains(chosen);
        name.setInvalid(wrong);
        name.setErrorMessage(
                taken.contains(chosen)
                        ? "There is an entry of that name."
                        : "Use letters and digits, beginning with a small letter.");
        return !missing && !wrong;
    }

    private String free(String resourceType) {
        String plain = resourceType.substring(0, 1).toLowerCase(Locale.ROOT) + resourceType.substring(1);
        String found = plain;
        for (int number = 2; taken.contains(found); number++) {
            found = plain + number;
        }
        return found;
    }

    /// Patients and other things that live long are merged with what the server has; SEMANTICS, "Null, absent, replace,
    /// merge".
    private static FieldMapping row(String resourceType, String called) {
        return new FieldMapping(
                FieldPath.of(called),
                new Entry(resourceType, new Formula(""), Entry.WriteMode.MERGE, null),
                List.of(),
                null,
                new Origin.Beneath(),
                null,
                "");
    }
}
