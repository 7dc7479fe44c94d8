package io.suture.db;

/// A row whose data key was destroyed on purpose when its time was over: nobody can read it any more.
public final class KeyForgotten extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyForgotten(int keyId) {
        super("Data key %d was destroyed when the time to keep its rows was over".formatted(keyId));
    }
}
