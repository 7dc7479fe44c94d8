/// Screens for signing in, for one's own password, and for people, their roles and tokens.
@NullMarked
package io.suture.studio.security.ui;

import org.jspecify.annotations.NullMarked;
