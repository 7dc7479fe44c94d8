/// The page of a Channel's lookup tables.
@NullMarked
package io.suture.studio.lookup.ui;

import org.jspecify.annotations.NullMarked;
