/// The runtime on real parts: PostgreSQL, sockets, HTTP.
@NullMarked
package io.suture.runtime;

import org.jspecify.annotations.NullMarked;
