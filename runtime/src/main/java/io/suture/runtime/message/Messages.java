package io.suture.runtime.message;

import io.suture.db.Database;
import io.suture.db.Vault;
import io.suture.engine.channel.Source;
import io.suture.engine.expression.Answers;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance;
import io.suture.runtime.delivery.Deliveries;
import io.suture.runtime.delivery.Delivery;
import io.suture.runtime.deployment.ActiveChannels;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Messages for people: finds them, opens them, does them again. Callers check rights and audit; what names the patient
/// for that is in [MessageDetail].
public final class Messages {
    private static final int MOST_CANDIDATES = 2_000;

    private final MessageQueryStore store;
    private final Worker worker;
    private final MessageStore written;
    private final Deliveries deliveries;
    private final ActiveChannels active;
    private final Lanes lanes;
    private final SearchTerms terms;
    private final InstantSource clock;

    Messages(
            Database database,
            Vault vault,
            Worker worker,
            MessageStore written,
            Deliveries deliveries,
            ActiveChannels active,
            Lanes lanes,
            InstantSource clock) {
        this.store = new MessageQueryStore(database, vault);
        this.worker = worker;
        this.written = written;
        this.deliveries = deliveries;
        this.active = active;
        this.lanes = lanes;
        this.terms = new SearchTerms(vault);
        this.clock = clock;
    }

    /// A page of Messages, the newest first. The next page begins before the last of this one.
    public List<MessageSummary> find(MessageFilter filter, int most) {
        if (filter.text().isBlank()) {
            return store.find(filter, List.of(), most);
        }
        List<Long> tokens = terms.wanted(filter.text());
        List<MessageSummary> found = new ArrayList<>();
        MessageFilter next = filter;
        for (int seen = 0; found.size() < most && seen < MOST_CANDIDATES; ) {
            List<MessageSummary> candidates = store.find(next, tokens, most);
            for (MessageSummary candidate : candidates) {
                if (found.size() < most && holds(candidate, filter.text())) {
                    found.add(candidate);
                }
            }
            if (candidates.size() < most) {
                break;
            }
            seen += candidates.size();
            next = next.before(candidates.getLast().id());
        }
        return found;
    }

    private boolean holds(MessageSummary candidate, String text) {
        return store.payload(candidate.id())
                .filter(payload -> SearchTerms.holds(
                        payload, controlId(candidate.channel(), payload), charset(candidate.channel()), text))
                .isPresent();
    }

    /// What a list says of these Messages beyond their summaries, by id: all in two queries.
    public Map<UUID, MessageHead> heads(List<MessageSummary> listed) {
        if (listed.isEmpty()) {
            return Map.of();
        }
        Map<UUID, String> channels =
                listed.stream().collect(Collectors.toMap(MessageSummary::id, MessageSummary::channel, (a, b) -> a));
        return store.rows(channels.keySet()).stream()
                .collect(Collectors.toMap(
                        MessageQueryStore.Row::id,
                        row -> new MessageHead(
                                controlId(channels.getOrDefault(row.id(), ""), row.payload()),
                                row.refusal(),
                                Optional.ofNullable(row.last()))));
    }

    /// A Message with its bytes. Opening it is a view of a payload, which callers audit.
    public Optional<MessageDetail> open(UUID id) {
        return store.summary(id).map(summary -> {
            byte[] payload = store.payload(id).orElseThrow();
            return new MessageDetail(
                    summary,
                    payload,
                    controlId(summary.channel(), payload),
                    SearchTerms.patient(payload, charset(summary.channel())),
                    store.refusal(id),
                    store.runs(id));
        });
    }

    public Optional<MessageSummary> find(UUID id) {
        return store.summary(id);
    }

    private String controlId(String channel, byte[] payload) {
        return Hl7v2Acceptance.of(
                        payload,
                        new Hl7v2Acceptance.Terms(List.of(), List.of(), false, Long.MAX_VALUE, charset(channel)))
                .controlId();
    }

    private String charset(String channel) {
        return source(channel)
                .map(source -> source.endpoint().setting("charset", ""))
                .orElse("");
    }

    private Optional<Source> source(String channel) {
        return active.find(channel).map(running -> running.compiled().channel().source());
    }

    /// What became of a wish to reprocess.
    public sealed interface Reprocessed {
        record Ran(Run run, List<Delivery> deliveries) implements Reprocessed {}

        /// Not done; a sentence says why.
        record Refused(String why) implements Reprocessed {}
    }

    /// Runs a stored Message through the version deployed now, and delivers.
    ///
    /// @param by who asks for it
    public Reprocessed reprocess(UUID id, String by) {
        LaneMessage message = store.laneMessage(id).orElse(null);
        if (message == null) {
            return new Reprocessed.Refused("There is no such message.");
        }
        List<Run> runs = store.runs(id);
        if (runs.isEmpty() && store.summary(id).orElseThrow().status() != MessageStatus.REFUSED) {
            return new Reprocessed.Refused("The message was not processed yet; it will be, in its turn.");
        }
        if (runs.stream().flatMap(run -> run.decisions().stream()).anyMatch(RecordedDecision::isBatch)) {
            return new Reprocessed.Refused("A batch is not processed again as a whole; each of its messages can be.");
        }
        int number = runs.isEmpty() ? 1 : runs.getFirst().number() + 1;
        return worker.reprocess(message, number, by);
    }

    /// Gives a Message in error or on hold up: what waits behind it goes on.
    public void cancel(UUID id, String by) {
        LaneMessage message = store.laneMessage(id).orElseThrow();
        Run last = store.lastRun(id).orElseThrow();
        var cancelled = new Run(
                id,
                last.number() + 1,
                clock.instant(),
                last.channel(),
                last.version(),
                last.hash(),
                last.engine(),
                Run.Status.CANCELLED,
                List.of(new RecordedDecision("cancel", "", List.of(), "", by)),
                List.of(),
                Answers.NONE,
                0);
        written.complete(new Done.Ran(message, cancelled, List.of(), List.of(), false), clock.instant());
        lanes.wake();
    }

    /// Counts of what was received since then; of all where that is null.
    public Stats stats(@Nullable Instant since) {
        return new Stats(
                store.counts(since),
                deliveries.counts(since).entrySet().stream()
                        .map(entry -> new Stats.DeliveryCount(
                                entry.getKey().channel(),
                                entry.getKey().destination(),
                                entry.getKey().state(),
                                entry.getValue()))
                        .toList());
    }

    /// Digests of what a run's outputs were, by `destination/number`.
    public Map<String, UUID> outputDigests(Run run) {
        return store.digests(run.message(), run.number());
    }

    /// A number that changes whenever a list of Messages or Deliveries would: cheap to ask for, by live lists.
    public long pulse() {
        return store.pulse();
    }
}
