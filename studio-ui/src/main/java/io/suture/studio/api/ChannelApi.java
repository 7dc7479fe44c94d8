package io.suture.studio.api;

import io.suture.engine.channel.Channel;
import io.suture.studio.approval.Approvals;
import io.suture.studio.approval.Releases;
import io.suture.studio.channel.ChannelId;
import io.suture.studio.channel.ChannelSummary;
import io.suture.studio.channel.Compilation;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Drafts;
import io.suture.studio.channel.Version;
import io.suture.studio.channel.Versions;
import io.suture.template.Transform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Channels: their drafts, versions, a preview on any message, approval and deployment.
@RestController
@RequestMapping("/api/v1/channels")
class ChannelApi {
    private final Drafts drafts;
    private final Versions versions;
    private final Compilation compilation;
    private final Approvals approvals;
    private final Releases releases;

    ChannelApi(Drafts drafts, Versions versions, Compilation compilation, Approvals approvals, Releases releases) {
        this.drafts = drafts;
        this.versions = versions;
        this.compilation = compilation;
        this.approvals = approvals;
        this.releases = releases;
    }

    /// @param running the number of the version that runs; null where none does
    /// @param state   what runs, in words; null where none does
    record ChannelLine(
            String name,
            String title,
            @Nullable Integer lastVersion,
            @Nullable Integer running,
            @Nullable String state,
            int draftChanges,
            Instant changedAt) {}

    record DestinationLine(String name, String kind, int rows) {}

    record ChannelPage(
            ChannelLine channel,
            String description,
            String source,
            List<DestinationLine> destinations,
            int rules,
            long revision) {}

    record VersionLine(
            int number, String hash, String comment, Instant submittedAt, Version.State state, boolean running) {}

    record Comment(@Nullable String comment) {}

    @GetMapping
    List<ChannelLine> channels() {
        return drafts.channels().stream().map(this::line).toList();
    }

    @GetMapping("/{name}")
    ChannelPage channel(@PathVariable String name) {
        ChannelSummary summary = drafts.channels().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound("channel"));
        Draft draft = drafts.open(summary.id()).orElseThrow();
        Channel channel = draft.channel();
        return new ChannelPage(
                line(summary),
                channel.description(),
                channel.source().schema().toString(),
                channel.destinations().stream()
                        .map(one -> new DestinationLine(
                                one.name(),
                                one.endpoint().connector(),
                                one.mapping().fields().size()))
                        .toList(),
                channel.rules().parts().size(),
                draft.revision());
    }

    private ChannelLine line(ChannelSummary channel) {
        return new ChannelLine(
                channel.name(),
                channel.title(),
                channel.lastVersion(),
                releases.running(channel.name()).orElse(null),
                releases.words(channel.name()).orElse(null),
                channel.draftChanges(),
                channel.changedAt());
    }

    @GetMapping("/{name}/versions")
    List<VersionLine> versions(@PathVariable String name) {
        ChannelId id = id(name);
        return versions.list(id).stream()
                .map(one -> line(one, releases.running(name)))
                .toList();
    }

    private static VersionLine line(Version version, Optional<Integer> running) {
        return new VersionLine(
                version.number(),
                version.hash(),
                version.comment(),
                version.submittedAt(),
                version.state(),
                running.filter(one -> one == version.number()).isPresent());
    }

    /// What the draft makes of a message: the report of `transform`, with the outputs in it. Nothing is kept or sent.
    @PostMapping(path = "/{name}/preview", produces = MediaType.APPLICATION_JSON_VALUE)
    String preview(@PathVariable String name, @RequestBody(required = false) byte @Nullable [] message) {
        Draft draft = drafts.open(id(name)).orElseThrow();
        if (message == null || message.length == 0) {
            throw ApiProblem.badRequest("Send the message as it is as the request's body.");
        }
        var compiled = compilation.of(draft.channel());
        if (compiled.channel() == null) {
            throw ApiProblem.conflict("The draft does not compile, so it makes nothing.", compiled.problems());
        }
        return new Transform(compiled.channel()).run("preview", message).line(true);
    }

    /// Approves a submitted version. An author of it is refused.
    @PostMapping("/{name}/versions/{number}/approve")
    VersionLine approve(
            @PathVariable String name, @PathVariable int number, @RequestBody(required = false) @Nullable Comment why) {
        ChannelId id = existing(name, number);
        String comment = why == null || why.comment() == null ? "" : why.comment();
        boolean waits = versions.find(id, number).orElseThrow().state() == Version.State.SUBMITTED;
        boolean another = waits && !approvals.obstacles(id, number).isEmpty();
        return switch (approvals.approve(id, number, comment)) {
            case Approvals.Vote.Counted counted ->
                line(versions.find(id, number).orElseThrow(), releases.running(name));
            // What waits can be approved, only not by everybody.
            case Approvals.Vote.Refused refused ->
                throw another ? ApiProblem.forbidden(refused.reasons()) : ApiProblem.conflict(refused.reasons());
        };
    }

    /// Deploys an approved version.
    @PostMapping("/{name}/versions/{number}/deploy")
    VersionLine deploy(@PathVariable String name, @PathVariable int number) {
        ChannelId id = existing(name, number);
        List<String> reasons = releases.deploy(id, number);
        if (!reasons.isEmpty()) {
            throw ApiProblem.conflict(reasons);
        }
        return line(versions.find(id, number).orElseThrow(), releases.running(name));
    }

    private ChannelId existing(String name, int number) {
        ChannelId id = id(name);
        if (versions.find(id, number).isEmpty()) {
            throw ApiProblem.notFound("version");
        }
        return id;
    }

    private ChannelId id(String name) {
        return drafts.byName(name).orElseThrow(() -> ApiProblem.notFound("channel"));
    }
}
