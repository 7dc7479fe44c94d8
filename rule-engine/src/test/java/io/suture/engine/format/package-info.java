/// The kit that every Format passes.
@NullMarked
package io.suture.engine.format;

import org.jspecify.annotations.NullMarked;
