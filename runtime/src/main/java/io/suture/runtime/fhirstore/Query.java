package io.suture.runtime.fhirstore;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A search, understood: what must hold of the values that a resource can be found by. Parameters that R4 does not have
/// are refused: leaving one out would find too much.
final class Query {
    /// Of the result, not of the resource.
    private static final Set<String> ABOUT_THE_ANSWER =
            Set.of("_count", "_elements", "_format", "_pretty", "_sort", "_summary", "_total");

    private final List<Criterion> criteria;

    private Query(List<Criterion> criteria) {
        this.criteria = criteria;
    }

    /// One parameter: at least one of its values must match.
    private record Criterion(String name, String modifier, RestSearchParameterTypeEnum kind, List<String> values) {}

    static Query of(SearchValues search, String type, Map<String, List<String>> parameters) {
        List<Criterion> criteria = new ArrayList<>();
        parameters.forEach((key, repeats) -> {
            int colon = key.indexOf(':');
            String name = colon < 0 ? key : key.substring(0, colon);
            String modifier = colon < 0 ? "" : key.substring(colon + 1);
            if (ABOUT_THE_ANSWER.contains(name)) {
                return;
            }
            RestSearchParameterTypeEnum kind = switch (name) {
                case "_id" -> RestSearchParameterTypeEnum.TOKEN;
                case "_lastUpdated" -> RestSearchParameterTypeEnum.DATE;
                default -> search.kind(type, name);
            };
            if (kind == null) {
                throw new InvalidRequestException(type + " has no search parameter " + name + ".");
            }
            if (!Set.of("", "exact", "contains", type).contains(modifier)
                    && kind != RestSearchParameterTypeEnum.REFERENCE) {
                throw new InvalidRequestException("The modifier " + modifier + " is not supported.");
            }
            for (String repeat : repeats) {
                criteria.add(new Criterion(name, modifier, kind, alternatives(repeat)));
            }
        });
        return new Query(criteria);
    }

