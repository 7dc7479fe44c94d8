package io.suture.db;

/// The vault has no master key that fits the database. The message is one line for whoever starts the program.
public final class VaultLocked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VaultLocked(String line) {
        super(line, null, false, false);
    }
}
