/// The schemas of a Channel: what comes in, what goes out, and the definitions that people wrote for it.
@NullMarked
package io.suture.studio.schema;

import org.jspecify.annotations.NullMarked;
