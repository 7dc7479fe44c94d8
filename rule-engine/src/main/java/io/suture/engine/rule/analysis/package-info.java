/// What can be said of rules without running them: gaps, overlaps, rows that never decide. Pure; each finding has a
/// witness.
@NullMarked
package io.suture.engine.rule.analysis;

import org.jspecify.annotations.NullMarked;
