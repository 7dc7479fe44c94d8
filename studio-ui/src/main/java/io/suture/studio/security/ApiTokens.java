package io.suture.studio.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Tokens for the API. Each carries some rights of the person who makes it, and loses what that person loses.
@Service
public class ApiTokens {
    private static final String PREFIX = "suture_";

    private final TokenStore store;
    private final PeopleStore people;
    private final Rights rights;
    private final Acts acts;
    private final InstantSource clock;

    ApiTokens(TokenStore store, PeopleStore people, Rights rights, Acts acts, InstantSource clock) {
        this.store = store;
        this.people = people;
        this.rights = rights;
        this.acts = acts;
        this.clock = clock;
    }

    /// @param secret what goes after `Authorization: Bearer`; shown once, never kept
    public record Made(ApiToken token, String secret) {}

    /// Makes a token that acts for whoever asks.
    ///
    /// @throws Rights.Refused if it asks for rights that its maker lacks
    public Made make(String name, Set<Right> scope, Duration life) {
        Actor actor = rights.require(Right.ADMINISTER);
        if (!actor.rights().containsAll(scope)) {
            throw new Rights.Refused("A token cannot have rights that its maker lacks.");
        }
        String secret = PREFIX + Secrets.fresh();
        Instant now = clock.instant();
        var token = new ApiToken(UUID.randomUUID(), name, actor.id(), scope, now, now.plus(life), null, null);
        acts.record(actor, actor.name(), "make-token", true, "token " + name, words(scope));
        store.add(token, Secrets.digest(secret));
        return new Made(token, secret);
    }

    public List<ApiToken> all() {
        rights.require(Right.ADMINISTER);
        return store.all();
    }

    public void revoke(UUID id) {
        Actor actor = rights.require(Right.ADMINISTER);
        store.find(id).ifPresent(token -> {
            acts.record(actor, actor.name(), "revoke-token", true, "token " + token.name(), "");
            store.revoke(id, clock.instant());
        });
    }

    /// Who bears this secret; empty if nobody may.
    Optional<Actor> bearer(String secret) {
        Instant now = clock.instant();
        return store.find(Secrets.digest(secret))
                .filter(token -> token.isValid(now))
                .flatMap(token ->
                        people.find(token.person()).filter(Person::active).map(person -> actor(token, person, now)));
    }

    private Actor actor(ApiToken token, Person person, Instant now) {
        if (token.used() == null || token.used().isBefore(now.minusSeconds(60))) {
            store.used(token.id(), now);
        }
        var shared = EnumSet.noneOf(Right.class);
        shared.addAll(token.rights());
        shared.retainAll(person.rights());
        return new Actor(person.id(), person.name() + " (token " + token.name() + ")", shared);
    }

    private static String words(Set<Right> rights) {
        return rights.stream().map(Right::name).sorted().collect(Collectors.joining(", "));
    }
}
