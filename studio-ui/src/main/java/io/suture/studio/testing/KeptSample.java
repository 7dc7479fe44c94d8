package io.suture.studio.testing;

import java.time.Instant;
import java.util.UUID;

/// A Sample as lists show it, without its payload.
///
/// @param id             which
/// @param channel        whose
/// @param name           unique in its Channel
/// @param keptBy         who kept it
/// @param keptAt         when
/// @param hasExpectation whether it is said what it must yield
public record KeptSample(UUID id, UUID channel, String name, UUID keptBy, Instant keptAt, boolean hasExpectation) {}
