/// The engine: compiles a Channel once, then runs messages through it as a pure function.
@NullMarked
package io.suture.engine;

import org.jspecify.annotations.NullMarked;
