package io.suture.studio.channel.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import io.suture.runtime.connector.Connector.Direction;
import io.suture.runtime.connector.Setting;
import io.suture.runtime.connector.Setting.Group;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// An Endpoint's settings: the address at once, what is seldom said folded away by what it belongs to.
/// What is wrong stands at its field, what holds unless it is said stands in it. The fields stay while the draft
/// changes.
final class EndpointForm extends Div {
    private static final String WIDE = "320px";
    private static final String NARROW = "232px";

    private final transient BiConsumer<Setting, String> changed;
    private final boolean mayEdit;
    private final Map<Setting, AbstractField<?, String>> fields = new LinkedHashMap<>();
    private final Map<Group, Span> counts = new EnumMap<>(Group.class);

    /// @param direction a sender's times and characters are asked for at once, a receiver's are as usual
    /// @param changed   hears what a setting is to be; blank where nothing is said of it
    EndpointForm(List<Setting> settings, Direction direction, boolean mayEdit, BiConsumer<Setting, String> changed) {
        this.changed = changed;
        this.mayEdit = mayEdit;
        addClassName("endpoint-form");
        var open = box("fields");
        add(open);
        Set<Group> atOnce = EnumSet.of(Group.ADDRESS);
        if (direction == Direction.IN) {
            atOnce.add(Group.READING);
        }
        settings.stream()
                .filter(setting -> atOnce.contains(setting.group()))
                .forEach(setting -> open.add(field(setting, WIDE)));
        for (Group group : Group.values()) {
            List<Setting> folded = settings.stream()
                    .filter(setting -> setting.group() == group)
                    .toList();
            if (!folded.isEmpty() && !atOnce.contains(group)) {
                var within = box("fields");
                folded.forEach(setting -> within.add(field(setting, NARROW)));
                Span count = text("", "mid");
                counts.put(group, count);
                var summary = box("line", text(words(group)), count);
                add(new Details(summary, within));
            }
        }
    }

    private static String words(Group group) {
        return switch (group) {
            case ADDRESS -> "Address";
            case READING -> "Characters and times";
            case ANSWERING -> "Answers and errors";
            case TLS -> "Encryption";
            case LIMITS -> "Limits and patience";
        };
    }

    /// @param problems with the settings' names as places
    void show(Endpoint endpoint, List<Problem> problems) {
        fields.forEach((setting, field) -> {
            field.setValue(endpoint.setting(setting.name(), ""));
            List<Problem> wrong = problems.stream()
                    .filter(problem -> problem.path().equals(setting.name()))
                    .toList();
            var validated = (HasValidation) field;
            validated.setInvalid(!wrong.isEmpty());
            validated.setErrorMessage(wrong.isEmpty() ? "" : wrong.getFirst().message());
        });
        counts.forEach((group, count) -> {
            long said = fields.keySet().stream()
                    .filter(setting -> setting.group() == group)
                    .filter(setting -> !endpoint.setting(setting.name(), "").isBlank())
                    .count();
            count.setText(said == 0 ? "as usual" : said + " set");
        });
    }

    private AbstractField<?, String> field(Setting setting, String width) {
        AbstractField<?, String> field = setting.choices().isEmpty() ? typed(setting, width) : chosen(setting, width);
        field.setReadOnly(!mayEdit);
        field.getElement().setAttribute("data-test", "setting-" + setting.name());
        listen(setting, field);
        fields.put(setting, field);
        return field;
    }

    private void listen(Setting setting, HasValue<?, String> field) {
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                String value = change.getValue();
                changed.accept(setting, value == null ? "" : value.strip());
            }
        });
    }

    private static TextField typed(Setting setting, String width) {
        var field = new TextField(setting.label());
        field.setWidth(width);
        field.setPlaceholder(setting.otherwise());
        field.setHelperText(setting.hint());
        return field;
    }

    /// One of the choices, or the name of a setting of the machine: `${LAB_TLS:false}`.
    private static ComboBox<String> chosen(Setting setting, String width) {
        var field = new ComboBox<String>(setting.label(), setting.choices());
        field.setWidth(width);
        field.setItemLabelGenerator(choice -> words(setting, choice));
        field.setPlaceholder(words(setting, setting.otherwise()));
        field.setHelperText(setting.hint());
        field.setAllowCustomValue(true);
        field.setClearButtonVisible(true);
        field.addCustomValueSetListener(typed -> field.setValue(typed.getDetail()));
        return field;
    }

    private static String words(Setting setting, String choice) {
        if (!setting.isYesOrNo()) {
            return choice;
        }
        return switch (choice) {
            case "true" -> "Yes";
            case "false" -> "No";
            default -> choice;
        };
    }
}
