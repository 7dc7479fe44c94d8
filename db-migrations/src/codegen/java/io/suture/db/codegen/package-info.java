/// Build only: writes jOOQ's classes from the migrations before the rest of the module is compiled.
@NullMarked
package io.suture.db.codegen;

import org.jspecify.annotations.NullMarked;
