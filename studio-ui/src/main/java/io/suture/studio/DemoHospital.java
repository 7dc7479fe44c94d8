package io.suture.studio;

import io.suture.studio.security.Actor;
import io.suture.studio.security.CurrentActor;
import io.suture.studio.security.People;
import io.suture.studio.security.People.Invitation;
import io.suture.studio.security.Person;
import io.suture.studio.security.Right;
import io.suture.studio.security.Role;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// The demo's people, one for each role. Their passwords are random, printed when they are made and never again.
@Component
class DemoHospital {
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<Staff> STAFF = List.of(
            new Staff("Yara Finch", Role.ADMIN),
            new Staff("Ines Calder", Role.ANALYST),
            new Staff("Marek Ostrow", Role.TESTER),
            new Staff("Suri Lindqvist", Role.APPROVER),
            new Staff("Hanne Dovrik", Role.OPERATOR),
            new Staff("Pell Arbuthnot", Role.AUDITOR));

    private final People people;

    DemoHospital(People people) {
        this.people = people;
    }

    private record Staff(String name, Role role) {
        String email() {
            return role.name().toLowerCase(Locale.ROOT) + "@demo.example";
        }
    }

    /// Makes the accounts of an empty studio; leaves one that has people as it is.
    void open(PrintStream out) {
        String token = people.makeSetUpLink().orElse("");
        if (token.isEmpty()) {
            out.println("This studio has its people; the demo's passwords were printed when they were made.");
            return;
        }
        var lines = new ArrayList<String>();
        Staff admin = STAFF.getFirst();
        String first = password();
        require(people.setUp(token, admin.name(), admin.email(), first));
        lines.add(line(admin, first));
        Actor inviting = asAdmin(admin);
        for (Staff member : STAFF.subList(1, STAFF.size())) {
            String password = password();
            Invitation invitation = CurrentActor.callAs(
                    inviting, () -> people.invite(member.name(), member.email(), Set.of(member.role())));
            switch (invitation) {
                case Invitation.Made made -> require(people.accept(made.token(), password));
                case Invitation.Refused refused -> throw new IllegalStateException(refused.sentence());
            }
            lines.add(line(member, password));
        }
        out.println("Demo accounts, shown only now:");
        lines.forEach(out::println);
    }

    private Actor asAdmin(Staff admin) {
        var looking = new Actor(new UUID(0, 0), admin.name(), Set.of(Right.ADMINISTER));
        UUID id = CurrentActor.callAs(looking, people::all).stream()
                .filter(person -> person.email().equals(admin.email()))
                .map(Person::id)
                .findFirst()
                .orElseThrow();
        return new Actor(id, admin.name(), Role.ADMIN.rights());
    }

    private static void require(People.Outcome outcome) {
        if (outcome instanceof People.Outcome.Problem problem) {
            throw new IllegalStateException(problem.sentence());
        }
    }

    private static String line(Staff member, String password) {
        return String.format(Locale.ROOT, "  %-10s %-24s %s", member.role().label(), member.email(), password);
    }

    private static String password() {
        var password = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            if (i > 0 && i % 5 == 0) {
                password.append('-');
            }
            password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
