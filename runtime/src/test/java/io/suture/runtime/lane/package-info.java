/// Tests of what lanes are made of.
@NullMarked
package io.suture.runtime.lane;

import org.jspecify.annotations.NullMarked;
