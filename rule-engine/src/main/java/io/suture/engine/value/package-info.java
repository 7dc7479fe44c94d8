/// Values and the paths that address them; imports nothing of ours.
@NullMarked
package io.suture.engine.value;

import org.jspecify.annotations.NullMarked;
