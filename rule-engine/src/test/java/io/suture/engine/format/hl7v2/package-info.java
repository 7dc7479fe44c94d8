/// Proofs of the HL7 v2 Format, on real messages and on made ones.
@NullMarked
package io.suture.engine.format.hl7v2;

import org.jspecify.annotations.NullMarked;
