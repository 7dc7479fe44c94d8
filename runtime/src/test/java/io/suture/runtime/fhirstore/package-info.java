/// Tests of the FHIR store, over HTTP and on a real database.
@NullMarked
package io.suture.runtime.fhirstore;

import org.jspecify.annotations.NullMarked;
