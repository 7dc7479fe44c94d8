/// Row by row: what of the HL7 v2-to-FHIR guide ships.
@NullMarked
package io.suture.template.guide;

import org.jspecify.annotations.NullMarked;
