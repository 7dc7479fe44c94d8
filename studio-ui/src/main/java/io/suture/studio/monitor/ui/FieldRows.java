package io.suture.studio.monitor.ui;

import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.html.Div;
import io.suture.studio.kit.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// An HL7 v2 message as a list of its fields that hold something, by position.
final class FieldRows extends Div {
    private static final int MOST = 2_000;

    FieldRows(String message) {
        var rows = new Rows("Fields of the message", "Field:120px", "Value");
        Map<String, Integer> seen = new HashMap<>();
        int shown = 0;
        String separator = message.length() > 3 ? Pattern.quote(message.substring(3, 4)) : "\\|";
        for (String segment : message.split("[\r\n]+")) {
            List<String> parts = List.of(segment.split(separator, -1));
            String name = parts.getFirst();
            int repeat = seen.merge(name, 1, Integer::sum);
            rows.group(repeat > 1 ? name + "[" + repeat + "]" : name, 2);
            // The separator itself is MSH-1, so what follows it is MSH-2.
            int offset = name.equals("MSH") ? 1 : 0;
            for (int i = 1; i < parts.size() && shown < MOST; i++) {
                if (!parts.get(i).isEmpty()) {
                    rows.row(text(name + "-" + (i + offset), "mono"), text(parts.get(i), "mono"));
                    shown++;
                }
            }
        }
        add(rows);
    }
}
