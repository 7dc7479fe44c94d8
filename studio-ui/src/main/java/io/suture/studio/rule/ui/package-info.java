/// The screen on which Rules are written as sentences.
@NullMarked
package io.suture.studio.rule.ui;

import org.jspecify.annotations.NullMarked;
