/// Samples, what they must yield, and the runs that compare.
@NullMarked
package io.suture.studio.testing;

import org.jspecify.annotations.NullMarked;
