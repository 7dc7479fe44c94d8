package io.suture.studio.approval.ui;

import static io.suture.studio.kit.Markup.box;
import static io.suture.studio.kit.Markup.button;
import static io.suture.studio.kit.Markup.icon;
import static io.suture.studio.kit.Markup.note;
import static io.suture.studio.kit.Markup.pane;
import static io.suture.studio.kit.Markup.primary;
import static io.suture.studio.kit.Markup.tag;
import static io.suture.studio.kit.Markup.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.suture.engine.channel.Channel;
import io.suture.engine.report.Problem;
import io.suture.studio.approval.Approvals;
import io.suture.studio.approval.Approvals.Vote;
import io.suture.studio.channel.Change;
import io.suture.studio.channel.Changes;
import io.suture.studio.channel.ChannelId;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Version;
import io.suture.studio.channel.Versions;
import io.suture.studio.kit.ChangeLine;
import io.suture.studio.kit.Markup;
import io.suture.studio.kit.Tone;
import io.suture.studio.kit.When;
import io.suture.studio.security.Accounts;
import io.suture.studio.testing.RegressionRuns;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// One Version as an approver reads it: what changes in words, the evidence, the decision.
@Route("channels/:channel/versions/:number")
@PermitAll
class ApprovalView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final transient Versions versions;
    private final transient Approvals approvals;
    private final transient RegressionRuns regression;
    private final transient Compilation compilation;
    private final transient Accounts people;
    private final transient InstantSource clock;
    private String title = "";

    ApprovalView(
            Versions versions,
            Approvals approvals,
            RegressionRuns regression,
            Compilation compilation,
            Accounts people,
            InstantSource clock) {
        this.versions = versions;
        this.approvals = approvals;
        this.regression = regression;
        this.compilation = compilation;
        this.people = people;
        this.clock = clock;
        addClassName("page");
    }

    @Override
    public String getPageTitle() {
        return title + " · Suture";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        ChannelId id = event.getRouteParameters()
                .get("channel")
                .flatMap(ChannelId::parse)
                .orElseThrow(NotFoundException::new);
        int number = event.getRouteParameters().getInteger("number").orElseThrow(NotFoundException::new);
        show(versions.find(id, number).orElseThrow(NotFoundException::new));
    }

    private void show(Version version) {
        removeAll();
        Channel channel = versions.channel(version.channel(), version.number()).orElseThrow();
        Optional<Version> before = versions.list(version.channel()).stream()
                .filter(one -> one.number() < version.number() && one.state() == Version.State.APPROVED)
                .findFirst();
        title = channel.title() + ", v" + version.number();
        var crumb = icon("right");
        crumb.addClassNames("i12", "dim");
        var heading = new H1(new Anchor("approvals", "Approvals"), crumb, new Span(title));
        var head = new Div(
                heading,
                state(version),
                text(
                        "Submitted by " + people.name(version.submittedBy()) + ", "
                                + When.shortly(version.submittedAt(), clock.instant()) + ". "
                                + before.map(one -> "Replaces v" + one.number() + ".")
                                        .orElse("The first version."),
                        "mid",
                        "s"));
        head.addClassName("head");
        List<Change> changes = before.flatMap(one -> versions.channel(one.channel(), one.number()))
                .map(earlier -> Changes.between(earlier, channel))
                .orElseGet(List::of);
        var evidence = box("pane evidence");
        evidence.add(pane("Evidence", evidence(version, channel)), decision(version));
        add(
                head,
                box(
                        "panes approval",
                        pane("What changes", changes(version, channel, changes, before.isEmpty())),
                        evidence),
                box(
                        "foot",
                        text("A version is fixed once submitted. Any edit makes a new one, and the tests run again.")));
    }

    private static Span state(Version version) {
        return switch (version.state()) {
            case SUBMITTED -> tag("Waits for approval", Tone.WARN);
            case APPROVED -> tag("Approved", Tone.OK);
            case SENT_BACK -> tag("Sent back", Tone.WARN);
        };
    }

    private static Div changes(Version version, Channel channel, List<Change> changes, boolean first) {
        var content = box("changes");
        content.add(box("why line", text("Why", "dim"), text(version.comment())));
        if (first) {
            content.add(text(
                    "This is the first version: everything in it is new. It has "
                            + Markup.counted(channel.rules().parts().size(), "rule") + ", "
                            + Markup.counted(channel.destinations().size(), "destination") + ", "
                            + Markup.counted(
                                    channel.destinations().stream()
                                            .mapToInt(one ->
                                                    one.mapping().fields().size())
                                            .sum(),
                                    "field mapping")
                            + " and " + Markup.counted(channel.tables().size(), "lookup table") + ".",
                    "mid"));
            return whole(content, channel);
        }
        if (changes.isEmpty()) {
            content.add(text("Nothing differs from the version that was approved before.", "mid"));
        }
        Change.Section section = null;
        for (Change change : changes) {
            if (change.section() != section) {
                section = change.section();
                content.add(new H2(section.label()));
            }
            content.add(change(change));
        }
        return content;
    }

    /// A first version is compared with an empty one, so that an approver reads every rule and row.
    private static Div whole(Div content, Channel channel) {
        channel.queries()
                .forEach(query -> content.add(change(new Change(
                        Change.Section.QUERIES,
                        Change.Kind.ADDED,
                        query.name(),
                        "",
                        io.suture.studio.channel.QueryWords.sentence(query)))));
        channel.rules()
                .parts()
                .forEach(rule -> content.add(change(new Change(
                        Change.Section.RULES,
                        Change.Kind.ADDED,
                        rule.name(),
                        "",
                        io.suture.studio.channel.RuleWords.sentence(rule)))));
        channel.destinations()
                .forEach(destination -> destination
                        .mapping()
                        .fields()
                        .forEach(row -> content.add(change(new Change(
                                Change.Section.MAPPING,
                                Change.Kind.ADDED,
                                row.target().isRoot()
                                        ? "the whole output"
                                        : row.target().toString(),
                                "",
                                io.suture.studio.channel.MappingWords.sentence(row))))));
        return content;
    }

    private static ChangeLine change(Change change) {
        return switch (change.kind()) {
            case ADDED -> ChangeLine.added(change.subject(), change.after());
            case CHANGED -> ChangeLine.changed(change.subject(), change.before(), change.after());
            case REMOVED -> ChangeLine.removed(change.subject(), change.before());
        };
    }

    private Div evidence(Version version, Channel channel) {
        var content = box("evidence-list");
        var compiled = compilation.of(channel);
        long warnings = compiled.problems().stream()
                .filter(problem -> !problem.isError())
                .count();
        long errors = compiled.problems().stream().filter(Problem::isError).count();
        content.add(fact(errors == 0, "Compiles", errors == 0 ? warnings + " warnings" : errors + " errors"));
        if (compiled.channel() != null) {
            List<RegressionRuns.Outcome> outcomes =
                    regression.run(version.channel().value(), compiled.channel());
            long red = outcomes.stream().filter(outcome -> !outcome.isGreen()).count();
            long checked =
                    outcomes.stream().filter(RegressionRuns.Outcome::isChecked).count();
            content.add(fact(red == 0, "Tests", (checked - red) + " of " + checked + " pass"));
            content.add(fact(checked > 0, "Samples with expectations", checked + " of " + outcomes.size()));
        }
        content.add(fact(true, "Content", version.hash().substring(0, 16)));
        content.add(fact(
                true,
                "Authors",
                String.join(
                        ", ",
                        version.authors().stream().map(people::name).sorted().toList())));
        return content;
    }

    private static Div fact(boolean fine, String what, String figure) {
        var mark = icon(fine ? "check" : "x");
        mark.addClassName(fine ? "ok" : "bad");
        return box("fact", mark, text(what), text(figure, "mid", "s", "end"));
    }

    private Div decision(Version version) {
        var decided = approvals.decision(version.channel(), version.number());
        if (decided.isPresent()) {
            return box(
                    "decision",
                    new H2(decided.get().approved() ? "Approved" : "Sent back"),
                    text("By " + people.name(decided.get().voter()) + ", "
                            + When.shortly(decided.get().at(), clock.instant()) + ". "
                            + decided.get().comment()),
                    button(
                            "To the versions",
                            click -> UI.getCurrent().navigate("channels/" + version.channel() + "/versions")));
        }
        var decision = box("decision", new H2("Your decision"));
        List<String> obstacles = approvals.obstacles(version.channel(), version.number());
        if (!obstacles.isEmpty()) {
            obstacles.forEach(reason -> decision.add(note(reason, Tone.WARN)));
            return decision;
        }
        var comment = new TextArea();
        comment.setAriaLabel("Comment");
        comment.setPlaceholder("Comment, needed when you send back");
        comment.setWidthFull();
        comment.setMinRows(2);
        var outcome = box("");
        decision.add(
                comment,
                box(
                        "line",
                        primary(button(
                                "Approve",
                                "check",
                                click -> counted(
                                        approvals.approve(
                                                version.channel(),
                                                version.number(),
                                                comment.getValue().strip()),
                                        outcome))),
                        button(
                                "Send back",
                                click -> counted(
                                        approvals.sendBack(
                                                version.channel(),
                                                version.number(),
                                                comment.getValue().strip()),
                                        outcome))),
                outcome,
                text("You are not an author of this version. Your decision is kept in the audit trail.", "mid", "s"));
        return decision;
    }

    private void counted(Vote vote, Div outcome) {
        switch (vote) {
            case Vote.Counted counted ->
                show(versions.find(
                                counted.approval().channel(), counted.approval().number())
                        .orElseThrow());
            case Vote.Refused refused -> {
                outcome.removeAll();
                refused.reasons().forEach(reason -> outcome.add(note(reason, Tone.BAD)));
            }
        }
    }
}
