/// Tests of the XML Format.
@NullMarked
package io.suture.engine.format.xml;

import org.jspecify.annotations.NullMarked;
