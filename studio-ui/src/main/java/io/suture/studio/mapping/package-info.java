/// What the mapping screen shows of a Destination's Mapping, and the changes that people make there.
@NullMarked
package io.suture.studio.mapping;

import org.jspecify.annotations.NullMarked;
