package io.suture.studio.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tokens on a real database.
class ApiTokensTest {
    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    private ApiTokens.Made make(Actor admin, Right... rights) {
        return CurrentActor.callAs(admin, () -> desk.tokens.make("Dashboard", Set.of(rights), Duration.ofDays(30)));
    }

    @Test
    void a_token_acts_for_its_maker_with_the_rights_it_was_given() {
        var made = make(desk.admin(), Right.READ_CHANNELS);

        assertThat(desk.tokens.bearer(made.secret()).orElseThrow().rights()).containsExactly(Right.READ_CHANNELS);
        assertThat(desk.tokens.bearer(made.secret() + "x")).isEmpty();
    }

    @Test
    void a_token_cannot_have_what_its_maker_lacks() {
        Actor admin = desk.admin();

        assertThatThrownBy(() -> make(admin, Right.VIEW_PAYLOADS)).isInstanceOf(Rights.Refused.class);
    }

    @Test
    void a_token_loses_what_its_maker_loses() {
        Actor admin = desk.admin();
        Person second = desk.member(admin, "Suri Lindqvist", Role.ADMIN);
        var made = make(second.asActor(), Right.OPERATE, Right.READ_CHANNELS);
        CurrentActor.callAs(admin, () -> desk.people.setRoles(second.id(), Set.of(Role.TESTER)));

        assertThat(desk.tokens.bearer(made.secret()).orElseThrow().rights()).containsExactly(Right.READ_CHANNELS);
        CurrentActor.callAs(admin, () -> desk.people.setActive(second.id(), false));
        assertThat(desk.tokens.bearer(made.secret())).isEmpty();
    }

    @Test
    void a_revoked_or_expired_token_is_nobodys() {
        Actor admin = desk.admin();
        var revoked = make(admin, Right.OPERATE);
        var expiring = make(admin, Right.OPERATE);
        CurrentActor.runAs(admin, () -> desk.tokens.revoke(revoked.token().id()));
        assertThat(desk.tokens.bearer(revoked.secret())).isEmpty();
        assertThat(desk.tokens.bearer(expiring.secret())).isPresent();
        desk.wait(Duration.ofDays(31));

        assertThat(desk.tokens.bearer(expiring.secret())).isEmpty();
    }
}
