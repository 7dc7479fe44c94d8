package io.suture.runtime.connector;

import io.suture.engine.channel.Endpoint;
import io.suture.engine.report.Problem;
import java.time.Duration;
import java.util.List;

/// A Connector that can be asked too, for the declared queries of Channels.
public interface Inquirer {

    /// Settings that are missing or wrong for asking, each with its name as path.
    List<Problem> checkInquiry(Endpoint endpoint);

    /// A way to ask, kept open between questions. The Endpoint passed the check; nothing is connected before the first
    /// question.
    Inquiry inquire(Endpoint endpoint);

    /// A way to ask. Used by many threads.
    interface Inquiry extends AutoCloseable {
        /// How many questions may be under way at once.
        int parallel();

        /// How long an answer may take; who asks gives up then, by interrupting.
        Duration within();

        /// Looks for a resource and waits for the answer, whatever it is: what goes wrong on the wire is a Finding too.
        ///
        /// @param search as in an address, such as `identifier=a%7Cb`
        Finding find(String resource, String search) throws InterruptedException;

        @Override
        void close();
    }
}
