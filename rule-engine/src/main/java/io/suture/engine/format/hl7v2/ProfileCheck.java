package io.suture.engine.format.hl7v2;

import io.suture.engine.report.FirstProblems;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import io.suture.engine.schema.Hl7Profile;
import io.suture.engine.schema.Hl7Profile.Part;
import io.suture.engine.schema.Hl7Profile.Segment;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Whether a message keeps to what a profile says beyond the standard: how often, and which codes. What it breaks is a
/// warning with its place; nothing is changed or left out for it. The standard's own rules are not looked at, for
/// real messages break them daily and mean no harm.
final class ProfileCheck {
    private final FieldType root;
    private final Map<String, Cardinality> segments = new HashMap<>();
    private final Map<String, List<Rule>> rules = new HashMap<>();

    /// What is looked at in one part.
    private record Rule(
            int number, String label, @Nullable Cardinality often, Set<String> codes, String table, List<Rule> parts) {
        boolean isEmpty() {
            return often == null && codes.isEmpty() && parts.isEmpty();
        }
    }

    ProfileCheck(FieldType root, Hl7Profile profile) {
        this.root = root;
        for (Segment segment : profile.segments()) {
            if (segment.cardinality() != null) {
                segments.put(segment.code(), segment.cardinality());
            }
        }
        collect(root, profile);
    }

    private void collect(FieldType group, Hl7Profile profile) {
        for (Field field : group.fields()) {
            if (field.type().kind() == Kind.GROUP) {
                collect(field.type(), profile);
            } else if (!rules.containsKey(field.type().name())) {
                String code = field.type().name();
                List<Part> said = profile.segment(code).map(Segment::fields).orElse(List.of());
                if (!said.isEmpty() || !profile.tables().isEmpty()) {
                    rules.put(code, rules(field.type(), said, profile, 0));
                }
            }
        }
    }

    private static List<Rule> rules(FieldType type, List<Part> said, Hl7Profile profile, int depth) {
        if (depth > 2) {
            return List.of();
        }
        var found = new ArrayList<Rule>();
        for (Field field : type.fields()) {
            int number = Numbers.parse(field.name());
            Optional<Part> part =
                    said.stream().filter(one -> one.number() == number).findFirst();
            String table = field.binding() == null ? "" : field.binding().table();
            var rule = new Rule(
                    number,
                    field.label(),
                    part.map(Part::cardinality).orElse(null),
                    Set.copyOf(profile.tables().getOrDefault(table, List.of())),
                    table,
                    field.type().kind() == Kind.COMPOSITE && field.type() != Standard.VARIES
                            ? rules(field.type(), part.map(Part::parts).orElse(List.of()), profile, depth + 1)
                            : List.of());
            if (!rule.isEmpty()) {
                found.add(rule);
            }
        }
        return List.copyOf(found);
    }

    void check(Value.Group message, Consumer<Problem> problems) {
        var first = new FirstProblems(problems);
        new Walk(first).group(message, root);
        first.finish();
    }

    private final class Walk {
        private final Consumer<Problem> problems;
        private final Map<String, Integer> count = new HashMap<>();

        Walk(Consumer<Problem> problems) {
            this.problems = problems;
        }

        void group(Value.Group group, FieldType type) {
            for (int i = 0; i < group.size(); i++) {
                String name = group.name(i);
                Field field = type.field(name).orElse(null);
                for (Value item : Value.items(group.value(i))) {
                    if (item instanceof Value.Group below) {
                        if (field != null && field.type().kind() == Kind.GROUP) {
                            group(below, field.type());
                        } else {
                            segment(below, field == null ? name : field.type().name());
                        }
                    }
                }
            }
            for (Field field : type.fields()) {
                Cardinality often = field.type().kind() == Kind.SEGMENT
                        ? segments.get(field.type().name())
                        : null;
                if (often != null) {
                    often(
                            often,
                            Value.items(group.get(field.name())).size(),
                            field.type().name(),
                            field.label());
                }
            }
        }

        private void segment(Value.Group segment, String code) {
            int number = count.merge(code, 1, Integer::sum);
            String place = number == 1 ? code : code + "[" + number + "]";
            for (Rule rule : rules.getOrDefault(code, List.of())) {
                part(segment, rule, place + "-" + rule.number());
            }
        }

        private void part(Value.Group above, Rule rule, String place) {
            List<Value> values = Value.items(above.at(rule.number()));
            if (rule.often() != null) {
                often(rule.often(), values.size(), place, rule.label());
            }
            for (int i = 0; i < values.size(); i++) {
                String here = i == 0 ? place : place + "[" + (i + 1) + "]";
                code(values.get(i), rule, here);
                for (Rule below : rule.parts()) {
                    component(values.get(i), below, here + "." + below.number());
                }
            }
        }

        /// A bare text is its own first component.
        private void component(Value value, Rule rule, String place) {
            if (value instanceof Value.Group group) {
                part(group, rule, place);
            } else if (value instanceof Value.Text && rule.number() == 1) {
                code(value, rule, place);
            } else if (value instanceof Value.Text && rule.often() != null) {
                often(rule.often(), 0, place, rule.label());
            }
        }

        private void code(Value value, Rule rule, String place) {
            String text = Segments.text(value, 1);
            if (!rule.codes().isEmpty() && !text.isEmpty() && !rule.codes().contains(text)) {
                problems.accept(Problem.warning(
                        "profile-code",
                        place,
                        "“" + text + "” is none of the codes that this site has in table " + rule.table()
                                + ". It is kept."));
            }
        }

        private void often(Cardinality often, int times, String place, String label) {
            if (times < often.min()) {
                problems.accept(Problem.warning(
                        "profile-required",
                        place,
                        label
                                + (times == 0
                                        ? " is required by this site's profile, and is not there."
                                        : " stands " + times + " times; this site's profile asks for " + often + ".")));
            } else if (times > often.max()) {
                problems.accept(Problem.warning(
                        "profile-repeats",
                        place,
                        label + " stands " + times + " times; this site's profile allows " + often
                                + ". All are kept."));
            }
        }
    }
}
