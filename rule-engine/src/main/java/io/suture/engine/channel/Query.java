package io.suture.engine.channel;

import io.suture.engine.expression.Formula;
import io.suture.engine.schema.SchemaRef;

/// A declared query: something that a Channel must know of each Message and that lies elsewhere. Whoever runs the
/// Channel asks before the run; formulas find the answer as `query('npi', key)`. Decision 0007.
///
/// @param name           what formulas call it
/// @param note           what for, in words
/// @param endpoint       who is asked
/// @param resource       the type of what is looked for: `Practitioner`
/// @param parameter      the search parameter that finds it: `identifier`
/// @param keys           over the Message: all values to ask about, each once
/// @param value          what is searched for, made of one of them, which it calls `key`
/// @param take           over the resource that was found: the answer
/// @param whenUnanswered what becomes of the Message while nobody answers
public record Query(
        String name,
        String note,
        Endpoint endpoint,
        String resource,
        String parameter,
        Formula keys,
        Formula value,
        Formula take,
        WhenUnanswered whenUnanswered) {
    /// How its formula for the search value calls the key.
    public static final String KEY = "key";

    /// The search value of a query that names none: the key as it is.
    public static final Formula THE_KEY = new Formula(KEY);

    /// What becomes of a Message while the server cannot be reached or has no time for an answer.
    public enum WhenUnanswered {
        /// It waits, and its ordering key with it, and it is asked again.
        WAIT,
        /// It goes on without the answer, with a warning.
        GO_ON
    }

    /// The version of FHIR that servers are asked in.
    public static final String FHIR_VERSION = "r4";

    /// The Schema of what is looked for, which is a FHIR resource so far.
    public SchemaRef found() {
        return new SchemaRef("fhir", FHIR_VERSION, resource);
    }

    /// The same, asked elsewhere.
    public Query at(Endpoint other) {
        return new Query(name, note, other, resource, parameter, keys, value, take, whenUnanswered);
    }

    public Query withName(String other) {
        return new Query(other, note, endpoint, resource, parameter, keys, value, take, whenUnanswered);
    }

    public Query withNote(String other) {
        return new Query(name, other, endpoint, resource, parameter, keys, value, take, whenUnanswered);
    }

    public Query withResource(String other) {
        return new Query(name, note, endpoint, other, parameter, keys, value, take, whenUnanswered);
    }

    public Query withParameter(String other) {
        return new Query(name, note, endpoint, resource, other, keys, value, take, whenUnanswered);
    }

    public Query withKeys(Formula other) {
        return new Query(name, note, endpoint, resource, parameter, other, value, take, whenUnanswered);
    }

    public Query withValue(Formula other) {
        return new Query(name, note, endpoint, resource, parameter, keys, other, take, whenUnanswered);
    }

    public Query withTake(Formula other) {
        return new Query(name, note, endpoint, resource, parameter, keys, value, other, whenUnanswered);
    }

    public Query withWhenUnanswered(WhenUnanswered other) {
        return new Query(name, note, endpoint, resource, parameter, keys, value, take, other);
    }
}
