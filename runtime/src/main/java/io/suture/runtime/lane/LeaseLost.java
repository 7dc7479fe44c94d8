package io.suture.runtime.lane;

/// A lane went to another node, so what was to be committed for it is not.
public final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LeaseLost() {
        super("A lane of this node was taken over");
    }
}
