package io.suture.runtime.connector;

/// What somebody answered who was asked for a resource.
public sealed interface Finding {

    /// There is one.
    record One(byte[] resource) implements Finding {}

    /// There is none.
    record Nobody() implements Finding {}

    /// There are several, of which none is meant more than the others.
    record Several() implements Finding {}

    /// There is no answer now: the same question again later.
    ///
    /// @param code the protocol's word: `HTTP 503`, `timeout`
    record NotNow(String code) implements Finding {}

    /// There is no answer to this question as it is: a person must look.
    record Refused(String code) implements Finding {}
}
