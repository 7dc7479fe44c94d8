package io.suture.studio.monitor.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.suture.studio.kit.CodeView;
import io.suture.studio.kit.Masked;
import io.suture.studio.kit.Segments;
import io.suture.studio.monitor.OpenedMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A Message as it came, raw or decoded into its fields. Resting on a field says what it is.
final class ReceivedPane extends Section {
    private final CodeView code = new CodeView();
    private transient Hl7Text message = new Hl7Text("");

    ReceivedPane(OpenedMessage opened) {
        addClassNames("pane", "received");
        var head = new Div(new H2("As received"));
        head.addClassName("pane-head");
        add(head);
        OpenedMessage.Payload payload = opened.payload();
        if (payload == null) {
            head.add(text(size(opened), "dim", "s"));
            add(box(
                    "facts line",
                    new Masked(),
                    text(
                            "The message as it came. Seeing it takes the role operator, and is kept in the audit trail.",
                            "mid")));
            return;
        }
        boolean isUtf8 = isUtf8(payload.raw());
        String raw = new String(payload.raw(), isUtf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        message = new Hl7Text(raw);
        head.add(text(size(opened) + (isUtf8 ? "" : ", not UTF-8, shown byte for byte"), "dim", "s"));
        code.setText(CodeView.Language.HL7, raw);
        code.setLabel("Message as received");
        code.setHinter(at -> message.at(at)
                .map(named -> new CodeView.Hint(named.span(), named.place() + "  " + named.words()))
                .orElse(null));
        var fields = box("scroll");
        fields.getElement()
                .setAttribute("tabindex", "0")
                .setAttribute("role", "group")
                .setAttribute("aria-label", "Fields");
        fields.setVisible(false);
        var end = new Span(new Segments<Component>("How the message is shown", shown -> {
                    if (shown == fields && fields.getComponentCount() == 0) {
                        fields.add(new FieldRows(message));
                    }
                    code.setVisible(shown == code);
                    fields.setVisible(shown == fields);
                    getClassNames().set("decoded", shown == fields);
                })
                .choice(code, "Raw")
                .choice(fields, "Fields")
                .selected(code));
        end.addClassName("end");
        head.add(end);
        add(code, fields);
    }

    private static String size(OpenedMessage opened) {
        return Quantity.bytes(opened.summary().size());
    }

    private static boolean isUtf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0;
    }

    /// Marks where these places stand.
    void mark(List<String> places) {
        code.setHighlights(
                places.stream().map(message::find).flatMap(Optional::stream).toList());
    }
}
