/// Channels as workbooks that analysts agree on, and their edits back as a change of the Channel. Decision 0050.
@NullMarked
package io.suture.engine.exchange;

import org.jspecify.annotations.NullMarked;
