package io.suture.studio.mapping;

import io.suture.engine.Result;
import io.suture.engine.format.Format;
import io.suture.engine.format.fhir.FhirValidation;
import io.suture.engine.format.fhir.FhirVersion;
import io.suture.engine.report.Problem;
import io.suture.engine.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Whether outputs conform to their standard: FHIR by the validator of its own definitions, others by reading them
/// back. It takes from milliseconds to seconds, so it is done beside the mapping and never before it.
public final class OutputChecks implements AutoCloseable {
    private final List<Format> formats;
    /// One after the other: several at once would only make each slower.
    private final ExecutorService pool = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("output-checks").factory());

    public OutputChecks(List<Format> formats) {
        this.formats = List.copyOf(formats);
    }

    /// Checks in the background.
    ///
    /// @param target what the outputs must be
    /// @param wanted asked before the work begins: whether anybody still wants to know
    /// @param then   hears the Problems, on a thread of its own
    public void check(
            List<Result.Output> outputs, Schema target, BooleanSupplier wanted, Consumer<List<Problem>> then) {
        pool.execute(() -> {
            if (wanted.getAsBoolean()) {
                List<Problem> found = new ArrayList<>();
                outputs.forEach(output -> found.addAll(check(output, target)));
                then.accept(found);
            }
        });
    }

    private List<Problem> check(Result.Output output, Schema target) {
        Optional<FhirVersion> fhir = target.ref().format().equals("fhir")
                ? FhirVersion.of(target.ref().version())
                : Optional.empty();
        if (fhir.isPresent()) {
            return FhirValidation.validate(output.bytes(), fhir.get());
        }
        List<Problem> found = new ArrayList<>();
        formats.stream()
                .filter(format -> format.id().equals(target.ref().format()))
                .findFirst()
                .ifPresent(format -> format.reader(target, Map.of()).read(output.bytes(), found::add));
        return found;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
