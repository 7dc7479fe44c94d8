/// What a Format is: schemas, a reader from bytes to a Value and a writer back.
@NullMarked
package io.suture.engine.format;

import org.jspecify.annotations.NullMarked;
