/// What people do, in a real browser against the whole studio.
@org.jspecify.annotations.NullMarked
package io.suture.studio.e2e;
