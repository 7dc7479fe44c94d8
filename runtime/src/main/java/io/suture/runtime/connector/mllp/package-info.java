/// MLLP in and out: HL7 v2 over TCP, framed and acknowledged.
@NullMarked
package io.suture.runtime.connector.mllp;

import org.jspecify.annotations.NullMarked;
