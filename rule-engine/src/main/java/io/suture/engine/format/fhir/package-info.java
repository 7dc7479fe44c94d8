/// FHIR R4, R4B and R5 as a Format: schemas from HAPI's model, JSON read and written by streaming, XML through the door
/// of
/// [io.suture.engine.format.xml].
@NullMarked
package io.suture.engine.format.fhir;

import org.jspecify.annotations.NullMarked;
