package io.suture.runtime.message;

/// How far a Message has come, as people see it.
public enum MessageStatus {
    /// It will be processed.
    RECEIVED,
    /// It waits behind another one, for its Channel to run, or for the answer to a query.
    WAITING,
    /// It was refused at the door; its bytes are kept.
    REFUSED,
    PROCESSED,
    DROPPED,
    REJECTED,
    HELD,
    ERROR,
    CANCELLED
}
