/// Tests of cells.
@NullMarked
package io.suture.engine.rule.table;

import org.jspecify.annotations.NullMarked;
