/// Tests of documents: read, refused, written.
@NullMarked
package io.suture.engine.document;

import org.jspecify.annotations.NullMarked;
