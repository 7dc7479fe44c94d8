package io.suture.studio.security.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.VaadinRequest;
import io.suture.studio.kit.Icon;
import org.springframework.security.web.csrf.CsrfToken;

/// A page outside the frame, for those who are not in yet: one card in the middle.
abstract class Gate extends Main {
    private static final long serialVersionUID = 1L;
    private final Section card = new Section();

    Gate(String kind, String title) {
        addClassName("gate");
        card.addClassNames("card", kind);
        card.getElement().setAttribute("aria-label", title);
        var under = new Paragraph(
                new Span("Suture 1.0"), new Span("Authorized use only. What you view and do is recorded."));
        under.addClassName("under");
        add(card, under);
        Span mark = Icon.BRAND.create();
        mark.addClassName("acc");
        card.add(new H1(mark, new Span(title)));
    }

    final void fill(Component... parts) {
        card.add(parts);
    }

    final void empty() {
        card.getChildren().filter(part -> !(part instanceof H1)).toList().forEach(card::remove);
    }

    static Paragraph dim(String sentence) {
        var words = new Paragraph(sentence);
        words.addClassName("mid");
        return words;
    }

    static NativeButton submit(String verb) {
        var button = new NativeButton(verb);
        button.addClassNames("btn", "primary");
        return button;
    }

    static Div row(Component... parts) {
        var row = new Div(parts);
        row.addClassName("line");
        return row;
    }

    /// A form that the browser itself posts, so that its password store takes part.
    @Tag("form")
    static final class Form extends HtmlContainer {
        private static final long serialVersionUID = 1L;

        Form(String action) {
            getElement().setAttribute("method", "post").setAttribute("action", action);
            CsrfToken token = (CsrfToken) VaadinRequest.getCurrent().getAttribute(CsrfToken.class.getName());
            if (token != null) {
                var hidden = new com.vaadin.flow.dom.Element("input");
                hidden.setAttribute("type", "hidden");
                hidden.setAttribute("name", token.getParameterName());
                hidden.setAttribute("value", token.getToken());
                getElement().appendChild(hidden);
            }
        }
    }
}
