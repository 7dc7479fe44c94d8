package io.suture.runtime.message;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Messages on their way from the Receiver to the Worker: kept, in the order of their keys, until what became of them
/// is kept. Every implementation passes `LanesContract`. Decision 0001.
public interface Lanes extends AutoCloseable {

    /// Keeps Messages, in this order, in one commit. When it returns they are safe.
    ///
    /// @return what became of each: a repeat (same sender, control id and bytes) is not kept again
    List<Arrival.Stored> accept(List<Arrival> arrivals);

    /// The next Messages of this node's lanes, in order. A Message is taken again only after [#rewind()]. Waits a
    /// moment where there is none, then gives none.
    List<LaneMessage> take(int most) throws InterruptedException;

    /// How many Messages may lie before this node that it has not taken yet.
    long unread();

    /// Keys behind which Messages wait; those that come after them wait too.
    Set<UUID> blocked();

    /// Keeps what became of all that was taken, in one commit.
    ///
    /// @throws io.suture.runtime.lane.LeaseLost where a lane is another node's by now; nothing was kept
    void complete(List<Done> batch);

    /// Forgets what was taken and not completed, so that it is taken again.
    void rewind();

    /// Says that there may be something to take: a Channel was deployed, a person dealt with a Message.
    void wake();

    @Override
    void close();
}
