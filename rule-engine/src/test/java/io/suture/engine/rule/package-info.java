/// Tests of rules as a whole.
@NullMarked
package io.suture.engine.rule;

import org.jspecify.annotations.NullMarked;
