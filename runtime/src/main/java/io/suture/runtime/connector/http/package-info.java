/// HTTP: bodies that are posted to a Channel, and outputs that are posted or put to an address. Decision 0060.
@NullMarked
package io.suture.runtime.connector.http;

import org.jspecify.annotations.NullMarked;
