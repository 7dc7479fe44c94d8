/// Screens on which a second person decides, and on which versions are deployed.
@NullMarked
package io.suture.studio.approval.ui;

import org.jspecify.annotations.NullMarked;
