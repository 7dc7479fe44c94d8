/// JSON by a JSON Schema that people wrote or that was learned from samples. Jackson reads and writes it as a stream.
@NullMarked
package io.suture.engine.format.json;

import org.jspecify.annotations.NullMarked;
