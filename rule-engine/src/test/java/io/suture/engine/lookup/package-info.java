/// Tests of lookup tables and of those that are shipped.
@NullMarked
package io.suture.engine.lookup;

import org.jspecify.annotations.NullMarked;
