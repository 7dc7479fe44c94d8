package io.suture.studio.monitor.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import io.suture.studio.kit.Rows;
import io.suture.studio.monitor.ui.Hl7Text.Part;
import io.suture.studio.monitor.ui.Hl7Text.Segment;
import java.util.List;

/// An HL7 v2 message decoded: its fields and components that hold something, each with its name.
final class FieldRows extends Div {
    private static final int MOST = 600;

    private final transient Hl7Text message;
    private final Rows rows = new Rows("Fields of the message", "Field:104px", "Name:34%", "Value");
    private int shown;

    FieldRows(Hl7Text message) {
        this.message = message;
        addClassName("fields-of");
        rows.addClassName("dense");
        add(rows);
        if (message.segments().isEmpty()) {
            add(box("facts", text("This is no HL7 message, so it has no fields. See it raw.", "mid")));
        }
        for (Segment segment : message.segments()) {
            if (shown < MOST) {
                show(segment);
            }
        }
        if (shown >= MOST) {
            add(box("facts", text("The first " + MOST + " fields and components. See the rest raw.", "mid")));
        }
    }

    private void show(Segment segment) {
        String title = segment.title(message.repeats(segment));
        rows.group(title, 3);
        for (Part field : segment.fields()) {
            if (field.span().from() < field.span().to()) {
                row(segment.name() + "-" + field.number(), message.label(segment, field), field, "");
                List<Part> components = message.components(segment, field);
                for (Part component : components) {
                    row(
                            segment.name() + "-" + field.number() + "." + component.number(),
                            message.label(segment, field, component),
                            component,
                            "mid");
                }
            }
        }
    }

    private void row(String place, String label, Part part, String tone) {
        String value = message.of(part.span());
        var shownValue = text(value, "mono");
        shownValue.setTitle(value);
        var name = text(label);
        var where = text(place, "mono");
        if (!tone.isEmpty()) {
            name.addClassNames(tone, "inner");
            where.addClassNames(tone, "inner");
        }
        rows.row(where, name, shownValue);
        shown++;
    }
}
