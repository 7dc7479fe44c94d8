/// Proposes FieldMappings for what a Mapping leaves open, each with its reason; changes nothing by itself.
@NullMarked
package io.suture.engine.suggestion;

import org.jspecify.annotations.NullMarked;
