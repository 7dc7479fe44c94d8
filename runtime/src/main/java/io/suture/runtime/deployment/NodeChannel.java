package io.suture.runtime.deployment;

import java.time.Instant;

/// What one node makes of a Channel's Deployment: “v7 on 2 of 2 nodes”.
///
/// @param node    its name
/// @param version the one that it runs, or tried to
/// @param said    why it does not run, a sentence; or where it listens
public record NodeChannel(String node, String channel, String version, State state, String said, Instant at) {

    /// How it went.
    public enum State {
        RUNNING,
        /// Nobody approved the document.
        REFUSED,
        /// It does not compile here, or its port is taken; the version before goes on running.
        FAILED,
        STOPPED
    }
}
