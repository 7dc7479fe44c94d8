/// How definitions begin: from samples and from schemas of others, wherever a screen asks for one.
@NullMarked
package io.suture.studio.schema.start;

import org.jspecify.annotations.NullMarked;
