package io.suture.engine.format.fhir;

import io.suture.engine.report.Problem;

/// What writers say of values that do not stand where they may: JSON and XML object alike.
final class Misfit {
    private Misfit() {}

    static Problem severalForOne(Member member, String place, int count) {
        return Problem.warning(
                "one-of-several",
                place,
                member.name + " may stand once only; the first of " + count + " values was taken.");
    }

    static Problem textForParts(Member member, String place) {
        return misplaced(member, place, " and cannot be a single text; it was left out. Fill the fields beneath it.");
    }

    static Problem partsForText(Member member, String place) {
        return misplaced(member, place, ", a single value; it was left out. Name one part.");
    }

    static Problem misshapen(Member member, String place) {
        return Problem.warning(
                "value-shape",
                place,
                member.name + " does not look like a FHIR " + member.type.name() + ". It was left out.");
    }

    private static Problem misplaced(Member member, String place, String why) {
        return Problem.warning("value-shape", place, member.name + " is a " + member.type.name() + why);
    }
}
