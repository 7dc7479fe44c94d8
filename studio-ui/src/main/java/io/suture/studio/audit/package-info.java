/// Who did or viewed what, when, and how it ended; append-only.
@NullMarked
package io.suture.studio.audit;

import org.jspecify.annotations.NullMarked;
