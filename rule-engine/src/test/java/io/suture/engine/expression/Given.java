package io.suture.engine.expression;

import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.Schema;
import io.suture.engine.schema.SchemaRef;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a formula without fields gives.
final class Given {
    static final Environment ENVIRONMENT =
            new Environment(Map.of(), Map.of(), Map.of("SENDER_ZONE", "Europe/Berlin"), Set.of());
    static final Schema EMPTY = new Schema(
            new SchemaRef("fhir", "r4", "Empty"), "empty", FieldType.of("Resource", FieldType.Kind.GROUP, List::of));
    static final Inputs INPUTS = Inputs.of(Instant.parse("2026-01-02T03:04:05Z"), "seed");

    private Given() {}

    /// Its text, then the code of each Problem after a blank.
    static String given(String formula) {
        var problems = new StringBuilder();
        Value value = compile(formula)
                .read(
                        Fields.builder().build(),
                        INPUTS,
                        p -> problems.append(' ').append(p.code()));
        return Texts.of(value) + problems;
    }

    static Value read(String formula) {
        return compile(formula).read(Fields.builder().build(), INPUTS, problem -> {});
    }

    static CompiledFormula compile(String formula) {
        return FormulaCompiler.compile(new Formula(formula), Scope.of(EMPTY, ENVIRONMENT))
                .orThrow();
    }
}
