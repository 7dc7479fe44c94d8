/// XML by XSD files that people gave or that were learned from samples. The JDK's StAX reads it, without DTDs and
/// entities; we write it ourselves.
@NullMarked
package io.suture.engine.format.xml;

import org.jspecify.annotations.NullMarked;
