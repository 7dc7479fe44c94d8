package io.suture.engine;

/// Whether a run says why. The outputs are equal either way.
public enum Tracing {
    OFF,
    FULL
}
