package io.suture.engine.suggestion;

import io.suture.engine.suggestion.GuideFields.Reach;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Fields whose value on a Sample is what the Sample must yield. A value that stands at several places proves nothing.
final class SampleValues {
    private static final int SURE = 64;
    private static final int SHORTEST = 3;

    private final Workpiece work;
    private final Connecting connecting;
    private final Example example;

    SampleValues(Workpiece work, List<Precedent> precedents, Library library, Example example) {
        this.work = work;
        this.example = example;
        connecting = new Connecting(work, precedents, library);
    }

    /// @param taken targets that have a suggestion
    List<Suggestion> besides(Collection<FieldPath> taken) {
        Map<String, List<FieldPath>> sources = byText(example.sources());
        Map<String, List<FieldPath>> targets = byText(example.targets());
        var suggestions = new ArrayList<Suggestion>();
        work.resources().forEach((base, resource) -> {
            if (work.resources().values().stream().filter(resource::equals).count() > 1) {
                return;
            }
            example.targets().forEach((path, text) -> {
                List<FieldPath> from = sources.getOrDefault(plain(text), List.of());
                boolean one = from.size() == 1
                        && targets.getOrDefault(plain(text), List.of()).size() == 1;
                if (!one
                        || !path.names().getFirst().equals(resource)
                        || plain(text).length() < SHORTEST) {
                    return;
                }
                FieldPath target = base.resolve(
                        new FieldPath(path.names().subList(1, path.names().size())));
                if (work.isMapped(target) || !Reach.isFree(base, target, taken)) {
                    return;
                }
                connecting
                        .connect(from.getFirst(), target)
                        .ifPresent(made -> suggestions.add(new Suggestion(
                                target,
                                from,
                                List.of(made.row()),
                                made.brought(),
                                "Same value in the sample",
                                SURE,
                                base.isRoot() ? resource : base.last())));
            });
        });
        return suggestions;
    }

    private static Map<String, List<FieldPath>> byText(Map<FieldPath, String> values) {
        var places = new HashMap<String, List<FieldPath>>();
        values.forEach((path, text) ->
                places.computeIfAbsent(plain(text), any -> new ArrayList<>()).add(path));
        return places;
    }

    /// `1958-03-14` is `19580314`.
    private static String plain(String text) {
        return text.matches("\\d{4}-\\d{2}(-\\d{2})?") ? text.replace("-", "") : text;
    }
}
