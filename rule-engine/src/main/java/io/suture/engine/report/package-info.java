/// What a run or a check says: Problems, and the Trace of why a value came out so.
@NullMarked
package io.suture.engine.report;

import org.jspecify.annotations.NullMarked;
