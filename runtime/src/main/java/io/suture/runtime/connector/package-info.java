/// Speaking protocols: what a Connector is, what comes in through one and what goes out.
@NullMarked
package io.suture.runtime.connector;

import org.jspecify.annotations.NullMarked;
