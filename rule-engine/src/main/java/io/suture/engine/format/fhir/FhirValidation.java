package io.suture.engine.format.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport.IssueSeverity;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import io.suture.engine.format.xml.XmlNode;
import io.suture.engine.report.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Whether a resource or Bundle conforms to its version of FHIR, by HAPI's validator and the standard's own
/// definitions. For
/// previews and tests: the first call takes seconds and some hundred MB, each later one tens of milliseconds, so a
/// live message never comes here. Code systems that the standard does not carry are warnings, never errors.
///
/// The validator quotes what it objects to. Its sentences are kept, and what stands in the message is taken out of
/// them, save the addresses of code systems and profiles.
public final class FhirValidation {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> KEPT = Set.of("system", "url", "profile", "resourceType");
    private static final int SHORTEST = 2;
    private static final int MAXIMUM_DEPTH = 64;

    /// Each made when first needed.
    private static final Map<FhirVersion, FhirValidator> VALIDATORS = new ConcurrentHashMap<>();

    private FhirValidation() {}

    /// Every objection, in the validator's order. Codes are the version (`r4-`) and the validator's own name of the
    /// rule;
    /// paths count from 1. Without errors the bytes are valid in that version.
    public static List<Problem> validate(byte[] bytes, FhirVersion version) {
        Set<String> values = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        List<Problem> broken = FhirXml.isXml(bytes) ? collectXml(bytes, values) : collectJson(bytes, values);
        if (!broken.isEmpty()) {
            return broken;
        }
        return VALIDATORS
                .computeIfAbsent(version, FhirValidation::validator)
                .validateWithResult(new String(bytes, StandardCharsets.UTF_8))
                .getMessages()
                .stream()
                .map(message -> problem(message, version, values))
                .toList();
    }

    private static FhirValidator validator(FhirVersion version) {
        FhirContext context = version.context();
        var unknown = new UnknownCodeSystemWarningValidationSupport(context);
        unknown.setNonExistentCodeSystemSeverity(IssueSeverity.WARNING);
        var rules = new FhirInstanceValidator(new ValidationSupportChain(
                new DefaultProfileValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context),
                unknown));
        rules.setAnyExtensionsAllowed(true);
        rules.setErrorForUnknownProfiles(false);
        rules.setNoTerminologyChecks(false);
        rules.setBestPracticeWarningLevel(BestPracticeWarningLevel.Ignore);
        return context.newValidator().registerValidatorModule(rules);
    }

    private static List<Problem> collectXml(byte[] bytes, Set<String> values) {
        List<Problem> broken = new ArrayList<>();
        XmlNode.read(bytes, MAXIMUM_DEPTH, broken::add).ifPresent(root -> collect(root, values));
        return broken.stream().filter(Problem::isError).toList();
    }

    private static void collect(XmlNode.Element element, Set<String> values) {
        for (XmlNode.Attribute attribute : element.attributes()) {
            String name = attribute.name().equals(FhirXml.VALUE) ? element.name() : attribute.name();
            collect(name, attribute.value(), values);
        }
        for (XmlNode node : element.content()) {
            switch (node) {
                case XmlNode.Element inner -> collect(inner, values);
                case XmlNode.Characters(String text) -> collect("", text.strip(), values);
                case XmlNode.Comment comment -> {}
            }
        }
    }

    private static void collect(String name, String value, Set<String> values) {
        if (!KEPT.contains(name) && value.length() >= SHORTEST) {
            values.add(value);
        }
    }

    private static List<Problem> collectJson(byte[] bytes, Set<String> values) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                String name = json.currentName();
                if (token.isScalarValue()) {
                    collect(name == null ? "" : name, json.getString(), values);
                }
            }
            return List.of();
        } catch (JacksonException broken) {
            var place = broken.getLocation();
            return List.of(Problem.error(
                    "not-json",
                    place == null ? "" : "line " + place.getLineNr() + ", column " + place.getColumnNr(),
                    "The JSON breaks off or is not well formed here."));
        }
    }

    private static Problem problem(SingleValidationMessage message, FhirVersion version, Set<String> values) {
        String path = path(message.getLocationString());
        String text = withoutValues(message.getMessage(), values);
        String code = version.word() + "-" + rule(message.getMessageId());
        return switch (message.getSeverity()) {
            case FATAL, ERROR -> Problem.error(code, path, text);
            case WARNING -> Problem.warning(code, path, text);
            case INFORMATION -> Problem.info(code, path, text);
        };
    }

    private static String rule(@org.jspecify.annotations.Nullable String rule) {
        if (rule == null || rule.isBlank()) {
            return "invalid";
        }
        return rule.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private static String withoutValues(String text, Set<String> values) {
        String without = text;
        for (String value : values) {
            without = without.replace(value, "…");
        }
        return without;
    }

    /// `Bundle.entry[0].resource/*Patient/7*/.name[0]` becomes `Bundle.entry[1].resource.name[1]`.
    private static String path(@org.jspecify.annotations.Nullable String location) {
        if (location == null) {
            return "";
        }
        String plain = location.replaceAll("/\\*.*?\\*/", "");
        var path = new StringBuilder();
        int at = 0;
        while (at < plain.length()) {
            int open = plain.indexOf('[', at);
            int close = open < 0 ? -1 : plain.indexOf(']', open);
            if (close < 0) {
                break;
            }
            String index = plain.substring(open + 1, close);
            path.append(plain, at, open + 1);
            path.append(
                    index.chars().allMatch(Character::isDigit) && !index.isEmpty()
                            ? Integer.toString(Integer.parseInt(index) + 1)
                            : index);
            path.append(']');
            at = close + 1;
        }
        return path.append(plain.substring(at)).toString();
    }
}
