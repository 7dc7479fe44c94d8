package io.suture.studio.kit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/// The row of tools above panes: view, sample and filters at the left, figures and the rest at the right end.
public final class Toolbar extends Div {
    private static final long serialVersionUID = 1L;
    private final Span end = new Span();

    public Toolbar(Component... tools) {
        addClassName("bar");
        end.addClassName("end");
        add(tools);
        add(end);
    }

    public Toolbar end(Component... tools) {
        end.removeAll();
        end.add(tools);
        return this;
    }
}
