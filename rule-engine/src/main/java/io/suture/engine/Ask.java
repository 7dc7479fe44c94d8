package io.suture.engine;

/// One thing to ask about a Message, by a declared query of its Channel.
///
/// @param query    which query
/// @param key      what is asked about
/// @param resource the type of what is looked for: `Practitioner`
/// @param search   how it is looked for, as in an address: `identifier=urn%3Aid%3AHOSP%7CW1`
public record Ask(String query, String key, String resource, String search) {}
