/// Bringing outputs to Destinations, in order, again and again until they are taken or held.
@NullMarked
package io.suture.runtime.delivery;

import org.jspecify.annotations.NullMarked;
