/// FHIR REST out: transaction Bundles and single resources, merged with what the server has.
@NullMarked
package io.suture.runtime.connector.fhir;

import org.jspecify.annotations.NullMarked;
