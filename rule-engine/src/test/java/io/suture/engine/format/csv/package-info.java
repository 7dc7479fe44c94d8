/// Tests of the Format of delimited files.
@NullMarked
package io.suture.engine.format.csv;

import org.jspecify.annotations.NullMarked;
