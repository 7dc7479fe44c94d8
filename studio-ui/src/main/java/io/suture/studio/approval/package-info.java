/// A second person's yes or no to a version, and what it takes to give one.
@NullMarked
package io.suture.studio.approval;

import org.jspecify.annotations.NullMarked;
