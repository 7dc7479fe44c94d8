/// What runs: frozen documents, and the Channels that this node made of them.
@NullMarked
package io.suture.runtime.deployment;

import org.jspecify.annotations.NullMarked;
