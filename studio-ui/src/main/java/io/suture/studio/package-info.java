/// The studio: the web application, which bundles the runtime.
@NullMarked
package io.suture.studio;

import org.jspecify.annotations.NullMarked;
