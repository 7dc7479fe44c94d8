/// Tests of what is said of rules without running them.
@NullMarked
package io.suture.engine.rule.analysis;

import org.jspecify.annotations.NullMarked;
