/// Rules: when a condition holds, a Decision; the Router decides where a Message goes.
@NullMarked
package io.suture.engine.rule;

import org.jspecify.annotations.NullMarked;
