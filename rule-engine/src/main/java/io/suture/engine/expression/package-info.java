/// The formula language: text, its tree, and its evaluation; total and without side effects.
@NullMarked
package io.suture.engine.expression;

import org.jspecify.annotations.NullMarked;
