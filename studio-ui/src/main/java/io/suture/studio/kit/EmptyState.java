package io.suture.studio.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;

/// Where a list would be and nothing is yet: what this is, and the one thing to do next.
public final class EmptyState extends Section {
    private static final long serialVersionUID = 1L;

    /// @param title    what there is none of: *No channels yet*
    /// @param sentence what it would be, and how it comes about
    /// @param next     what to do; the first is the primary one
    public EmptyState(String title, String sentence, Component... next) {
        addClassName("blank");
        var words = new Paragraph(sentence);
        words.addClassName("mid");
        add(new H2(title), words);
        if (next.length > 0) {
            var row = new Div(next);
            row.addClassName("line");
            add(row);
        }
    }
}
