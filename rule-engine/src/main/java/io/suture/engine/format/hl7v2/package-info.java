/// HL7 v2 in ER7 encoding, 2.1 to 2.8.1: schemas from HAPI's metadata; our own reader and writer; answers to the
/// sender.
@NullMarked
package io.suture.engine.format.hl7v2;

import org.jspecify.annotations.NullMarked;
