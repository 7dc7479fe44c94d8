package io.suture.studio.security;

import static io.suture.studio.security.Desk.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.suture.studio.security.People.Invitation;
import io.suture.studio.security.People.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Accounts on a real database.
class PeopleTest {
    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void a_set_up_link_works_once() {
        String token = desk.people.makeSetUpLink().orElseThrow();

        assertThat(desk.people.setUp(token, "Yara Finch", "yara@northside.example", PASSWORD))
                .isInstanceOf(Outcome.Done.class);
        assertThat(desk.people.setUp(token, "Mallory", "mallory@northside.example", PASSWORD))
                .isInstanceOf(Outcome.Problem.class);
        assertThat(desk.people.makeSetUpLink()).isEmpty();
    }

    @Test
    void a_set_up_link_ends_after_an_hour() {
        String token = desk.people.makeSetUpLink().orElseThrow();
        desk.wait(Duration.ofMinutes(61));

        assertThat(desk.people.holder(token)).isEmpty();
        assertThat(desk.people.setUp(token, "Yara Finch", "yara@northside.example", PASSWORD))
                .isInstanceOf(Outcome.Problem.class);
    }

    @Test
    void a_later_set_up_link_ends_the_earlier_one() {
        String earlier = desk.people.makeSetUpLink().orElseThrow();
        desk.people.makeSetUpLink();

        assertThat(desk.people.setUp(earlier, "Yara Finch", "yara@northside.example", PASSWORD))
                .isInstanceOf(Outcome.Problem.class);
    }

    @Test
    void of_two_who_use_the_set_up_link_at_once_one_becomes_admin() {
        String token = desk.people.makeSetUpLink().orElseThrow();
        List<Outcome> outcomes = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> desk.people.setUp(token, "Person " + i, "p" + i + "@northside.example", PASSWORD))
                .toList();

        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        assertThat(desk.store.all()).hasSize(1);
    }

    @Test
    void neither_passwords_nor_links_are_stored_in_the_clear() {
        String token = desk.people.makeSetUpLink().orElseThrow();
        desk.people.setUp(token, "Yara Finch", "yara@northside.example", PASSWORD);
        var id = desk.store.all().getFirst().id();

        assertThat(desk.store.passwordHash(id)).startsWith("$argon2id$").doesNotContain(PASSWORD);
        assertThat(desk.database
                        .sql()
                        .fetch("select * from studio.one_time_link")
                        .formatCSV())
                .doesNotContain(token);
    }

    @Test
    void weak_passwords_are_refused_with_a_reason() {
        assertThat(Passwords.problem("short", "Yara", "y@x"))
                .contains("Use at least 12 characters; a sentence is easy to remember.");
        assertThat(Passwords.problem("Password12345", "Yara", "y@x")).isPresent();
        assertThat(Passwords.problem("aaaaaaaaaaaaaaaa", "Yara", "y@x")).isPresent();
        assertThat(Passwords.problem("yara@northside.example", "Yara", "yara@northside.example"))
                .isPresent();
        assertThat(Passwords.problem(PASSWORD, "Yara", "y@x")).isEmpty();
    }

    @Test
    void only_who_administers_may_invite() {
        Actor admin = desk.admin();
        Actor analyst = desk.member(admin, "Ines Calder", Role.ANALYST).asActor();

        assertThatThrownBy(() -> CurrentActor.callAs(
                        analyst, () -> desk.people.invite("M", "m@northside.example", Set.of(Role.ADMIN))))
                .isInstanceOf(Rights.Refused.class);
        assertThatThrownBy(() -> desk.people.invite("M", "m@northside.example", Set.of(Role.ADMIN)))
                .isInstanceOf(Rights.Refused.class);
    }

    @Test
    void an_address_has_one_account() {
        Actor admin = desk.admin();
        desk.member(admin, "Ines Calder", Role.ANALYST);

        assertThat(CurrentActor.callAs(
                        admin, () -> desk.people.invite("Ines", " INES.CALDER@northside.example", Set.of(Role.TESTER))))
                .isInstanceOf(Invitation.Refused.class);
    }

    @Test
    void who_made_or_reset_an_account_is_remembered() {
        Actor admin = desk.admin();
        Person other = desk.member(admin, "Suri Lindqvist", Role.ADMIN);
        Person approver = desk.member(admin, "Pell Arbuthnot", Role.APPROVER);

        assertThat(desk.people.madeOrResetBy(approver.id(), Set.of(admin.id()))).isTrue();
        assertThat(desk.people.madeOrResetBy(approver.id(), Set.of(other.id()))).isFalse();
        CurrentActor.callAs(other.asActor(), () -> desk.people.reset(approver.id()));
        assertThat(desk.people.madeOrResetBy(approver.id(), Set.of(other.id()))).isTrue();
        assertThat(desk.people.madeOrResetBy(approver.id(), Set.of())).isFalse();
    }

    @Test
    void the_last_admin_stays_admin() {
        Actor admin = desk.admin();

        assertThat(CurrentActor.callAs(admin, () -> desk.people.setRoles(admin.id(), Set.of(Role.TESTER))))
                .isInstanceOf(Outcome.Problem.class);
        assertThat(CurrentActor.callAs(admin, () -> desk.people.setActive(admin.id(), false)))
                .isInstanceOf(Outcome.Problem.class);
    }

    @Test
    void an_act_that_cannot_be_recorded_does_not_happen() {
        Actor admin = desk.admin();
        var unrecorded = new People(
                desk.store, desk.passwords, desk.current, PeopleTest::refuseToRecord, java.time.InstantSource.system());

        assertThatThrownBy(() -> CurrentActor.callAs(
                        admin, () -> unrecorded.invite("Ines", "ines@northside.example", Set.of(Role.ANALYST))))
                .hasMessage("the trail is full");
        assertThat(desk.store.all()).hasSize(1);
    }

    private static void refuseToRecord(
            @org.jspecify.annotations.Nullable Actor actor,
            String named,
            String action,
            boolean ok,
            String entity,
            String detail) {
        throw new IllegalStateException("the trail is full");
    }

    @Test
    void an_unknown_account_is_called_by_its_id() {
        var id = UUID.fromString("0195aaaa-0000-4000-8000-000000000000");

        assertThat(desk.people.name(id)).isEqualTo("0195aaaa");
    }
}
