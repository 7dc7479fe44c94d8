package io.suture.runtime.connector;

import org.jspecify.annotations.Nullable;

/// The answer to a sender.
///
/// @param bytes     in the Format of what it sent; none where the sender asked for none or the Format has no answers
/// @param judgement what became of what it sent, where the Format has no answers
public record Reply(byte[] bytes, @Nullable Judgement judgement) {
    public static final Reply NONE = new Reply(new byte[0], null);

    public Reply(byte[] bytes) {
        this(bytes, null);
    }

    public static Reply of(Judgement judgement) {
        return new Reply(new byte[0], judgement);
    }

    public boolean isNone() {
        return bytes.length == 0;
    }
}
