package io.suture.runtime.connector;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import java.io.IOException;
import java.util.List;

/// Code that speaks one protocol. It knows nothing of storing, mapping or retrying; every one passes the same kit of
/// tests. A protocol that goes one way only refuses the other in its check.
public interface Connector {

    /// Which way a Message goes.
    enum Direction {
        IN,
        OUT
    }

    /// As Endpoints name it: `mllp`.
    String name();

    /// What Endpoints of this protocol can be told beside what belongs to every source or Destination; none for a way
    /// that it does not go.
    List<Setting> settings(Direction direction);

    /// Settings that are missing or wrong, each with its name as path.
    List<Problem> check(Endpoint endpoint, Direction direction);

    /// Listens until closed. The Endpoint passed the check.
    ///
    /// @throws IOException where the address cannot be bound; its message is a line for people, naming the port
    Listener listen(Endpoint endpoint, Inbound inbound) throws IOException;

    /// A way out, kept open between Deliveries. The Endpoint passed the check; nothing is connected before the first
    /// Delivery.
    Outbound open(Endpoint endpoint);

    /// Something that listens.
    interface Listener extends AutoCloseable {
        /// Where it listens: the port.
        int port();

        /// Takes no more Messages, answers those that it took, then lets go of its connections: seconds at most.
        @Override
        void close();
    }

    /// A way out. Used by many threads.
    interface Outbound extends AutoCloseable {
        /// How many Deliveries may be under way at once.
        int parallel();

        /// Sends one output and waits for the answer, whatever it is: what goes wrong on the wire is a Receipt too.
        Receipt send(Consignment consignment);

        @Override
        void close();
    }
}
