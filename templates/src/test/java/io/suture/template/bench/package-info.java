/// Benchmarks of the engine on the channels that ship, beside the limits of the same machine.
@NullMarked
package io.suture.template.bench;

import org.jspecify.annotations.NullMarked;
