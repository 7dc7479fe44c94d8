package io.suture.runtime.fhirstore;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.Transaction;
import ca.uhn.fhir.rest.annotation.TransactionParam;
import org.hl7.fhir.r4.model.Bundle;

/// Transactions and batches, posted to the server's root.
public final class BundleEndpoint {
    private final Transactions transactions;
    private final FhirContext context;

    BundleEndpoint(FhirStore store, FhirContext context) {
        this.transactions = new Transactions(store);
        this.context = context;
    }

    @Transaction
    public Bundle process(@TransactionParam Bundle bundle) {
        var answer = transactions.process(ResourceEndpoint.tree(context, bundle));
        return context.newJsonParser().parseResource(Bundle.class, answer.toString());
    }
}
