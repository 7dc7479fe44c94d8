package io.suture.studio.security;

import static io.suture.studio.security.Desk.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/// Signing in and the lockout, on a real database.
class SignInTest {
    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    private Authentication signIn(String email, String password) {
        return desk.signIn.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(email, password));
    }

    @Test
    void the_address_may_be_typed_in_capitals() {
        desk.admin();

        assertThat(signIn("Yara@Northside.example ", PASSWORD).isAuthenticated())
                .isTrue();
        assertThat(desk.recorded).contains("sign-in done person yara@northside.example");
    }

    @Test
    void five_wrong_passwords_lock_even_the_right_one_out_for_a_while() {
        desk.admin();
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> signIn("yara@northside.example", "wrong"))
                    .isInstanceOf(BadCredentialsException.class);
        }
        assertThatThrownBy(() -> signIn("yara@northside.example", "wrong")).isInstanceOf(LockedException.class);
        assertThatThrownBy(() -> signIn("yara@northside.example", PASSWORD)).isInstanceOf(LockedException.class);
        assertThat(desk.recorded).contains("lockout refused person yara@northside.example");

        desk.wait(Duration.ofSeconds(61));
        assertThat(signIn("yara@northside.example", PASSWORD).isAuthenticated()).isTrue();
    }

    @Test
    void each_further_failure_locks_longer_up_to_an_hour() {
        assertThat(SignIn.pause(5)).isEqualTo(Duration.ofMinutes(1));
        assertThat(SignIn.pause(7)).isEqualTo(Duration.ofMinutes(4));
        assertThat(SignIn.pause(400)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void an_unknown_address_is_refused_like_a_wrong_password_and_not_written_down() {
        assertThatThrownBy(() -> signIn("a-password-typed-as-address", "x"))
                .isInstanceOf(BadCredentialsException.class);
        assertThat(desk.recorded).containsExactly("sign-in refused unknown account");
    }

    @Test
    void who_is_deactivated_is_out_at_once() {
        Actor admin = desk.admin();
        Person analyst = desk.member(admin, "Ines Calder", Role.ANALYST);
        CurrentActor.callAs(admin, () -> desk.people.setActive(analyst.id(), false));

        assertThatThrownBy(() -> signIn(analyst.email(), PASSWORD)).isInstanceOf(BadCredentialsException.class);
    }

    @Test
    void who_has_not_followed_the_invitation_has_no_password_to_guess() {
        Actor admin = desk.admin();
        CurrentActor.callAs(
                admin, () -> desk.people.invite("Ines", "ines@northside.example", java.util.Set.of(Role.ANALYST)));

        assertThatThrownBy(() -> signIn("ines@northside.example", "nobody has this password"))
                .isInstanceOf(BadCredentialsException.class);
    }
}
