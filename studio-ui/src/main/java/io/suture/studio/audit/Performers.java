package io.suture.studio.audit;

import io.suture.studio.security.Actor;
import org.jspecify.annotations.Nullable;

/// Who acts right now, or null where the studio does so by itself.
@FunctionalInterface
interface Performers {
    @Nullable
    Actor now();
}
