package io.suture.studio.testing;

import io.suture.db.Vault;
import io.suture.engine.CompiledChannel;
import io.suture.engine.Result;
import io.suture.engine.Tracing;
import io.suture.engine.document.AnswersDocument;
import io.suture.engine.expression.Answers;
import io.suture.regression.Expectation;
import io.suture.regression.Regression;
import io.suture.regression.Sample;
import io.suture.studio.audit.AuditEvent;
import io.suture.studio.audit.AuditTrail;
import io.suture.studio.security.Actor;
import io.suture.studio.security.Right;
import io.suture.studio.security.Rights;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Samples of Channels and what they must yield.
public final class Samples {
    private final SampleStore store;
    private final Rights rights;
    private final AuditTrail audit;
    private final InstantSource clock;

    public Samples(DSLContext sql, Vault vault, Rights rights, AuditTrail audit, InstantSource clock) {
        this.store = new SampleStore(sql, vault);
        this.rights = rights;
        this.audit = audit;
        this.clock = clock;
    }

    /// By name.
    public List<KeptSample> list(UUID channel) {
        rights.require(Right.READ_CHANNELS);
        return store.list(channel);
    }

    /// Keeps a message as a Sample; empty when the Channel has one of that name. The message must be de-identified by
    /// whoever keeps it; it is sealed all the same.
    public Optional<KeptSample> keep(UUID channel, String name, byte[] payload) {
        return keep(channel, name, payload, Answers.NONE);
    }

    /// The same with what the Channel's queries are answered.
    public Optional<KeptSample> keep(UUID channel, String name, byte[] payload, Answers answers) {
        Actor actor = rights.require(Right.KEEP_SAMPLES);
        UUID id = UUID.randomUUID();
        if (!store.keep(id, channel, name.strip(), payload, actor.id(), clock.instant())) {
            return Optional.empty();
        }
        if (!answers.isEmpty()) {
            store.answer(id, AnswersDocument.write(answers));
        }
        audit.record(AuditEvent.success("keep-sample", "sample " + id, ""));
        return store.find(id);
    }

    /// Says what the Channel's queries are answered in runs of a Sample.
    public void answer(UUID sample, Answers answers) {
        rights.require(Right.KEEP_SAMPLES);
        store.answer(sample, AnswersDocument.write(answers));
        audit.record(AuditEvent.success(
                "answer-sample", "sample " + sample, answers.all().size() + " answers"));
    }

    public void remove(UUID sample) {
        rights.require(Right.KEEP_SAMPLES);
        store.remove(sample);
        audit.record(AuditEvent.success("remove-sample", "sample " + sample, ""));
    }

    /// The Sample with its payload and its answers.
    public Optional<Sample> open(UUID sample) {
        rights.require(Right.READ_CHANNELS);
        return store.find(sample)
                .flatMap(kept -> store.payload(sample)
                        .map(payload -> Sample.of(kept.name(), kept.name(), payload, answers(sample))));
    }

    private Answers answers(UUID sample) {
        return store.answers(sample)
                .map(document -> AnswersDocument.read(document).orThrow())
                .orElse(Answers.NONE);
    }

    /// Takes what the Channel makes of the Sample now as what it must yield from now on.
    ///
    /// @param channel the draft, compiled
    public Result accept(UUID sample, CompiledChannel channel) {
        Actor actor = rights.require(Right.KEEP_SAMPLES);
        Result result = Regression.run(channel, open(sample).orElseThrow(), Tracing.OFF);
        List<String> destinations = channel.channel().destinations().stream()
                .map(destination -> destination.name())
                .toList();
        expect(sample, Regression.accept(result, destinations), actor);
        return result;
    }

    /// Says what a Sample must yield.
    public void expect(UUID sample, List<Expectation> expectations) {
        expect(sample, expectations, rights.require(Right.KEEP_SAMPLES));
    }

    private void expect(UUID sample, List<Expectation> expectations, Actor actor) {
        store.expect(sample, ExpectationDocument.write(expectations), actor.id(), clock.instant());
        audit.record(AuditEvent.success("expect", "sample " + sample, expectations.size() + " expectations"));
    }

    /// What a Sample must yield; empty when nobody said.
    public List<Expectation> expectations(UUID sample) {
        rights.require(Right.READ_CHANNELS);
        return store.expectation(sample).map(ExpectationDocument::read).orElse(List.of());
    }
}
