/// The cells of decision tables: what stands in a condition column, as people type it and as it is compared.
@NullMarked
package io.suture.engine.rule.table;

import org.jspecify.annotations.NullMarked;
