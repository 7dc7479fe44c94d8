package io.suture.studio.approval.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.small;
import static io.suture.studio.kit.Markup.tag;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.suture.studio.approval.Releases;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Version;
import io.suture.studio.channel.Versions;
import io.suture.studio.channel.frame.ChannelPage;
import io.suture.studio.channel.frame.ChannelServices;
import io.suture.studio.channel.frame.ChannelTab;
import io.suture.studio.kit.EmptyState;
import io.suture.studio.kit.Rows;
import io.suture.studio.kit.Tone;
import io.suture.studio.kit.When;
import io.suture.studio.security.Accounts;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The Versions of one Channel: what was submitted, decided, deployed; deploying one, or going back to an earlier one.
@Route("channels/:channel/versions")
@PermitAll
class VersionsView extends ChannelPage {
    private final transient Versions versions;
    private final transient Releases releases;
    private final transient Accounts people;
    private final transient InstantSource clock;
    private final boolean mayDeploy;
    private final Div content = box("scroll list");

    VersionsView(
            ChannelServices services,
            Versions versions,
            Releases releases,
            Accounts people,
            Rights rights,
            InstantSource clock) {
        super(services, ChannelTab.VERSIONS);
        this.versions = versions;
        this.releases = releases;
        this.people = people;
        this.clock = clock;
        this.mayDeploy = rights.actor().may(Right.DEPLOY);
        body().add(content);
    }

    @Override
    protected void show(Draft draft) {
        content.removeAll();
        List<Version> all = versions.list(draft.id());
        if (all.isEmpty()) {
            content.add(
                    new EmptyState(
                            "No versions yet",
                            "Submitting the draft freezes it as version 1. Somebody else approves it; then it can be deployed."));
            status("No versions");
            return;
        }
        Optional<Integer> running = releases.running(draft.channel().name());
        var rows = new Rows(
                "Versions",
                "Version:120px",
                "State:200px",
                "Why",
                "Submitted by:160px",
                "When:140px",
                "Content:120px",
                "Commands:180px");
        for (Version version : all) {
            boolean runs = running.filter(number -> number == version.number()).isPresent();
            var commands = new Span();
            commands.addClassNames("line", "gap4");
            if (version.state() == Version.State.SUBMITTED) {
                commands.add(small(button("Review", click -> open(version))));
            }
            if (version.state() == Version.State.APPROVED && mayDeploy && !runs) {
                boolean back =
                        running.filter(number -> number > version.number()).isPresent();
                commands.add(small(button(back ? "Go back to this" : "Deploy", click -> deploy(version, back))));
            }
            rows.row(
                    new Anchor(path(version), "v" + version.number()),
                    runs ? tag("running", Tone.OK) : state(version),
                    text(version.comment(), "cut"),
                    text(people.name(version.submittedBy()), "mid"),
                    text(When.shortly(version.submittedAt(), clock.instant()), "dim"),
                    text(version.hash().substring(0, 8), "mono", "dim"),
                    commands);
        }
        content.add(rows);
        status(all.size()
                + (all.size() == 1 ? " version, " : " versions, ")
                + running.map(number -> "v" + number + " runs").orElse("none runs"));
    }

    private static Span state(Version version) {
        return switch (version.state()) {
            case SUBMITTED -> tag("waits for approval", Tone.WARN);
            case APPROVED -> tag("approved", Tone.NEUTRAL);
            case SENT_BACK -> tag("sent back", Tone.WARN);
        };
    }

    private static String path(Version version) {
        return "channels/" + version.channel() + "/versions/" + version.number();
    }

    private void open(Version version) {
        UI.getCurrent().navigate(path(version));
    }

    private void deploy(Version version, boolean back) {
        String name = draft().channel().title() + " v" + version.number();
        var ask = new ConfirmDialog(
                back ? "Go back to v" + version.number() + "?" : "Deploy v" + version.number() + "?",
                back
                        ? name + " takes over at once. Messages in flight finish on the version that they began with."
                        : name + " starts, or takes over from the version that runs. Messages in flight finish on the "
                                + "version that they began with.",
                back ? "Go back" : "Deploy",
                confirmed -> {
                    releases.deploy(version.channel(), version.number()).forEach(problem -> notice(problem, Tone.BAD));
                    show(draft());
                });
        ask.setCancelable(true);
        ask.open();
    }
}
