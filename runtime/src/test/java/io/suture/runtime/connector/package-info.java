/// Tests of what connectors share.
@NullMarked
package io.suture.runtime.connector;

import org.jspecify.annotations.NullMarked;
