package io.suture.engine;

import io.suture.engine.channel.Channel;
import io.suture.engine.expression.Answers;
import io.suture.engine.expression.Inputs;
import io.suture.engine.format.Format;
import io.suture.engine.format.hl7v2.Hl7v2Acceptance;
import io.suture.engine.format.hl7v2.Hl7v2OrderingKey;
import io.suture.engine.mapping.CompiledMapping;
import io.suture.engine.report.Problem;
import io.suture.engine.rule.drools.Router;
import io.suture.engine.schema.Schema;
import io.suture.engine.value.FieldPath;
import io.suture.engine.value.Value;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A Channel ready to run: immutable, used by many threads at once.
public final class CompiledChannel {
    private final Channel channel;
    private final String version;
    private final Terms terms;
    private final Splitter splitter;
    private final Format.Reader reader;
    private final Map<String, Format.Reader> companions;
    private final List<CompiledQuery> queries;
    private final Router router;
    private final List<Way> ways;

    CompiledChannel(
            Channel channel,
            String version,
            Terms terms,
            Splitter splitter,
            Format.Reader reader,
            Map<String, Format.Reader> companions,
            List<CompiledQuery> queries,
            Router router,
            List<Way> ways) {
        this.channel = channel;
        this.version = version;
        this.terms = terms;
        this.splitter = splitter;
        this.reader = reader;
        this.companions = Map.copyOf(companions);
        this.queries = List.copyOf(queries);
        this.router = router;
        this.ways = List.copyOf(ways);
    }

    /// What is taken: of HL7 v2 by its header, of others whatever can be read and is not too large.
    sealed interface Terms {
        record Hl7v2(Hl7v2Acceptance.Terms terms) implements Terms {}

        record Readable(long maximumBytes) implements Terms {}
    }

    /// How the source's Format finds the messages of a stream.
    interface Splitter {
        Format.Records split(InputStream stream);
    }

    /// A Destination, compiled.
    record Way(
            String name, CompiledMapping mapping, Format.Writer writer, Schema source, Schema target, boolean bundle) {

        Optional<FieldPath> sourcePath(FieldPath written) {
            return CompiledChannel.sourcePath(written, source);
        }

        Optional<FieldPath> targetPath(FieldPath written) {
            return CompiledChannel.targetPath(written, target, bundle);
        }
    }

    /// Where a redacted path stands in the source; empty when it is none of the source's.
    static Optional<FieldPath> sourcePath(FieldPath written, Schema source) {
        return Redaction.locate(source, written);
    }

    /// Where a redacted path stands in the target's Value; empty when it is none of the target's.
    static Optional<FieldPath> targetPath(FieldPath written, Schema target, boolean bundle) {
        return bundle
                ? target.find(written).map(field -> Redaction.inEntry(written))
                : Redaction.locate(target, written);
    }

    /// The document that it was compiled from, with its settings filled in.
    public Channel channel() {
        return channel;
    }

    /// What records name it by.
    public String version() {
        return version;
    }

    /// Whether a Message is taken at all, and what the sender is told.
    public Acceptance accept(byte[] payload) {
        return switch (terms) {
            case Terms.Hl7v2(Hl7v2Acceptance.Terms hl7) ->
                new Acceptance.Acknowledged(Hl7v2Acceptance.of(payload, hl7));
            case Terms.Readable(long maximumBytes) -> readable(payload, maximumBytes);
        };
    }

    private Acceptance readable(byte[] payload, long maximumBytes) {
        if (payload.length > maximumBytes) {
            return new Acceptance.ReadWhole(List.of(Problem.error(
                    "too-large", "", "The message is larger than this channel takes, so it was refused unread.")));
        }
        List<Problem> problems = new ArrayList<>();
        reader.read(payload, problems::add);
        return new Acceptance.ReadWhole(problems);
    }

    /// The Messages in a stream, such as a file with many, one after the other.
    public Format.Records split(InputStream stream) {
        return splitter.split(stream);
    }

    /// The keys among whose Messages order is kept, found without reading the whole Message. Empty when there is none:
    /// the Channel's own lane. Several for a Message that is a barrier for all of them.
    public List<String> orderingKeys(byte[] payload) {
        return switch (terms) {
            case Terms.Hl7v2 hl7 -> hl7Keys(payload);
            // Nothing says which column or member is a patient's number.
            case Terms.Readable readable -> List.of();
        };
    }

    private List<String> hl7Keys(byte[] payload) {
        String charset = channel.source().endpoint().setting("charset", "");
        return switch (channel.source().order()) {
            case PATIENT -> Hl7v2OrderingKey.keys(payload, Hl7v2OrderingKey.PATIENT, charset);
            case ORDER -> Hl7v2OrderingKey.keys(payload, Hl7v2OrderingKey.ORDER, charset);
            case CHANNEL -> List.of();
        };
    }

    /// Whether anybody must be asked before a run.
    public boolean hasQueries() {
        return !queries.isEmpty();
    }

    /// What is to be asked about a Message before it runs. Nothing about one that cannot be read: its run says why.
    public Asks asks(Message message, Context context) {
        if (queries.isEmpty()) {
            return Asks.NONE;
        }
        List<Problem> problems = new ArrayList<>();
        Value.Group source = reader.read(message.payload(), problems::add);
        return problems.stream().anyMatch(Problem::isError) ? Asks.NONE : asks(source, context);
    }

    Asks asks(Value.Group source, Context context) {
        List<Ask> asks = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (CompiledQuery query : queries) {
            query.ask(source, inputs(context), asks, problems);
        }
        return new Asks(asks, problems);
    }

    private static Inputs inputs(Context context) {
        return new Inputs(context.now(), context.seed(), context.constants(), Answers.NONE, Map.of());
    }

    /// What the query of an ask takes of the resource that answers to it; empty where it has no such value.
    public String answer(Ask ask, byte[] resource, Context context) {
        return queries.stream()
                .filter(query -> query.query().name().equals(ask.query()))
                .findFirst()
                .map(query -> query.answer(resource, inputs(context)))
                .orElse("");
    }

    Format.Reader reader() {
        return reader;
    }

    Map<String, Format.Reader> companions() {
        return companions;
    }

    Router router() {
        return router;
    }

    /// The chosen ways, in the Channel's order.
    List<Way> ways(Set<String> chosen) {
        if (ways.size() == 1) {
            return chosen.contains(ways.getFirst().name()) ? ways : List.of();
        }
        List<Way> found = new ArrayList<>(chosen.size());
        for (Way way : ways) {
            if (chosen.contains(way.name())) {
                found.add(way);
            }
        }
        return found;
    }
}
