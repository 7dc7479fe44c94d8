/// Mappings: what fills a target, how often, when and otherwise; their edits, and the Mapper that runs them.
@NullMarked
package io.suture.engine.mapping;

import org.jspecify.annotations.NullMarked;
