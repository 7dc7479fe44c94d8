package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Span;
import io.suture.engine.expression.Formula;
import io.suture.engine.mapping.Mapping;
import io.suture.engine.mapping.Origin;
import io.suture.engine.value.FieldPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which of the Channel's sub-mappings makes the value, if one does, and what its parameters are.
final class MapForm {
    private static final String NONE = "the formula alone";

    private final FieldPath target;
    private final Inspector.Hearer hearer;

    MapForm(FieldPath target, Inspector.Hearer hearer) {
        this.target = target;
        this.hearer = hearer;
    }

    void addTo(FormLines lines, Origin origin) {
        List<Mapping> fitting = hearer.maps(target);
        Origin.Using using = origin instanceof Origin.Using one ? one : null;
        if (fitting.isEmpty() && using == null) {
            return;
        }
        var items = new java.util.ArrayList<String>();
        items.add(NONE);
        fitting.forEach(map -> items.add(map.name()));
        if (using != null && !items.contains(using.map())) {
            items.add(using.map());
        }
        var choice = new ComboBox<String>();
        choice.setAriaLabel("Mapped by");
        choice.setItems(items);
        choice.setValue(using == null ? NONE : using.map());
        choice.setWidthFull();
        choice.setReadOnly(!hearer.editable());
        choice.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                choose(change.getValue());
            }
        });
        if (using == null) {
            lines.line("Mapped by", choice);
        } else {
            var open = small(button("Open", click -> hearer.openMap(using.map())));
            open.setAriaLabel("Open the map " + using.map());
            var both = new Span(choice, open);
            both.addClassNames("line", "gap4");
            lines.line("Mapped by", both);
            parameters(
                    lines,
                    using,
                    fitting.stream()
                            .filter(map -> map.name().equals(using.map()))
                            .findFirst());
        }
    }

    private void choose(String map) {
        hearer.changed(target, "Changed what maps " + target, row -> {
            Formula from = switch (row.origin()) {
                case Origin.From(Formula formula) -> formula;
                case Origin.Using before -> before.from();
                case Origin.Beneath beneath -> new Formula("absent");
                case Origin.Cases cases -> new Formula("absent");
            };
            return row.withOrigin(map.equals(NONE) ? new Origin.From(from) : new Origin.Using(map, from, Map.of()));
        });
    }

    private void parameters(FormLines lines, Origin.Using using, Optional<Mapping> map) {
        var names = new LinkedHashMap<String, String>();
        map.ifPresent(one -> names.putAll(one.parameters()));
        using.with().keySet().forEach(name -> names.putIfAbsent(name, ""));
        names.forEach((name, otherwise) -> {
            Formula given = using.with().get(name);
            lines.line(
                    "with " + name,
                    hearer.field(target, "with " + name, given == null ? "" : given.text(), (row, typed) -> {
                        if (!(row.origin() instanceof Origin.Using now)) {
                            return row;
                        }
                        var with = new LinkedHashMap<>(now.with());
                        if (typed == null) {
                            with.remove(name);
                        } else {
                            with.put(name, typed);
                        }
                        return row.withOrigin(new Origin.Using(now.map(), now.from(), with));
                    }));
            if (given == null && !otherwise.isEmpty()) {
                lines.line("", text("unless given: " + otherwise, "dim", "s"));
            }
        });
    }
}
