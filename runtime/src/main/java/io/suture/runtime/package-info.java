/// The runtime: receives, stores, maps and delivers live traffic.
@NullMarked
package io.suture.runtime;

import org.jspecify.annotations.NullMarked;
