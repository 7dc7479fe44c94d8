package io.suture.studio.security;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/// Who acts, from the session or the bearer token of the request at hand. A person's rights are read anew for each
/// request, so that a role taken away is gone with the next one.
@Component
public class CurrentActor implements Rights {
    private static final ScopedValue<Actor> ACTING = ScopedValue.newInstance();

    private static final String KNOWN = CurrentActor.class.getName();

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
            case SignedIn signedIn -> known(signedIn);
            case Actor bearer -> bearer;
            case null, default -> null;
        };
    }

    /// A page asks dozens of times while one request is answered, and is to be answered the same throughout.
    private @Nullable Actor known(SignedIn signedIn) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null
                && request.getAttribute(KNOWN, RequestAttributes.SCOPE_REQUEST) instanceof Actor actor
                && actor.id().equals(signedIn.id())) {
            return actor;
        }
        Actor actor = people.find(signedIn.id())
                .filter(Person::active)
                .map(Person::asActor)
                .orElse(null);
        if (request != null && actor != null) {
            request.setAttribute(KNOWN, actor, RequestAttributes.SCOPE_REQUEST);
        }
        return actor;
    }
}
