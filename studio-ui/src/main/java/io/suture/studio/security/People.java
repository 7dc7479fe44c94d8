package io.suture.studio.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Accounts: who there is, what they may do, how they come by a password. Nobody sets somebody else's: they get a link
/// that works once.
@Service
public class People implements Accounts {
    static final Duration INVITATION = Duration.ofDays(3);
    static final Duration SET_UP = Duration.ofHours(1);

    private final PeopleStore store;
    private final Passwords passwords;
    private final Rights rights;
    private final Acts acts;
    private final InstantSource clock;

    People(PeopleStore store, Passwords passwords, Rights rights, Acts acts, InstantSource clock) {
        this.store = store;
        this.passwords = passwords;
        this.rights = rights;
        this.acts = acts;
        this.clock = clock;
    }

    /// What came of an attempt: done, or a sentence that says what to mend.
    public sealed interface Outcome {
        record Done() implements Outcome {}

        record Problem(String sentence) implements Outcome {}
    }

    /// An invitation made, or a sentence that says what to mend.
    public sealed interface Invitation {
        /// @param token   what follows `invitation?token=` in the link; shown once, never kept
        /// @param expires after which it does nothing
        record Made(Person person, String token, Instant expires) implements Invitation {}

        record Refused(String sentence) implements Invitation {}
    }

    /// Whom a link is for, before it is used.
    ///
    /// @param person empty for the link that makes the first admin
    public record LinkHolder(Optional<Person> person, Instant expires) {}

    public boolean isEmpty() {
        return store.isEmpty();
    }

    public List<Person> all() {
        rights.require(Right.ADMINISTER);
        return store.all();
    }

    @Override
    public String name(UUID account) {
        return store.find(account)
                .map(Person::name)
                .orElseGet(() -> account.toString().substring(0, 8));
    }

    /// Makes the one-time link of a first start; an earlier one stops working. Empty once there is a person.
    public Optional<String> makeSetUpLink() {
        return store.together(within -> {
            within.lockSetUp();
            if (!within.isEmpty()) {
                return Optional.empty();
            }
            String token = Secrets.fresh();
            within.addLink(Secrets.digest(token), null, clock.instant().plus(SET_UP));
            return Optional.of(token);
        });
    }

    /// Whom a link is for; empty if it was used, has expired or never was.
    public Optional<LinkHolder> holder(String token) {
        return store.link(Secrets.digest(token), clock.instant())
                .map(link -> new LinkHolder(Optional.ofNullable(link.person()).flatMap(store::find), link.expires()));
    }

    /// Makes the first admin, by the link of the first start.
    public Outcome setUp(String token, String name, String email, String password) {
        Optional<String> problem =
                problem(name, email).or(() -> Passwords.problem(password, name.strip(), normal(email)));
        if (problem.isPresent()) {
            return new Outcome.Problem(problem.get());
        }
        String hash = passwords.hash(password);
        return store.together(within -> {
            within.lockSetUp();
            byte[] digest = Secrets.digest(token);
            boolean valid = within.link(digest, clock.instant())
                    .filter(link -> link.person() == null)
                    .isPresent();
            if (!within.isEmpty() || !valid || !within.useLink(digest)) {
                return ended();
            }
            UUID id = UUID.randomUUID();
            within.add(id, name.strip(), normal(email), Set.of(Role.ADMIN), clock.instant());
            within.setPassword(id, hash);
            acts.record(null, name.strip(), "set-up", true, "person " + normal(email), "first admin");
            return new Outcome.Done();
        });
    }

    /// Adds somebody, who sets their own password by the link.
    public Invitation invite(String name, String email, Set<Role> roles) {
        Actor actor = rights.require(Right.ADMINISTER);
        Optional<String> problem = problem(name, email)
                .or(() -> roles.isEmpty() ? Optional.of("Give at least one role.") : Optional.empty());
        if (problem.isPresent()) {
            return new Invitation.Refused(problem.get());
        }
        return store.together(within -> {
            if (within.findByEmail(normal(email)).isPresent()) {
                return new Invitation.Refused("There is an account for " + normal(email) + " already.");
            }
            UUID id = UUID.randomUUID();
            within.add(id, name.strip(), normal(email), roles, clock.instant());
            within.remember(id, actor.id(), "invite", clock.instant());
            acts.record(actor, actor.name(), "invite", true, "person " + normal(email), names(roles));
            return link(within, id);
        });
    }

