/// The Schemas tab.
@NullMarked
package io.suture.studio.schema.ui;

import org.jspecify.annotations.NullMarked;