    /// The parameters of `identifier=a|b&code=c`.
    static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equal = pair.indexOf('=');
            if (equal > 0) {
                parameters
                        .computeIfAbsent(decoded(pair.substring(0, equal)), name -> new ArrayList<>())
                        .add(decoded(pair.substring(equal + 1)));
            }
        }
        return parameters;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// Commas separate alternatives; `\,` is a comma.
    private static List<String> alternatives(String value) {
        List<String> alternatives = new ArrayList<>();
        var one = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                one.append(value.charAt(++i));
            } else if (c == ',') {
                alternatives.add(one.toString());
                one.setLength(0);
            } else {
                one.append(c);
            }
        }
        alternatives.add(one.toString());
        return alternatives;
    }

    boolean isEmpty() {
        return criteria.isEmpty();
    }

    /// The ids that a search names by `_id`, those aside that cannot be one of ours; null when it names none.
    @Nullable
    Set<UUID> ids() {
        Set<UUID> ids = null;
        for (Criterion criterion : criteria) {
            if (criterion.name().equals("_id")) {
                Set<UUID> named = new HashSet<>();
                criterion.values().forEach(value -> FhirStore.uuid(value).ifPresent(named::add));
                if (ids == null) {
                    ids = named;
                } else {
                    ids.retainAll(named);
                }
            }
        }
        return ids;
    }

    /// The same text for the same criteria, however they were escaped and in whatever order they were written: what two
    /// who decide on the same condition at once meet at.
    static String canonical(String query) {
        return parameters(query).entrySet().stream()
                .flatMap(
                        entry -> entry.getValue().stream().map(value -> encoded(entry.getKey()) + "=" + encoded(value)))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    /// Tokens by which rows are looked for: a list for each criterion that has any.
    List<List<Long>> tokens(BiFunction<String, String, Long> token) {
        List<List<Long>> tokens = new ArrayList<>();
        for (Criterion criterion : criteria) {
            List<Long> alternatives = new ArrayList<>();
            for (String value : criterion.values()) {
                switch (criterion.kind()) {
                    case TOKEN -> {
                        if (!criterion.name().equals("_id")) {
                            alternatives.add(token.apply(criterion.name(), value));
                        }
                    }
                    case REFERENCE -> alternatives.add(token.apply(criterion.name(), lastPart(value)));
                    case URI -> alternatives.add(token.apply(criterion.name(), value));
                    case STRING -> {
                        String folded = SearchValues.fold(value);
                        if (folded.length() >= TextTokens.PREFIX
                                && !criterion.modifier().equals("contains")) {
                            alternatives.add(token.apply(criterion.name(), folded.substring(0, TextTokens.PREFIX)));
                        }
                    }
                    case DATE, NUMBER, QUANTITY, COMPOSITE, HAS, SPECIAL -> {}
                }
            }
            if (alternatives.size() == criterion.values().size()) {
                tokens.add(alternatives);
            }
        }
        return tokens;
    }

    /// All tokens of a resource's values, in the forms in which a query may ask for them.
    static List<Long> tokensOf(
            Map<String, List<String>> values,
            SearchValues search,
            String type,
            BiFunction<String, String, Long> token) {
        List<Long> tokens = new ArrayList<>();
        values.forEach((name, found) -> {
            RestSearchParameterTypeEnum kind = search.kind(type, name);
            if (kind == null) {
                return;
            }
            for (String value : found) {
                switch (kind) {
                    case TOKEN -> {
                        int bar = value.indexOf('|');
                        tokens.add(token.apply(name, value));
                        tokens.add(token.apply(name, value.substring(bar + 1)));
                        tokens.add(token.apply(name, value.substring(0, bar + 1)));
                    }
                    case REFERENCE -> tokens.add(token.apply(name, lastPart(value)));
                    case URI -> tokens.add(token.apply(name, value));
                    case STRING -> {
                        if (value.length() >= TextTokens.PREFIX) {
                            tokens.add(token.apply(name, value.substring(0, TextTokens.PREFIX)));
                        }
                    }
                    case DATE, NUMBER, QUANTITY, COMPOSITE, HAS, SPECIAL -> {}
                }
            }
        });
        return tokens;
    }

    /// How long the beginnings of texts are that rows are found by.
    private static final class TextTokens {
        private static final int PREFIX = 3;
    }

    private static String lastPart(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    /// Whether a resource that was found by tokens really is what was asked for.
    boolean matches(Map<String, List<String>> values, String id, Instant updated) {
        for (Criterion criterion : criteria) {
            List<String> found = switch (criterion.name()) {
                case "_id" -> List.of("|" + id);
                case "_lastUpdated" -> List.of(updated.toString());
                default -> values.getOrDefault(criterion.name(), List.of());
            };
            if (criterion.values().stream()
                    .noneMatch(wanted -> found.stream().anyMatch(is -> matches(criterion, wanted, is)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(Criterion criterion, String wanted, String is) {
        return switch (criterion.kind()) {
            case TOKEN -> {
                int bar = wanted.indexOf('|');
                yield bar < 0
                        ? is.substring(is.indexOf('|') + 1).equals(wanted)
                        : bar == wanted.length() - 1 ? is.startsWith(wanted) : is.equals(wanted);
            }
            case REFERENCE ->
                is.equals(wanted)
                        || is.endsWith("/" + wanted)
                        || (!criterion.modifier().isEmpty() && is.endsWith(criterion.modifier() + "/" + wanted));
            case STRING ->
                switch (criterion.modifier()) {
                    case "exact" -> is.equals(SearchValues.fold(wanted));
                    case "contains" -> is.contains(SearchValues.fold(wanted));
                    default -> is.startsWith(SearchValues.fold(wanted));
                };
            case URI, NUMBER, QUANTITY -> is.equals(wanted);
            case DATE -> date(wanted, is);
            case COMPOSITE, HAS, SPECIAL -> false;
        };
    }

    /// Dates compare at the precision that both have: `2026-01` holds all of January.
    private static boolean date(String wanted, String is) {
        if (wanted.isEmpty()) {
            return false;
        }
        String prefix = wanted.length() > 2 && Character.isLetter(wanted.charAt(0)) ? wanted.substring(0, 2) : "eq";
        String date = Character.isLetter(wanted.charAt(0)) ? wanted.substring(2) : wanted;
        int precision = Math.min(date.length(), is.length());
        int order = is.substring(0, precision).compareTo(date.substring(0, precision));
        return switch (prefix) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "lt", "eb" -> order < 0;
            case "le" -> order <= 0;
            case "gt", "sa" -> order > 0;
            case "ge" -> order >= 0;
            default -> throw new InvalidRequestException("The prefix " + prefix + " is not supported.");
        };
    }
}
