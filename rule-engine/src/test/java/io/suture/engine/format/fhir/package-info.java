/// Tests of the FHIR Format.
@NullMarked
package io.suture.engine.format.fhir;

import org.jspecify.annotations.NullMarked;
