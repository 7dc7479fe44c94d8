/// What analysts need to know while they write rules.
@NullMarked
package io.suture.studio.rule;

import org.jspecify.annotations.NullMarked;
