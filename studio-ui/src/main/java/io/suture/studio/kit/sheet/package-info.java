/// Tables that are edited as a spreadsheet is: lookup tables, decision tables.
@NullMarked
package io.suture.studio.kit.sheet;

import org.jspecify.annotations.NullMarked;
