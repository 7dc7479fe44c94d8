package io.suture.engine.expression;

import io.suture.engine.expression.Expression.Pick;
import io.suture.engine.expression.Expression.Step;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.value.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds what a path means: the scope it starts at, and the types on its way down.
final class PathResolver {
    /// How many fields or components past the Schema are taken as extensions of the sender rather than as a mistake.
    private static final int EXTRA = 10;

    private final Function<Object, Problem.Span> spans;
    private final List<Problem> problems;
    private final FormulaCompiler compiler;

    PathResolver(Function<Object, Problem.Span> spans, List<Problem> problems, FormulaCompiler compiler) {
        this.spans = spans;
        this.problems = problems;
        this.compiler = compiler;
    }

    /// A step with what is known of it.
    record Down(PathNode.Step step, @Nullable FieldType type, boolean many) {}

    /// A path from a scope's value down.
    ///
    /// @param place absolute names, null when it stands nowhere
    record Resolved(Scope scope, List<Down> downs, @Nullable List<String> place) {
        Shape shape() {
            boolean many = false;
            for (Down down : downs) {
                many |= down.many();
            }
            return Shape.of(downs.isEmpty() ? scope.type : downs.getLast().type(), many);
        }

        List<PathNode.Step> steps() {
            return downs.stream().map(Down::step).toList();
        }
    }

    /// Where the steps of a path start, before types are looked at.
    private record Start(Scope scope, List<Step> rest) {}

    Optional<Resolved> resolve(List<Step> steps, Scope scope) {
        Step first = steps.getFirst();
        for (Scope at = scope; at != null; at = at.parent) {
            Optional<Start> start = start(steps, at);
            if (start.isEmpty()) {
                continue;
            }
            if (start.get().rest() == AMBIGUOUS) {
                return Optional.empty();
            }
            return down(start.get().scope(), start.get().rest(), scope);
        }
        unknown(first, scope);
        return Optional.empty();
    }

