/// Trees of Fields with types and cardinality, expanded lazily and shared by type.
@NullMarked
package io.suture.engine.schema;

import org.jspecify.annotations.NullMarked;
