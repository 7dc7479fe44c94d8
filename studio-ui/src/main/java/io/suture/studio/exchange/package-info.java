/// Channels out of the studio and back: as spreadsheets, as JSON. What comes in is a file of somebody else's and
/// shown before anything of it is taken. Decision 0050.
@NullMarked
package io.suture.studio.exchange;

import org.jspecify.annotations.NullMarked;
