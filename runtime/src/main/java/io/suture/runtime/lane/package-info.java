/// Lanes as the nodes share them: who owns which, and commits in groups.
@NullMarked
package io.suture.runtime.lane;

import org.jspecify.annotations.NullMarked;
