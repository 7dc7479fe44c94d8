/// Watching Messages, on real ones.
@org.jspecify.annotations.NullMarked
package io.suture.studio.monitor;
