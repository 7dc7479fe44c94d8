/// Screens of Channels: the list and the settings.
@NullMarked
package io.suture.studio.channel.ui;

import org.jspecify.annotations.NullMarked;