    /// Whether any scope knows the first name.
    boolean starts(List<Step> steps, Scope scope) {
        for (Scope at = scope; at != null; at = at.parent) {
            List<Problem> aside = new ArrayList<>();
            if (new PathResolver(spans, aside, compiler).start(steps, at).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static final List<Step> AMBIGUOUS = List.of(Step.of("?"));

    private Optional<Start> start(List<Step> steps, Scope at) {
        Step first = steps.getFirst();
        String name = first.name();
        FieldType type = at.type;
        boolean plain = first.pick() == null;
        if (plain
                && (name.equals(at.name)
                        || type != null && at.place != null && at.parent != null && name.equals(lastOf(at)))) {
            if (name.equals(at.name) || type == null || type.field(name).isEmpty()) {
                return named(at, type, steps.subList(1, steps.size()));
            }
        }
        if (plain
                && type != null
                && name.equals(type.name())
                && type.field(name).isEmpty()) {
            return Optional.of(new Start(at, steps.subList(1, steps.size())));
        }
        // A companion is reached by its name only: what has none is the message's.
        boolean companion = !at.source.isEmpty() && at.place != null && at.place.isEmpty();
        if (type == null || companion) {
            return companion ? Optional.empty() : suffix(steps, at);
        }
        if (find(type, name).isPresent()) {
            return Optional.of(new Start(at, steps));
        }
        Optional<Start> suffix = suffix(steps, at);
        return suffix.isPresent() ? suffix : descendants(steps, at, type);
    }

    /// Beneath a scope's name, groups may be left out as they may without it.
    private Optional<Start> named(Scope at, @Nullable FieldType type, List<Step> rest) {
        if (type == null || rest.isEmpty() || type.field(rest.getFirst().name()).isPresent()) {
            return Optional.of(new Start(at, rest));
        }
        Optional<Start> below = descendants(rest, at, type);
        return below.isPresent() ? below : Optional.of(new Start(at, rest));
    }

    private static String lastOf(Scope at) {
        List<String> place = at.place;
        return place == null || place.isEmpty() ? "" : place.getLast();
    }

    /// Within PID-3, `PID-3.5` means this very repeat.
    private static Optional<Start> suffix(List<Step> steps, Scope at) {
        List<String> place = at.place;
        if (place == null || at.parent == null) {
            return Optional.empty();
        }
        for (int length = Math.min(steps.size(), place.size()); length >= 2; length--) {
            boolean same = true;
            for (int i = 0; i < length && same; i++) {
                Step step = steps.get(i);
                same = step.pick() == null && step.name().equals(place.get(place.size() - length + i));
            }
            if (same) {
                return Optional.of(new Start(at, steps.subList(length, steps.size())));
            }
        }
        return Optional.empty();
    }

    private Optional<Start> descendants(List<Step> steps, Scope at, FieldType type) {
        Step first = steps.getFirst();
        List<List<String>> paths = Descendants.of(type, first.name());
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        if (paths.size() > 1) {
            String candidates = String.join(
                    ", ",
                    paths.stream().map(path -> new FieldPath(path).toString()).toList());
            problems.add(Problem.error(
                            "ambiguous-field",
                            "",
                            first.name() + " stands at " + paths.size() + " places here: " + candidates
                                    + ". Write the path of one of them.")
                    .at(spans.apply(first)));
            return Optional.of(new Start(at, AMBIGUOUS));
        }
        var full = new ArrayList<Step>();
        List<String> path = paths.getFirst();
        path.subList(0, path.size() - 1).forEach(name -> full.add(Step.of(name)));
        full.addAll(steps);
        return Optional.of(new Start(at, full));
    }

    private static Optional<Field> find(FieldType type, String name) {
        return type.field(name);
    }

    /// Types down the steps; every unknown one is a Problem.
    Optional<Resolved> down(Scope start, List<Step> steps, Scope seenFrom) {
        List<String> place = start.place == null ? null : new ArrayList<>(start.place);
        List<Down> downs = new ArrayList<>();
        boolean sound = beneath(start.type, steps, start.place, seenFrom, downs);
        if (!sound) {
            return Optional.empty();
        }
        if (place != null) {
            steps.forEach(step -> place.add(step.name()));
        }
        return Optional.of(new Resolved(start, downs, place));
    }

    /// Types down the steps from a value that stands nowhere.
    Optional<List<Down>> beneath(@Nullable FieldType type, List<Step> steps, Scope seenFrom) {
        List<Down> downs = new ArrayList<>();
        return beneath(type, steps, null, seenFrom, downs) ? Optional.of(downs) : Optional.empty();
    }

    private boolean beneath(
            @Nullable FieldType start,
            List<Step> steps,
            @Nullable List<String> startPlace,
            Scope seenFrom,
            List<Down> downs) {
        FieldType type = start;
        List<String> place = startPlace == null ? null : new ArrayList<>(startPlace);
        for (Step step : steps) {
            String name = step.name();
            if (place != null) {
                place.add(name);
            }
            FieldType next = null;
            boolean many = true;
            String[] choices = null;
            if (type != null) {
                Optional<Field> field = find(type, name);
                if (field.isPresent()) {
                    next = field.get().type();
                    // The very text that the Format names its parts by: comparing it with itself is fast.
                    name = field.get().name();
                    many = field.get().cardinality().repeats();
                    if (next.kind() == FieldType.Kind.CHOICE) {
                        choices = next.fields().stream().map(Field::name).toArray(String[]::new);
                        next = null;
                    }
                } else if (name.equals("1") && type.isLeaf()) {
                    next = type;
                    many = false;
                } else if (!open(type, name)) {
                    unknownBeneath(step, type);
                    return false;
                }
            }
            int slot = -1;
            PickNode pick = null;
            if (step.pick() != null) {
                switch (step.pick()) {
                    case Pick.Nth(int position) -> pick = new PickNode.At(position);
                    case Pick.Last last -> pick = new PickNode.At(0);
                    case Pick.Where(Expression condition) -> {
                        slot = seenFrom.layout.slot();
                        Scope inside = seenFrom.inner("", slot, next, place, "", false, null);
                        Node node = compiler.node(condition, inside).node();
                        pick = new PickNode.Where(slot, node);
                    }
                }
                many &= step.pick() instanceof Pick.Where;
            }
            downs.add(new Down(new PathNode.Step(name, number(name), choices, pick), next, many));
            type = next;
        }
        return true;
    }

    static int number(String name) {
        if (name.length() > 4) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < name.length(); i++) {
            if (!Lexer.isDigit(name.charAt(i))) {
                return 0;
            }
            number = number * 10 + name.charAt(i) - '0';
        }
        return number;
    }

    /// Whether a name that the Schema lacks may stand there all the same: extra fields and components, Z-segments, any
    /// resource where FHIR says only that one stands there.
    private static boolean open(FieldType type, String name) {
        int number = number(name);
        if (number > 0) {
            if (ValueType.isVaries(type)) {
                return true;
            }
            boolean hl7 = type.kind() == FieldType.Kind.SEGMENT
                    || Character.isUpperCase(type.name().charAt(0))
                            && (type.isLeaf()
                                    || !type.fields().isEmpty()
                                            && number(type.fields().getFirst().name()) > 0);
            return hl7 && number <= Math.max(1, type.fields().size()) + EXTRA;
        }
        if (type.kind() == FieldType.Kind.GROUP && isZ(name)) {
            return true;
        }
        return type.name().equals("Resource") || type.name().equals("DomainResource") || name.equals("resourceType");
    }

    static boolean isZ(String name) {
        return name.length() == 3 && name.charAt(0) == 'Z' && name.equals(name.toUpperCase(java.util.Locale.ROOT));
    }

    private void unknownBeneath(Step step, FieldType type) {
        List<String> known = type.fields().stream().map(Field::name).toList();
        String what = type.isLeaf() ? type.name() + " has no parts" : type.name() + " has no " + step.name();
        String range = !known.isEmpty() && number(known.getLast()) > 0 && number(step.name()) > 0
                ? "; it has 1 to " + known.getLast()
                : "";
        problems.add(Problem.error("unknown-field", "", what + range + "." + NearMiss.hint(step.name(), known))
                .at(spans.apply(step)));
    }

    private void unknown(Step first, Scope scope) {
        var known = new ArrayList<String>();
        for (Scope at = scope; at != null; at = at.parent) {
            if (!at.name.isEmpty()) {
                known.add(at.name);
            }
            known.addAll(at.parameters.keySet());
            if (at.type != null) {
                at.type.fields().forEach(field -> known.add(field.name()));
                Descendants.names(at.type).forEach(known::add);
            }
        }
        known.addAll(scope.layout.environment().constants().keySet());
        known.addAll(Functions.names());
        problems.add(Problem.error(
                        "unknown-field",
                        "",
                        "There is no field, loop or constant named " + first.name() + " here."
                                + NearMiss.hint(first.name(), known))
                .at(spans.apply(first)));
    }
}
