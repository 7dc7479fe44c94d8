package io.suture.studio.monitor.ui;

import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.message.MessageStatus;
import io.suture.studio.kit.Tag;
import io.suture.studio.kit.Tone;

/// How far something has come, in a word and a colour.
final class StatusWords {
    private StatusWords() {}

    static String of(MessageStatus status) {
        return switch (status) {
            case RECEIVED -> "Received";
            case WAITING -> "Waiting";
            case REFUSED -> "Refused";
            case PROCESSED -> "Processed";
            case DROPPED -> "Dropped";
            case REJECTED -> "Rejected";
            case HELD -> "Held";
            case ERROR -> "Error";
            case CANCELLED -> "Given up";
        };
    }

    static Tag tag(MessageStatus status) {
        return new Tag(
                of(status),
                switch (status) {
                    case RECEIVED, WAITING, DROPPED, CANCELLED -> Tone.NEUTRAL;
                    case PROCESSED -> Tone.OK;
                    case HELD -> Tone.WARN;
                    case REFUSED, REJECTED, ERROR -> Tone.BAD;
                });
    }

    /// Whether it goes on by itself.
    static boolean moves(MessageStatus status) {
        return status == MessageStatus.RECEIVED || status == MessageStatus.WAITING;
    }

    static boolean moves(Delivery.State state) {
        return state == Delivery.State.QUEUED || state == Delivery.State.SENDING;
    }

    static Tag tag(Delivery.State state) {
        return switch (state) {
            case QUEUED -> new Tag("Queued", Tone.NEUTRAL);
            case SENDING -> new Tag("Sending", Tone.ACCENT);
            case SENT -> new Tag("Sent", Tone.OK);
            case HELD -> new Tag("Held", Tone.WARN);
            case DEAD -> new Tag("Dead", Tone.BAD);
            case CANCELLED -> new Tag("Given up", Tone.NEUTRAL);
        };
    }
}
