package io.suture.studio.mapping.ui;

import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.primary;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.nio.charset.StandardCharsets;
import java.util.function.BiPredicate;

/// Takes a message to look at; with a name it is kept as a Sample.
final class PasteDialog {
    private PasteDialog() {}

    /// @param use hears the name, empty for none, and the message; false where the name is taken
    static void open(boolean mayKeep, BiPredicate<String, byte[]> use) {
        var dialog = new Dialog();
        dialog.setHeaderTitle("Paste a message");
        dialog.setWidth("720px");
        var name = new TextField("What it shows");
        name.setHelperText("With a name it is kept as a sample. Without one it is forgotten when you leave.");
        name.setWidthFull();
        name.setVisible(mayKeep);
        var message = new TextArea("Message");
        message.setHelperText("Without real patients: names, numbers and dates made up.");
        message.setWidthFull();
        message.setMinRows(8);
        message.setMaxRows(16);
        message.addClassName("mono");
        var take = primary(button("Use message", click -> {
            if (message.getValue().isBlank()) {
                message.setInvalid(true);
                message.setErrorMessage("Paste a message.");
                return;
            }
            byte[] bytes = message.getValue().strip().replaceAll("\r?\n", "\r").getBytes(StandardCharsets.UTF_8);
            if (use.test(name.getValue().strip(), bytes)) {
                dialog.close();
            } else {
                name.setInvalid(true);
                name.setErrorMessage("There is a sample of that name.");
            }
        }));
        dialog.add(name, message);
        dialog.getFooter().add(button("Cancel", click -> dialog.close()), take);
        dialog.open();
        message.focus();
    }
}
