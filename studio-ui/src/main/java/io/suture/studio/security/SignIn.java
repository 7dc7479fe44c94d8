package io.suture.studio.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/// Checks address and password. After some wrong ones in a row the account is locked, longer each time; while it
/// is, the right password does not help either. Every attempt is recorded.
@Component
class SignIn implements AuthenticationProvider {
    private static final int FREE_TRIES = 5;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final PeopleStore store;
    private final Passwords passwords;
    private final Acts acts;
    private final InstantSource clock;

    SignIn(PeopleStore store, Passwords passwords, Acts acts, InstantSource clock) {
        this.store = store;
        this.passwords = passwords;
        this.acts = acts;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String email = People.normal(attempt.getName());
        String from = attempt.getDetails() instanceof WebAuthenticationDetails details
                ? "from " + details.getRemoteAddress()
                : "";
        Optional<Person> found = store.findByEmail(email);
        boolean right = passwords.matches(
                String.valueOf(attempt.getCredentials()),
                found.map(person -> store.passwordHash(person.id())).orElse(null));
        if (found.isEmpty()) {
            acts.record(null, "unknown", "sign-in", false, "unknown account", from);
            throw new BadCredentialsException("refused");
        }
        Person person = found.get();
        Instant now = clock.instant();
        if (person.lockedUntil() != null && person.lockedUntil().isAfter(now)) {
            refuse(person, from, "locked");
            throw new LockedException("locked");
        }
        if (!right || !person.active()) {
            int failures = store.countFailure(person.id());
            refuse(person, from, right ? "not active" : "wrong password");
            if (failures >= FREE_TRIES) {
                Duration pause = pause(failures);
                store.lock(person.id(), now.plus(pause));
                acts.record(null, person.name(), "lockout", false, entity(person), "for " + pause.toMinutes() + " min");
                throw new LockedException("locked");
            }
            throw new BadCredentialsException("refused");
        }
        acts.record(person.asActor(), person.name(), "sign-in", true, entity(person), from);
        store.signedIn(person.id(), now);
        return new UsernamePasswordAuthenticationToken(
                new SignedIn(person.id(), person.name()), null, authorities(person.rights()));
    }

    /// One minute after the fifth wrong one, then twice as long after each more, up to an hour.
    static Duration pause(int failures) {
        int doublings = Math.min(failures - FREE_TRIES, 6);
        Duration pause = Duration.ofMinutes(1L << doublings);
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    /// For annotations on views: each right is a role to Spring.
    static Set<SimpleGrantedAuthority> authorities(Set<Right> rights) {
        return rights.stream()
                .map(right -> new SimpleGrantedAuthority("ROLE_" + right.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private void refuse(Person person, String from, String why) {
        acts.record(null, person.name(), "sign-in", false, entity(person), (why + " " + from).strip());
    }

    private static String entity(Person person) {
        return "person " + person.email();
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
