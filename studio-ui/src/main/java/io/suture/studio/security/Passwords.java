package io.suture.studio.security;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/// Argon2id hashes, and what a password must be. One hash takes 19 MB and some tens of milliseconds, so few run at
/// once.
@Component
class Passwords {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 200;
    private static final Set<String> KNOWN = Set.of(
            "password",
            "passwort",
            "qwertyuiop",
            "qwerty",
            "letmein",
            "welcome",
            "administrator",
            "changeme",
            "hospital",
            "iloveyou",
            "football",
            "baseball",
            "sunshine",
            "princess",
            "123456789",
            "1234567890",
            "abcdefghijkl");

    private final PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    private final Semaphore places = new Semaphore(4);
    private final String nobodys = encoder.encode("nobody has this password");

    /// What is wrong with a new password, as a sentence for whoever types it; empty if nothing is.
    static Optional<String> problem(String password, String name, String email) {
        if (password.length() < SHORTEST) {
            return Optional.of("Use at least " + SHORTEST + " characters; a sentence is easy to remember.");
        }
        if (password.length() > LONGEST) {
            return Optional.of("Use at most " + LONGEST + " characters.");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        String letters = lower.replaceAll("[^a-z]", "");
        String bare = lower.replaceAll("[\\d\\p{Punct}\\s]+$", "");
        if (KNOWN.contains(letters) || KNOWN.contains(bare) || KNOWN.contains(lower.replaceAll("\\D", ""))) {
            return Optional.of("This is among the first that are guessed. Use several words.");
        }
        if (lower.chars().distinct().count() < 5) {
            return Optional.of("This repeats a few characters. Use several words.");
        }
        if (lower.equals(email) || lower.equals(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("Do not use your own name or address.");
        }
        return Optional.empty();
    }

    String hash(String password) {
        places.acquireUninterruptibly();
        try {
            String hash = encoder.encode(password);
            if (hash == null) {
                throw new IllegalStateException("Argon2 gave no hash");
            }
            return hash;
        } finally {
            places.release();
        }
    }

    /// Takes as long where there is no hash, so that the time does not tell which accounts exist.
    boolean matches(String password, @Nullable String hash) {
        places.acquireUninterruptibly();
        try {
            boolean same = encoder.matches(password, hash == null ? nobodys : hash);
            return same && hash != null;
        } finally {
            places.release();
        }
    }
}
