/// LookupTables: codes to codes, with a declared answer for the unknown.
@NullMarked
package io.suture.engine.lookup;

import org.jspecify.annotations.NullMarked;
