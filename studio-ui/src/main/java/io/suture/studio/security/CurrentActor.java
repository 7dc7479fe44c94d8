package io.suture.studio.security;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// Who acts, from the session or the bearer token of the request at hand. A person's rights are read anew each time, so
/// that a role taken away is gone at once.
@Component
public class CurrentActor implements Rights {
    private static final ScopedValue<Actor> ACTING = ScopedValue.newInstance();

    private final PeopleStore people;

    CurrentActor(PeopleStore people) {
        this.people = people;
    }

    @Override
    public Actor actor() {
        if (ACTING.isBound()) {
            return ACTING.get();
        }
        Actor actor = fromRequest();
        if (actor == null) {
            throw new Refused("Nobody is signed in.");
        }
        return actor;
    }

    /// Who acts, or null where nobody is signed in.
    public @Nullable Actor actorOrNull() {
        return ACTING.isBound() ? ACTING.get() : fromRequest();
    }

    /// Does the work as somebody: for threads of the studio's own that go on with what a person began, and for tests.
    public static <T> T callAs(Actor actor, Supplier<T> work) {
        return ScopedValue.where(ACTING, actor).call(work::get);
    }

    /// The same, without an answer.
    public static void runAs(Actor actor, Runnable work) {
        ScopedValue.where(ACTING, actor).run(work);
    }

    private @Nullable Actor fromRequest() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !authentication.isAuthenticated()) {
            return null;
        }
        return switch (authentication.getPrincipal()) {
            case SignedIn signedIn ->
                people.find(signedIn.id())
                        .filter(Person::active)
                        .map(Person::asActor)
                        .orElse(null);
            case Actor bearer -> bearer;
            case null, default -> null;
        };
    }
}
