/// Templates that ship, and the step from a template to a draft.
@NullMarked
package io.suture.studio.gallery;

import org.jspecify.annotations.NullMarked;
