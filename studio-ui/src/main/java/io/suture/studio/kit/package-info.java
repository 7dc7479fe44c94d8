/// Shared components of the screens; any feature may import them.
@NullMarked
package io.suture.studio.kit;

import org.jspecify.annotations.NullMarked;
