/// What the screens cost, measured in a real browser: `./studio bench ui`.
@NullMarked
package io.suture.studio.bench;

import org.jspecify.annotations.NullMarked;
