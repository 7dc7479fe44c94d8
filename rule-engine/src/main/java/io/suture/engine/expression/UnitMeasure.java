package io.suture.engine.expression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.fhir.ucum.Component;
import org.fhir.ucum.DefinedUnit;
import org.fhir.ucum.ExpressionParser;
import org.fhir.ucum.Factor;
import org.fhir.ucum.Operator;
import org.fhir.ucum.Symbol;
import org.fhir.ucum.Term;
import org.fhir.ucum.UcumException;
import org.fhir.ucum.UcumModel;
import org.fhir.ucum.Unit;
import org.fhir.ucum.definitions.XmlDefinitionsParser;

/// How much one unit is, as an exact fraction, and of what. Decision 0070.
///
/// The library's own conversion takes a mole for a plain number, and so an international unit too; it would make
/// `mol` of `eq` and of `[iU]`. Here such units are kinds of their own, and its definitions are read, not its sums.
///
/// @param over        the fraction's numerator, in base units
/// @param under       the fraction's denominator
/// @param kinds       base units, and units that stand for themselves, with their exponents; none of them 0
/// @param annotations what the unit says in braces, sorted
record UnitMeasure(BigDecimal over, BigDecimal under, Map<String, Integer> kinds, List<String> annotations) {
    /// Amounts whose worth depends on the substance, its charge or how it dissolves.
    private static final Set<String> AMOUNTS = Set.of("mol", "eq", "osm");
    /// No unit of medicine has a higher power; a higher one would cost time and mean nothing.
    private static final int HIGHEST = 40;

    private static final UcumModel MODEL = model();
    private static final Map<String, Optional<UnitMeasure>> READ = new ConcurrentHashMap<>();
    private static final int MOST_READ = 4_096;

    UnitMeasure {
        kinds = Map.copyOf(kinds);
        annotations = List.copyOf(annotations);
    }

    /// Empty for what is no unit of UCUM, and for a scale that is not proportional, such as pH and bel.
    static Optional<UnitMeasure> of(String unit) {
        Optional<UnitMeasure> known = READ.get(unit);
        if (known == null) {
            known = Ucum.isUnit(unit) ? read(unit) : Optional.empty();
            if (READ.size() < MOST_READ) {
                READ.put(unit, known);
            }
        }
        return known;
    }

    private static Optional<UnitMeasure> read(String unit) {
        try {
            var reading = new Reading();
            reading.term(parse(unit), 1);
            return Optional.of(new UnitMeasure(reading.over, reading.under, reading.kinds, annotations(unit)));
        } catch (UcumException | RuntimeException unreadable) {
            // The library says so of text that it cannot read in either way; the caller says it to the user.
            return Optional.empty();
        }
    }

    private static Term parse(String unit) throws UcumException {
        return new ExpressionParser(MODEL).parse(unit);
    }

    private static List<String> annotations(String unit) {
        var found = new ArrayList<String>();
        int open = unit.indexOf('{');
        while (open >= 0) {
            int close = unit.indexOf('}', open);
            found.add(unit.substring(open, close + 1));
            open = unit.indexOf('{', close);
        }
        found.sort(null);
        return found;
    }

    /// What is left of these kinds when the other's are taken away.
    Map<String, Integer> without(UnitMeasure other) {
        var rest = new TreeMap<>(kinds);
        other.kinds.forEach((kind, exponent) -> add(rest, kind, -exponent));
        return rest;
    }

    /// Whether both say in braces what is measured, and say it differently: `ng/mL{FEU}` is not `ng/mL{DDU}`.
    boolean annotatedOtherwise(UnitMeasure other) {
        return !annotations.isEmpty() && !other.annotations.isEmpty() && !annotations.equals(other.annotations);
    }

    private static void add(Map<String, Integer> kinds, String kind, int exponent) {
        int sum = kinds.getOrDefault(kind, 0) + exponent;
        if (sum == 0) {
            kinds.remove(kind);
        } else {
            kinds.put(kind, sum);
        }
    }

    private static UcumModel model() {
        try (InputStream essence =
                Objects.requireNonNull(UcumModel.class.getResourceAsStream("/ucum-essence.xml"), "ucum-essence.xml")) {
            return new XmlDefinitionsParser().parse(essence);
        } catch (UcumException broken) {
            throw new IllegalStateException("the library reads its own definitions", broken);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// One walk through a unit and through the definitions of what stands in it.
    private static final class Reading {
        private final Map<String, Integer> kinds = new TreeMap<>();
        private BigDecimal over = BigDecimal.ONE;
        private BigDecimal under = BigDecimal.ONE;

        private void term(Term term, int exponent) throws UcumException {
            if (term.hasComp()) {
                component(term.getComp(), exponent);
            }
            if (term.hasTerm()) {
                term(term.getTerm(), term.getOp() == Operator.DIVISION ? -exponent : exponent);
            }
        }

        private void component(Component component, int exponent) throws UcumException {
            if (component instanceof Term term) {
                term(term, exponent);
            } else if (component instanceof Factor factor) {
                times(BigDecimal.valueOf(factor.getValue()), exponent);
            } else if (component instanceof Symbol symbol) {
                int power = exponent * symbol.getExponent();
                if (symbol.hasPrefix()) {
                    times(number(symbol.getPrefix().getValue()), power);
                }
                unit(symbol.getUnit(), power);
            }
        }

        private void unit(Unit unit, int exponent) throws UcumException {
            if (!(unit instanceof DefinedUnit defined)) {
                add(kinds, unit.getCode(), exponent);
                return;
            }
            if (defined.isSpecial()) {
                throw new UcumException("not proportional: " + defined.getCode());
            }
            if (standsForItself(defined)) {
                add(kinds, defined.getCode(), exponent);
                return;
            }
            times(number(defined.getValue().getValue()), exponent);
            term(parse(defined.getValue().getUnit()), exponent);
        }

        /// Of the units that UCUM defines as a mere 1, those of laboratories and wards are procedures, not numbers.
        private static boolean standsForItself(DefinedUnit unit) {
            return AMOUNTS.contains(unit.getCode())
                    || unit.getValue().getUnit().equals("1")
                            && (unit.getClass_().equals("chemical")
                                    || unit.getClass_().equals("clinical"));
        }

        private void times(BigDecimal number, int exponent) throws UcumException {
            if (Math.abs(exponent) > HIGHEST || number.signum() == 0) {
                throw new UcumException("out of range");
            }
            BigDecimal power = number.pow(Math.abs(exponent));
            if (exponent > 0) {
                over = over.multiply(power);
            } else {
                under = under.multiply(power);
            }
        }

        private static BigDecimal number(org.fhir.ucum.Decimal decimal) {
            return new BigDecimal(decimal.asDecimal());
        }
    }
}
