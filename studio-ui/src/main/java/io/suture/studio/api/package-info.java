/// The REST API: the services of the screens, over HTTP and with the same refusals.
@NullMarked
package io.suture.studio.api;

import org.jspecify.annotations.NullMarked;
