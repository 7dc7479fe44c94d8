/// The frame around the pages that work on one Channel: where one is, what runs, what is drafted, and the tabs.
@NullMarked
package io.suture.studio.channel.frame;

import org.jspecify.annotations.NullMarked;
