package io.suture.studio.security;

import io.suture.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The accounts of an empty database, with a clock that tests move, and what was reported to the trail.
final class Desk implements AutoCloseable {
    static final String PASSWORD = "a long enough sentence";

    final Database database = Database.temporary();
    final List<String> recorded = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T08:00:00Z");
    private final InstantSource clock = () -> now;
    final PeopleStore store = new PeopleStore(database);
    final Passwords passwords = new Passwords();
    final CurrentActor current = new CurrentActor(store);
    final People people = new People(store, passwords, current, this::note, clock);
    final SignIn signIn = new SignIn(store, passwords, this::note, clock);
    final ApiTokens tokens = new ApiTokens(new TokenStore(database), store, current, this::note, clock);

    private void note(@Nullable Actor actor, String named, String action, boolean ok, String entity, String detail) {
        recorded.add(action + " " + (ok ? "done" : "refused") + " " + entity);
    }

    /// The first admin, made by the link of the first start.
    Actor admin() {
        String token = people.makeSetUpLink().orElseThrow();
        people.setUp(token, "Yara Finch", "yara@northside.example", PASSWORD);
        return store.findByEmail("yara@northside.example").orElseThrow().asActor();
    }

    /// Somebody with a password, invited by an admin.
    Person member(Actor admin, String name, Role... roles) {
        var invitation = CurrentActor.callAs(
                admin, () -> people.invite(name, name.replace(' ', '.') + "@northside.example", Set.of(roles)));
        if (!(invitation instanceof People.Invitation.Made made)) {
            throw new AssertionError(invitation);
        }
        people.accept(made.token(), PASSWORD);
        return person(made.person().id());
    }

    Person person(UUID id) {
        return store.find(id).orElseThrow();
    }

    void wait(Duration time) {
        now = now.plus(time);
    }

    @Override
    public void close() {
        database.close();
    }
}