    /// A new link for somebody who forgot the password, or whose invitation expired. The old password works until then.
    public Invitation reset(UUID id) {
        Actor actor = rights.require(Right.ADMINISTER);
        return store.together(within -> {
            Optional<Person> person = within.find(id);
            if (person.isEmpty()) {
                return new Invitation.Refused("This account is gone.");
            }
            within.remember(id, actor.id(), "reset", clock.instant());
            acts.record(
                    actor,
                    actor.name(),
                    "reset-password",
                    true,
                    "person " + person.get().email(),
                    "");
            return link(within, id);
        });
    }

    /// Sets the password by a link, which is thereby used up.
    public Outcome accept(String token, String password) {
        byte[] digest = Secrets.digest(token);
        Optional<Person> invited = store.link(digest, clock.instant())
                .map(PeopleStore.Link::person)
                .flatMap(store::find);
        if (invited.isEmpty() || !invited.get().active()) {
            return ended();
        }
        Person person = invited.get();
        Optional<String> problem = Passwords.problem(password, person.name(), person.email());
        if (problem.isPresent()) {
            return new Outcome.Problem(problem.get());
        }
        String hash = passwords.hash(password);
        return store.together(within -> {
            if (!within.useLink(digest)) {
                return ended();
            }
            within.setPassword(person.id(), hash);
            acts.record(person.asActor(), person.name(), "set-password", true, "person " + person.email(), "by link");
            return new Outcome.Done();
        });
    }

    /// Changes one's own password.
    public Outcome changePassword(String current, String password) {
        Actor actor = rights.actor();
        Person person = store.find(actor.id()).orElseThrow();
        if (!passwords.matches(current, store.passwordHash(person.id()))) {
            acts.record(actor, actor.name(), "set-password", false, "person " + person.email(), "wrong password");
            return new Outcome.Problem("The current password is another one.");
        }
        Optional<String> problem = Passwords.problem(password, person.name(), person.email());
        if (problem.isPresent()) {
            return new Outcome.Problem(problem.get());
        }
        String hash = passwords.hash(password);
        return store.together(within -> {
            within.setPassword(person.id(), hash);
            acts.record(actor, actor.name(), "set-password", true, "person " + person.email(), "");
            return new Outcome.Done();
        });
    }

    /// Gives exactly these roles. The last admin keeps theirs.
    public Outcome setRoles(UUID id, Set<Role> roles) {
        Actor actor = rights.require(Right.ADMINISTER);
        return store.together(within -> {
            if (!roles.contains(Role.ADMIN) && isLastAdmin(within, id)) {
                return new Outcome.Problem("Somebody must remain admin. Give another person that role first.");
            }
            Person person = within.find(id).orElseThrow();
            within.setRoles(id, roles);
            acts.record(actor, actor.name(), "set-roles", true, "person " + person.email(), names(roles));
            return new Outcome.Done();
        });
    }

    /// Lets somebody sign in, or no longer; it takes effect at once, in open sessions and for tokens too.
    public Outcome setActive(UUID id, boolean active) {
        Actor actor = rights.require(Right.ADMINISTER);
        return store.together(within -> {
            if (!active && isLastAdmin(within, id)) {
                return new Outcome.Problem("Somebody must remain admin. Give another person that role first.");
            }
            Person person = within.find(id).orElseThrow();
            within.setActive(id, active);
            acts.record(actor, actor.name(), active ? "activate" : "deactivate", true, "person " + person.email(), "");
            return new Outcome.Done();
        });
    }

    @Override
    public boolean madeOrResetBy(UUID account, Set<UUID> people) {
        return store.hasMaker(account, people);
    }

    private Invitation link(PeopleStore within, UUID id) {
        String token = Secrets.fresh();
        Instant expires = clock.instant().plus(INVITATION);
        within.addLink(Secrets.digest(token), id, expires);
        return new Invitation.Made(within.find(id).orElseThrow(), token, expires);
    }

    private static boolean isLastAdmin(PeopleStore within, UUID id) {
        List<UUID> admins = within.all().stream()
                .filter(person -> person.active() && person.roles().contains(Role.ADMIN))
                .map(Person::id)
                .toList();
        return admins.equals(List.of(id));
    }

    private static Outcome ended() {
        return new Outcome.Problem("This link has been used or has expired. Ask for a new one.");
    }

    private static Optional<String> problem(String name, String email) {
        if (name.isBlank() || name.length() > 100) {
            return Optional.of("Give a name of at most 100 characters.");
        }
        return normal(email).matches("[^\\s@]{1,64}@[^\\s@]{1,190}")
                ? Optional.empty()
                : Optional.of("Give an e-mail address, such as name@hospital.example.");
    }

    static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private static String names(Set<Role> roles) {
        return roles.stream().map(Role::label).sorted().collect(Collectors.joining(", "));
    }
}
