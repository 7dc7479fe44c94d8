package io.suture.runtime.connector;

import io.suture.engine.channel.Source;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Whoever takes what a Listener hears.
@FunctionalInterface
public interface Inbound {

    /// Takes one Message. Called in the order of arrival on a connection; blocks while too much is under way,
    /// which slows the sender.
    ///
    /// @param payload the bytes, handed over
    /// @param origin  the sender's address, for records
    /// @param cut     whether the payload is only the beginning of one that was too large
    /// @return completes with the answer once it may go out; exceptionally where nothing can be promised, and
    ///     then the connection is closed without an answer
    CompletableFuture<Reply> receive(byte[] payload, String origin, boolean cut);

    /// Whether it takes no more for now, for those who can tell their senders to come again later.
    default boolean isFull() {
        return false;
    }

    /// Waits as long as it takes no more, for those who can leave their senders waiting. To be asked before a Message
    /// is
    /// read, so that none lies in memory meanwhile.
    ///
    /// @return false where it takes nothing ever again
    default boolean awaitRoom() throws InterruptedException {
        return true;
    }

    /// What it takes, as the version that runs now says; empty where nothing runs, or where nobody asks.
    default Optional<Source> source() {
        return Optional.empty();
    }
}
