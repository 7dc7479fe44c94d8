/// Tests of delivering.
@NullMarked
package io.suture.runtime.delivery;

import org.jspecify.annotations.NullMarked;
