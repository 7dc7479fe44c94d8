/// Lookup tables of a Channel as analysts edit them: what uses them, what they lack, how they are renamed.
@NullMarked
package io.suture.studio.lookup;

import org.jspecify.annotations.NullMarked;
