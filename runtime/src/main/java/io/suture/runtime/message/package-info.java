/// Taking Messages in, keeping them, and running them through their Channel in order.
@NullMarked
package io.suture.runtime.message;

import org.jspecify.annotations.NullMarked;
