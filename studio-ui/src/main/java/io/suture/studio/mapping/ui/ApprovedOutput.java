package io.suture.studio.mapping.ui;

import io.suture.regression.Difference;
import io.suture.regression.Sample;
import io.suture.studio.channel.Draft;
import io.suture.studio.channel.Version;
import io.suture.studio.channel.Versions;
import io.suture.studio.mapping.FieldMappings;
import io.suture.studio.mapping.Projection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the last approved version makes of the same message, beside what the draft makes of it.
final class ApprovedOutput {
    private final Versions versions;
    private final FieldMappings mappings;

    /// @param version     what it is called: `v7`; empty where none is approved
    /// @param differences what comes out otherwise now
    record Beside(String version, List<Difference> differences) {}

    ApprovedOutput(Versions versions, FieldMappings mappings) {
        this.versions = versions;
        this.mappings = mappings;
    }

    Beside of(Draft draft, Projection now, @Nullable Sample sample) {
        Optional<Version> approved = versions.list(draft.id()).stream()
                .filter(version -> version.state() == Version.State.APPROVED)
                .findFirst();
        List<Difference> differences = sample == null
                ? List.of()
                : approved.flatMap(version -> versions.channel(draft.id(), version.number()))
                        .map(channel -> mappings.differences(channel, now, sample))
                        .orElse(List.of());
        return new Beside(approved.map(version -> "v" + version.number()).orElse(""), differences);
    }
}
