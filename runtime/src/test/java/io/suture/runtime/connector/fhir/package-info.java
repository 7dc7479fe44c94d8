/// Tests of the FHIR Connector.
@NullMarked
package io.suture.runtime.connector.fhir;

import org.jspecify.annotations.NullMarked;
