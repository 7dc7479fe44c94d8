package io.suture.engine.mapping;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/// What of a composite of HL7 v2 stands where FHIR takes one value, as the HL7 v2-to-FHIR guide has it in its data type
/// maps that make a primitive. They are formulas and no sub-mappings: one value has no rows. Nothing is converted; a
/// quantity of minutes counts where it was sent in minutes. Decision 0080.
final class TypeFormulas {
    private static final String SEPARATOR = " ";

    /// By source and target type; `@` stands for the source.
    private static final Map<String, String> FORMULAS = Map.ofEntries(
            entry("CE string", "coalesce(@.2, @.1)"),
            entry("CE code", "coalesce(@.1, @.4)"),
            entry("CE uri", "coalesce(@.1, @.4)"),
            entry("CF string", "coalesce(@.2, @.1)"),
            entry("CF code", "coalesce(@.1, @.4)"),
            entry("CNE string", "coalesce(@.9, @.2, @.1)"),
            entry("CNE code", "coalesce(@.1, @.4)"),
            entry("CWE string", "coalesce(@.9, @.2, @.1)"),
            entry("CWE code", "coalesce(@.1, @.4)"),
            entry("CWE uri", "coalesce(@.1, @.4)"),
            entry("CQ code", "@.2.1"),
            entry("CQ decimal", "number(@.1)"),
            entry("CQ positiveInt", "if(lower(@.2.1) = 'min', number(@.1))"),
            entry("CQ unsignedInt", "if(lower(@.2.1) = 'min', number(@.1))"),
            entry("CX string", "@.1"),
            entry("DR dateTime", "dateTime(@.1)"),
            entry("DR instant", "instant(@.1)"),
            entry("DR date", "date(@.1)"),
            entry("EI string", "@.1"),
            entry("HD string", "coalesce(@.1, @.2)"),
            entry("HD uri", "identifierSystem(@)"),
            entry("MSG code", "@.2"),
            entry("NM positiveInt", "if(number(@) > 0, number(@))"),
            entry("PL string", "coalesce(@.9, join(', ', @.4.1, @.1, @.2, @.3))"),
            entry("SAD string", "@.1"),
            entry("XAD string", "join(', ', @.1.1, @.2, @.3, @.4, @.5, @.6)"),
            entry("XCN string", "join(' ', @.6, @.3, @.4, @.2.1, @.5)"),
            entry("XON string", "coalesce(@.1, @.10)"),
            entry(
                    "XPN string",
                    "if(@.11 = 'F', join(' ', @.5, @.1.1, @.2, @.3, @.4), join(' ', @.5, @.2, @.3, @.1.1, @.4))"),
            entry("XTN string", "telephone(@)"));

    private TypeFormulas() {}

    /// The formula that takes one value of a composite; empty where the guide has none.
    static Optional<String> of(String from, String to, String formula) {
        String kind = switch (to) {
            case "markdown" -> "string";
            case "url", "canonical" -> "uri";
            default -> to;
        };
        return Optional.ofNullable(FORMULAS.get(from + SEPARATOR + kind)).map(text -> text.replace("@", formula));
    }
}
