/// A FHIR R4 store in the same PostgreSQL: HAPI's plain server before, sealed rows behind. The default FHIR
/// Destination.
@NullMarked
package io.suture.runtime.fhirstore;

import org.jspecify.annotations.NullMarked;
