/// The audit trail on screen.
@NullMarked
package io.suture.studio.audit.ui;

import org.jspecify.annotations.NullMarked;
