/// The screen of Samples and what they must yield.
@NullMarked
package io.suture.studio.testing.ui;

import org.jspecify.annotations.NullMarked;
