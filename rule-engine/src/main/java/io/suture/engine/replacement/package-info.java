/// One Schema in the place of another: what becomes of every path that a Channel names.
@NullMarked
package io.suture.engine.replacement;

import org.jspecify.annotations.NullMarked;
