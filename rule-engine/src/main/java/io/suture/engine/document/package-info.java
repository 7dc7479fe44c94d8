/// Documents: channels, mappings, rule sets, lookup tables and schemas as JSON, read with all Problems and written
/// canonically.
@NullMarked
package io.suture.engine.document;

import org.jspecify.annotations.NullMarked;
