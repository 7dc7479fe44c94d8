package io.suture.engine.channel;

import io.suture.engine.schema.SchemaRef;
import java.util.List;

/// Where a Channel's Messages come from and what it takes.
///
/// @param endpoint   where it listens; its setting `zone` names the zone of times without an offset
/// @param schema     what the Messages are read as
/// @param answer     when the sender is answered
/// @param acceptance what is taken at all
/// @param order      which Messages keep their order
public record Source(Endpoint endpoint, SchemaRef schema, Answer answer, Acceptance acceptance, Order order) {

    public Source withSchema(SchemaRef other) {
        return new Source(endpoint, other, answer, acceptance, order);
    }

    /// The same from elsewhere.
    public Source at(Endpoint other) {
        return new Source(other, schema, answer, acceptance, order);
    }

    public Source withAnswer(Answer other) {
        return new Source(endpoint, schema, other, acceptance, order);
    }

    public Source withAcceptance(Acceptance other) {
        return new Source(endpoint, schema, answer, other, order);
    }

    public Source withOrder(Order other) {
        return new Source(endpoint, schema, answer, acceptance, other);
    }

    /// When the sender gets its answer.
    public enum Answer {
        /// After the commit of the bytes.
        STORED,
        /// After routing and mapping: a reject gives AR, an error AE.
        PROCESSED,
        /// After the answer of the Destination that the Endpoint's setting `answerFrom` names, within `answerWithin`
        /// seconds.
        DELIVERED
    }

    /// What is refused at the door.
    ///
    /// @param types        message types taken, as `ORU^R01`, or `ORU` for all its events; empty for all
    /// @param versions     HL7 versions taken; empty for all
    /// @param production   whether MSH-11 must be P
    /// @param maximumBytes size beyond which a Message is refused
    public record Acceptance(List<String> types, List<String> versions, boolean production, long maximumBytes) {
        public static final Acceptance ANY = new Acceptance(List.of(), List.of(), false, 64L * 1024 * 1024);

        public Acceptance {
            types = List.copyOf(types);
            versions = List.copyOf(versions);
        }

        public Acceptance withTypes(List<String> others) {
            return new Acceptance(others, versions, production, maximumBytes);
        }

        public Acceptance withProduction(boolean other) {
            return new Acceptance(types, versions, other, maximumBytes);
        }
    }

    /// Which Messages keep their order among each other.
    public enum Order {
        PATIENT,
        ORDER,
        CHANNEL
    }
}
