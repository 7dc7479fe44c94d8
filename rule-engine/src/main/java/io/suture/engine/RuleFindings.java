package io.suture.engine;

import io.suture.engine.channel.Channel;
import io.suture.engine.expression.CompiledFormula;
import io.suture.engine.expression.Environment;
import io.suture.engine.expression.Formula;
import io.suture.engine.expression.FormulaCompiler;
import io.suture.engine.expression.Inputs;
import io.suture.engine.expression.Scope;
import io.suture.engine.format.Format;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.analysis.Observed;
import io.suture.engine.rule.analysis.RuleAnalysis;
import io.suture.engine.rule.analysis.SourceField;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings to the analysis of rules what it must know of a Channel: its fields, and what samples have in them.
final class RuleFindings {
    /// Nothing is known of a formula that does not compile; several values are the safer guess.
    private static final SourceField UNKNOWN = new SourceField(false, true);

    /// Samples have no clock of their own, and nobody is asked about them.
    private static final Inputs ANY_TIME = Inputs.of(Instant.EPOCH, "");

    private RuleFindings() {}

    static RuleAnalysis of(
            Channel channel, Environment environment, List<Format> formats, Map<String, Message> samples) {
        Map<Formula, RuleField> fields = new HashMap<>();
        Optional<Schema> source = environment.schema(channel.source().schema());
        source.ifPresent(schema -> {
            Scope scope = Scope.of(schema, environment);
            for (Formula formula : RuleAnalysis.fields(channel.rules())) {
                CompiledFormula compiled =
                        FormulaCompiler.compile(formula, scope).result();
                if (compiled != null) {
                    fields.put(formula, new RuleField(compiled));
                }
            }
        });
        return RuleAnalysis.of(
                channel.rules(),
                channel.tables(),
                formula -> {
                    RuleField field = fields.get(formula);
                    return field == null ? UNKNOWN : new SourceField(field.isDate(), field.repeats());
                },
                source.map(schema -> observed(channel, schema, formats, fields, samples))
                        .orElse(List.of()));
    }

    private static List<Observed> observed(
            Channel channel,
            Schema schema,
            List<Format> formats,
            Map<Formula, RuleField> fields,
            Map<String, Message> samples) {
        Format.Reader reader;
        try {
            reader = formats.stream()
                    .filter(format -> format.id().equals(schema.ref().format()))
                    .findFirst()
                    .orElseThrow()
                    .reader(schema, channel.source().endpoint().settings());
        } catch (IllegalArgumentException wrongSetting) {
            // Compiling names the setting. Without a reader there are no samples to look at.
            return List.of();
        }
        List<Observed> observed = new ArrayList<>();
        samples.forEach((name, sample) -> {
            List<Problem> problems = new ArrayList<>();
            Value.Group message = reader.read(sample.payload(), problems::add);
            if (problems.stream().noneMatch(Problem::isError)) {
                Map<String, List<String>> values = new LinkedHashMap<>();
                fields.forEach((formula, field) -> values.put(formula.text(), field.texts(message, ANY_TIME)));
                observed.add(new Observed(name, values));
            }
        });
        return observed;
    }
}
