/// Measures a whole runtime node from outside: `./studio bench runtime`.
@NullMarked
package io.suture.runtime.bench;

import org.jspecify.annotations.NullMarked;
