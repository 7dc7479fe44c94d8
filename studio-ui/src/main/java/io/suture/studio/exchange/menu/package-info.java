/// The menu at a Channel's header that takes it out and brings files in, with the preview of what they change. The
/// frame of a Channel's pages shows it.
@NullMarked
package io.suture.studio.exchange.menu;

import org.jspecify.annotations.NullMarked;
