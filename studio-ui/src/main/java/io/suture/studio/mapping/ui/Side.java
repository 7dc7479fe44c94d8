package io.suture.studio.mapping.ui;

/// One of the canvas's two trees.
enum Side {
    SOURCE("source"),
    TARGET("target");

    /// How the browser says it.
    final String wire;

    Side(String wire) {
        this.wire = wire;
    }

    /// Whatever is not the source is the target.
    static Side of(String wire) {
        return wire.equals(SOURCE.wire) ? SOURCE : TARGET;
    }
}
