package io.suture.studio.approval.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.suture.studio.channel.Version;
import io.suture.studio.channel.Versions;
import io.suture.studio.kit.EmptyState;
import io.suture.studio.kit.Rows;
import io.suture.studio.kit.When;
import io.suture.studio.security.Accounts;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.List;

/// Versions that wait for a second person.
@Route("approvals")
@PageTitle("Approvals · Suture")
@PermitAll
class ApprovalsView extends Div implements BeforeEnterObserver {
    private final transient Versions versions;
    private final transient Accounts people;
    private final transient InstantSource clock;
    private final Div content = box("pane grow");

    ApprovalsView(Versions versions, Accounts people, InstantSource clock) {
        this.versions = versions;
        this.people = people;
        this.clock = clock;
        addClassName("page");
        var head = new Div(new H1("Approvals"));
        head.addClassName("head");
        add(head, content);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        content.removeAll();
        List<Version> waiting = versions.waiting();
        if (waiting.isEmpty()) {
            content.add(
                    new EmptyState(
                            "Nothing waits for approval",
                            "When an analyst submits a version, it stands here until somebody else approves it or sends it back."));
            return;
        }
        var rows = new Rows(
                "Versions that wait for approval",
                "Channel",
                "Version:100px",
                "Why",
                "Submitted by:180px",
                "When:140px");
        for (Version version : waiting) {
            String path = "channels/" + version.channel() + "/versions/" + version.number();
            String title = versions.channel(version.channel(), version.number())
                    .orElseThrow()
                    .title();
            rows.row(
                    () -> UI.getCurrent().navigate(path),
                    new Anchor(path, title),
                    text("v" + version.number()),
                    text(version.comment(), "cut"),
                    text(people.name(version.submittedBy()), "mid"),
                    text(When.shortly(version.submittedAt(), clock.instant()), "dim"));
        }
        content.add(box("scroll list", rows));
    }
}
