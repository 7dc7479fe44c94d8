package io.suture.runtime.connector;

/// The answer to a sender; no bytes where the sender asked for none.
public record Reply(byte[] bytes) {
    public static final Reply NONE = new Reply(new byte[0]);

    public boolean isNone() {
        return bytes.length == 0;
    }
}
