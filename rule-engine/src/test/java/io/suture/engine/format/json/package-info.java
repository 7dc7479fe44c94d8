/// Tests of the JSON Format.
@NullMarked
package io.suture.engine.format.json;

import org.jspecify.annotations.NullMarked;
