/// What the tests of all modules' engines share.
@NullMarked
package io.suture;

import org.jspecify.annotations.NullMarked;
