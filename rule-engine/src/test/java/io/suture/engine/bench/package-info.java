/// Measurements by hand, each with its last result; no tests.
@NullMarked
package io.suture.engine.bench;

import org.jspecify.annotations.NullMarked;
