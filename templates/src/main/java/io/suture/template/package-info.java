/// What ships to start from, and the command line around the engine.
@NullMarked
package io.suture.template;

import org.jspecify.annotations.NullMarked;
