/// A Channel as a document: source Endpoint, RuleSet, Destinations, and the pieces that its Version freezes.
@NullMarked
package io.suture.engine.channel;

import org.jspecify.annotations.NullMarked;
