/// Screens of Templates: choose one, name the Channel.
@NullMarked
package io.suture.studio.gallery.ui;

import org.jspecify.annotations.NullMarked;
