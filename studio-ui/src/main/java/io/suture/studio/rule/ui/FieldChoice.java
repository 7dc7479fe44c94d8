package io.suture.studio.rule.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import io.suture.studio.rule.SourceFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Chooses a field of the source, found by its number or its name; a component or a formula is typed.
final class FieldChoice extends ComboBox<String> {
    private final transient List<SourceFields.Offer> fields;

    FieldChoice(List<SourceFields.Offer> fields, String formula) {
        this.fields = fields;
        Map<String, String> labels = new LinkedHashMap<>();
        fields.forEach(offer -> labels.put(offer.formula(), offer.label()));
        if (!formula.isEmpty()) {
            labels.putIfAbsent(formula, formula);
        }
        setItems(labels.keySet());
        setItemLabelGenerator(one -> labels.getOrDefault(one, one));
        if (!formula.isEmpty()) {
            setValue(formula);
        }
        setAllowCustomValue(true);
        addCustomValueSetListener(typed -> {
            String text = meant(typed.getDetail().strip());
            labels.putIfAbsent(text, text);
            setItems(labels.keySet());
            setValue(text);
        });
        setAriaLabel("Field");
        setPlaceholder("OBX-8");
        setWidth("264px");
    }

    /// Part of a field's name stands for the first field that has it; anything else is a formula.
    private String meant(String typed) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        return fields.stream()
                .filter(offer -> offer.label().toLowerCase(Locale.ROOT).contains(wanted))
                .map(SourceFields.Offer::formula)
                .findFirst()
                .orElse(typed);
    }
}
