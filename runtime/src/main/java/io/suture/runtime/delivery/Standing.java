package io.suture.runtime.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a Delivery stands that was tried, or that a person dealt with.
///
/// @param last    what came of it last
/// @param actedAt when a person last had to do with it; null where nobody had
record Standing(Attempt last, @Nullable Instant actedAt) {}
