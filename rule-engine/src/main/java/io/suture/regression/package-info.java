/// Samples and what they must yield: a compiled Channel is run on them and every difference is named.
@NullMarked
package io.suture.regression;

import org.jspecify.annotations.NullMarked;
