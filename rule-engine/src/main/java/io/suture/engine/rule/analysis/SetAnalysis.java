package io.suture.engine.rule.analysis;

import io.suture.engine.rule.Rule;
import io.suture.engine.rule.RulePart;
import io.suture.engine.rule.RuleSet;
import io.suture.engine.rule.RuleSet.HitPolicy;
import io.suture.engine.rule.analysis.Finding.Kind;
import io.suture.engine.rule.analysis.Finding.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules and tables of a set beside each other.
final class SetAnalysis {
    private static final int STEPS = 400_000;

    private final RuleSet rules;
    private final Space space;
    private final List<Observed> samples;
    private final Findings findings;
    private final List<Optional<List<Box>>> boxes;

    SetAnalysis(RuleSet rules, Space space, Boxes of, List<Observed> samples, Findings findings) {
        this.rules = rules;
        this.space = space;
        this.samples = samples;
        this.findings = findings;
        this.boxes = rules.parts().stream()
                .map(part -> part.enabled() ? of.of(part) : Optional.<List<Box>>empty())
                .toList();
    }

    void run() {
        List<Box> ended = new ArrayList<>();
        for (int i = 0; i < rules.parts().size(); i++) {
            RulePart part = rules.parts().get(i);
            Optional<List<Box>> own = boxes.get(i);
            if (own.isEmpty()) {
                continue;
            }
            if (own.get().isEmpty() && part instanceof Rule) {
                findings.add(new Finding(
                        Kind.NEVER_HOLDS,
                        Weight.WRONG,
                        List.of(place(i)),
                        "“" + part.name()
                                + "” can hold for no message: its conditions ask for what cannot be together.",
                        "Change its conditions, or take the rule out.",
                        new Witness(List.of(), null)));
            } else if (!own.get().isEmpty() && isCovered(own.get(), ended)) {
                Box first = own.get().getFirst();
                findings.add(new Finding(
                        Kind.UNREACHABLE,
                        Weight.WRONG,
                        List.of(place(i)),
                        "“" + part.name() + "” is never asked: earlier rules end it wherever it holds.",
                        "Move it up, or narrow the rules before it.",
                        witness(first)));
            } else {
                compare(i, own.get());
            }
            if (part.stop() || rules.policy() == HitPolicy.FIRST) {
                ended.addAll(own.get());
            }
        }
    }

    private Place place(int part) {
        return new Place(part, null, null, rules.parts().get(part).name());
    }

    private Witness witness(Box box) {
        return space.witness(box, space.sample(box, samples).orElse(null));
    }

    private static boolean isCovered(List<Box> some, List<Box> by) {
        return !by.isEmpty()
                && some.stream().allMatch(box -> Coverage.of(box, by, 1, STEPS).isCovered());
    }

    private void compare(int number, List<Box> own) {
        for (int other = 0; other < number; other++) {
            Optional<List<Box>> earlier = boxes.get(other);
            Optional<Box> both = earlier.flatMap(boxes -> common(own, boxes));
            if (both.isEmpty()) {
                continue;
            }
            switch (rules.policy()) {
                case UNIQUE -> unique(number, other, both.get());
                case COLLECT -> collected(number, own, other, earlier.get(), both.get());
                // That an earlier rule takes what a later one would is how such a set is written.
                case FIRST -> {}
            }
        }
    }

    private static Optional<Box> common(List<Box> own, List<Box> earlier) {
        return own.stream()
                .flatMap(box -> earlier.stream().filter(box::meets).map(box::and))
                .findFirst();
    }

    private String both(int number, int other, Box both) {
        return "“" + rules.parts().get(other).name() + "” and “"
                + rules.parts().get(number).name() + "” both hold where " + space.sentence(both);
    }

    private void unique(int number, int other, Box both) {
        boolean same = rules.parts().get(number) instanceof Rule one
                && rules.parts().get(other) instanceof Rule two
                && one.decisions().equals(two.decisions());
        findings.add(new Finding(
                same ? Kind.OVERLAP : Kind.CONFLICT,
                Weight.WRONG,
                List.of(place(number), place(other)),
                both(number, other, both) + (same ? "" : ", and decide otherwise")
                        + ". Such a message waits for a person.",
                "Narrow one of them, or let the first that holds decide.",
                witness(both)));
    }

    private void collected(int number, List<Box> own, int other, List<Box> earlier, Box both) {
        if (!(rules.parts().get(number) instanceof Rule rule) || !(rules.parts().get(other) instanceof Rule before)) {
            return;
        }
        if (rule.decisions().equals(before.decisions()) && before.stop() == rule.stop()) {
            if (isWithin(own, earlier)) {
                subsumed(number, other, own.getFirst());
            } else if (isWithin(earlier, own) && !rule.stop()) {
                subsumed(other, number, earlier.getFirst());
            }
        } else if (!before.stop() && Conflicts.between(rule.decisions(), before.decisions())) {
            findings.add(new Finding(
                    Kind.CONFLICT,
                    Weight.DOUBTFUL,
                    List.of(place(number), place(other)),
                    both(number, other, both)
                            + ", but what they decide does not go together. What refuses, holds or drops wins.",
                    "Narrow one of them, or let the first of them end the asking.",
                    witness(both)));
        }
    }

    private static boolean isWithin(List<Box> some, List<Box> others) {
        return some.stream().allMatch(box -> others.stream().anyMatch(other -> other.contains(box)));
    }

    private void subsumed(int number, int by, Box box) {
        findings.add(new Finding(
                Kind.SUBSUMED,
                Weight.NOTE,
                List.of(place(number), place(by)),
                "“" + rules.parts().get(number).name() + "” says nothing of its own: “"
                        + rules.parts().get(by).name() + "” holds wherever it does and decides the same.",
                "Take it out.",
                witness(box)));
    }
}
