package io.suture.studio.security;

/// The gate in every service: who acts, and whether they may.
public interface Rights {

    /// Who acts; throws [Refused] when nobody is signed in.
    Actor actor();

    /// Who acts, if they hold the right; throws [Refused] otherwise.
    default Actor require(Right right) {
        Actor actor = actor();
        if (!actor.may(right)) {
            throw new Refused(right);
        }
        return actor;
    }

    /// Somebody tried what they may not do. Screens do not offer it, so this is the API's answer 403 or a stale page.
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Refused(Right right) {
            super("This needs the right "
                    + right.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ".");
        }

        public Refused(String reason) {
            super(reason);
        }
    }
}
