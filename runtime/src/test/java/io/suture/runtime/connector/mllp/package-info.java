/// Tests of MLLP's framing.
@NullMarked
package io.suture.runtime.connector.mllp;

import org.jspecify.annotations.NullMarked;
