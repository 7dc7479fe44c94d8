package io.suture.studio.security.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.server.VaadinServletRequest;
import io.suture.studio.kit.Commands;
import io.suture.studio.kit.Icon;
import io.suture.studio.kit.Note;
import io.suture.studio.kit.Pane;
import io.suture.studio.kit.Tone;
import io.suture.studio.kit.When;
import io.suture.studio.security.People.Invitation;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/// The one-time link, shown this once.
final class LinkShown extends Div {
    private static final long serialVersionUID = 1L;

    LinkShown(Invitation.Made made, Runnable close) {
        String link = ServletUriComponentsBuilder.fromContextPath(
                        VaadinServletRequest.getCurrent().getHttpServletRequest())
                .path("/invitation")
                .queryParam("token", made.token())
                .toUriString();
        var shown = new Code(link);
        shown.addClassName("secret");
        shown.setId("invitation-link");
        var copy = Commands.quiet(
                Icon.COPY,
                "Copy",
                () -> UI.getCurrent().getPage().executeJs("navigator.clipboard.writeText($0)", link));
        var form = new Div(
                new Note(
                        Tone.ACCENT,
                        "Give this link to " + made.person().name() + ". It is shown only now, works once, and ends "
                                + When.exactly(made.expires()) + "."),
                shown,
                Gate.row(copy, Commands.plain("Done", close)));
        form.addClassName("form");
        add(new Pane("Link for " + made.person().name(), form));
    }
}
