/// Running stored Messages again without sending anything, to explain or to compare.
@NullMarked
package io.suture.runtime.replay;

import org.jspecify.annotations.NullMarked;
