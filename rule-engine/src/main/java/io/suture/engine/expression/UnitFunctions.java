package io.suture.engine.expression;

import static io.suture.engine.expression.Function.Category.NUMBER;

import io.suture.engine.value.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Conversion between units, only where a formula asks for it. Decision 0070.
final class UnitFunctions {
    /// An inexact result is never said with fewer digits than a person needs to compare it.
    private static final int FEWEST_DIGITS = 3;
    /// Farther apart than this lie no two units of one quantity in use.
    private static final int FARTHEST = 60;

    private UnitFunctions() {}

    static List<Function> all() {
        return List.of(Function.texts(
                        "convert",
                        NUMBER,
                        ValueType.NUMBER,
                        "number from to molarMass?",
                        "The number in another UCUM unit of the same kind; absent, with a warning, for other units."
                                + " Mass and mol take the molar mass in g/mol.",
                        UnitFunctions::convert)
                .giving("convert('6.80', 'g', 'mg')", "6800")
                .giving("convert('120', 'mm[Hg]', 'kPa')", "16.0")
                .giving("convert('98.6', '[degF]', 'Cel')", "37.0")
                .giving("convert('90', 'mg/dL', 'mmol/L', 180.156)", "5.0"));
    }

    private static Value convert(String[] a, Frame frame) {
        Optional<BigDecimal> number = Numbers.parse(a[0]);
        if (number.isEmpty()) {
            frame.warn("not-a-number", "What was sent is not a number; it is left out here.");
            return Value.Absent.ABSENT;
        }
        String from = a[1].strip();
        String to = a[2].strip();
        if (from.equals(to) && Ucum.isUnit(from)) {
            return new Value.Text(number.get().toPlainString());
        }
        Optional<Temperature> warm = Temperature.of(from);
        Optional<Temperature> warmer = Temperature.of(to);
        if (warm.isPresent() && warmer.isPresent()) {
            return new Value.Text(warmer.get().fromKelvin(warm.get().toKelvin(number.get()), decimals(number.get())));
        }
        Optional<UnitMeasure> source = UnitMeasure.of(from);
        Optional<UnitMeasure> target = UnitMeasure.of(to);
        if (source.isEmpty() || target.isEmpty()) {
            frame.warn(
                    "unit-unknown", "One of the units is none of UCUM that can be converted; the number is left out.");
            return Value.Absent.ABSENT;
        }
        return converted(number.get(), source.get(), target.get(), a.length < 4 ? "" : a[3], frame);
    }

    private static Value converted(BigDecimal number, UnitMeasure from, UnitMeasure to, String molarMass, Frame frame) {
        BigDecimal over = from.over().multiply(to.under());
        BigDecimal under = from.under().multiply(to.over());
        Map<String, Integer> apart = from.without(to);
        boolean molar = false;
        if (apart.equals(Map.of("g", 1, "mol", -1)) || apart.equals(Map.of("g", -1, "mol", 1))) {
            Optional<BigDecimal> mass = Numbers.parse(molarMass).filter(grams -> grams.signum() > 0);
            if (mass.isEmpty()) {
                frame.warn(
                        "molar-mass",
                        "Between mass and mol the molar mass of the substance is needed; the number is left out.");
                return Value.Absent.ABSENT;
            }
            molar = true;
            if (apart.getOrDefault("g", 0) > 0) {
                under = under.multiply(mass.get());
            } else {
                over = over.multiply(mass.get());
            }
        } else if (!apart.isEmpty() || from.annotatedOtherwise(to)) {
            frame.warn("unit-mismatch", "The two units do not measure the same; the number is left out.");
            return Value.Absent.ABSENT;
        }
        BigDecimal ratio = over.divide(under, MathContext.DECIMAL128).stripTrailingZeros();
        if (Math.abs(ratio.precision() - ratio.scale()) > FARTHEST) {
            frame.warn("unit-mismatch", "The two units lie too far apart; the number is left out.");
            return Value.Absent.ABSENT;
        }
        boolean exact = !molar
                && ratio.multiply(under).compareTo(over) == 0
                && (ratio.scale() <= 0
                        || ratio.precision() == 1 && ratio.unscaledValue().intValue() == 1);
        return new Value.Text((exact
                        ? shifted(number, ratio)
                        : rounded(number, number.multiply(over).divide(under, MathContext.DECIMAL128)))
                .toPlainString());
    }

    /// A power of ten moves the point and keeps each digit; a whole number of times is exact as well.
    private static BigDecimal shifted(BigDecimal number, BigDecimal ratio) {
        return ratio.unscaledValue().equals(java.math.BigInteger.ONE)
                ? number.scaleByPowerOfTen(-ratio.scale())
                : number.multiply(ratio);
    }

    /// To as many digits as were sent, at least three where there are three, and never before the point.
    private static BigDecimal rounded(BigDecimal number, BigDecimal exact) {
        if (exact.signum() == 0) {
            return number;
        }
        int sent = number.precision();
        int whole = exact.precision() - exact.scale();
        BigDecimal rounded = exact.setScale(Math.max(0, Math.max(FEWEST_DIGITS, sent) - whole), RoundingMode.HALF_UP);
        BigDecimal shortest = rounded.stripTrailingZeros();
        return shortest.setScale(
                Math.max(0, Math.max(shortest.scale(), Math.min(rounded.scale(), sent - whole))),
                RoundingMode.UNNECESSARY);
    }

    /// A temperature shows at least a tenth: 38 would hide whether 100 degrees Fahrenheit were 37.5 or 38.4.
    private static int decimals(BigDecimal number) {
        return Math.max(1, number.scale());
    }

    /// The scales of temperature that do not begin at the same zero.
    private enum Temperature {
        KELVIN("K", "0", "1"),
        CELSIUS("Cel", "273.15", "1"),
        FAHRENHEIT("[degF]", "459.67", "1.8");

        private final String unit;
        private final BigDecimal zero;
        private final BigDecimal degrees;

        Temperature(String unit, String zero, String degrees) {
            this.unit = unit;
            this.zero = new BigDecimal(zero);
            this.degrees = new BigDecimal(degrees);
        }

        static Optional<Temperature> of(String unit) {
            for (Temperature scale : values()) {
                if (scale.unit.equals(unit)) {
                    return Optional.of(scale);
                }
            }
            return Optional.empty();
        }

        BigDecimal toKelvin(BigDecimal number) {
            return number.add(zero).divide(degrees, MathContext.DECIMAL128);
        }

        String fromKelvin(BigDecimal kelvin, int decimals) {
            return kelvin.multiply(degrees)
                    .subtract(zero)
                    .setScale(decimals, RoundingMode.HALF_UP)
                    .toPlainString();
        }
    }
}
