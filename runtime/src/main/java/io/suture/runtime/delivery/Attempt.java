package io.suture.runtime.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What came of one attempt, or of a person's act.
///
/// @param state       what the Delivery was from then on
/// @param number      of the attempt, from 1; a person's act has that of the attempt before
/// @param code        the target's word: `AA`, `HTTP 503`; or what the person did
/// @param detail      a sentence
/// @param dueAt       when it was to be tried again
/// @param requestedBy the person, where it was one
/// @param answer      the target's bytes; null where there are none, or they were not asked for
public record Attempt(
        Delivery.State state,
        int number,
        Instant at,
        String code,
        String detail,
        @Nullable Instant dueAt,
        Duration took,
        @Nullable String requestedBy,
        byte @Nullable [] answer) {}
