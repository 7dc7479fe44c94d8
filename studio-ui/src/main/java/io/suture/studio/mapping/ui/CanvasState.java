package io.suture.studio.mapping.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What goes to the browser, in the shape of `protocol.ts`: rows, lines and the places of their ends in one
/// answer, so that rows and lines never belong to different states. Null stands for 'as it was'.
record CanvasState(
        @Nullable List<WireLink> links,
        @Nullable List<WireSuggestion> suggestions,
        List<Snapshot> sides,
        @Nullable String select,
        @Nullable Reveal reveal) {

    record WireLink(
            String id,
            List<String> sources,
            String target,
            List<String> sourceNames,
            String targetName,
            String kind,
            String label,
            String problem) {}

    record WireSuggestion(
            String id,
            String source,
            String target,
            String sourceName,
            String targetName,
            String reason,
            int confidence) {}

    /// @param anchors for each link, then each suggestion, its ends on this side: `[at, docked, end]`
    record Snapshot(
            String side,
            int version,
            int shape,
            int total,
            int from,
            List<WireRow> rows,
            int tracked,
            List<List<List<Object>>> anchors) {}

    record Reveal(String side, int at) {}

    /// Pages that were asked for.
    record Slice(int version, int from, List<WireRow> rows) {}

    record WireRow(
            String id,
            int index,
            int depth,
            String name,
            String friendly,
            String type,
            String help,
            boolean required,
            @Nullable Boolean open,
            int position,
            int siblings,
            int parent,
            int mapped,
            int missing,
            String problem,
            boolean warning,
            String value,
            String repeat,
            boolean kept) {}

    /// The rows that the browser wants with the next answer of a side, and the one that it follows.
    record View(int from, int to, String track) {}

    record Views(View source, View target) {
        View of(Side side) {
            return switch (side) {
                case SOURCE -> source;
                case TARGET -> target;
            };
        }
    }
}
