package io.suture.runtime.message;

import io.suture.runtime.delivery.DeliveryStore;
import java.util.List;

/// What became of a Message that was taken from its lane.
public sealed interface Done {
    LaneMessage message();

    /// It was run through its Channel.
    ///
    /// @param tokens     what it is found by
    /// @param deliveries in order
    /// @param blocks     whether its keys wait until a person has dealt with it
    record Ran(LaneMessage message, Run run, List<Long> tokens, List<DeliveryStore.Fresh> deliveries, boolean blocks)
            implements Done {
        public Ran {
            tokens = List.copyOf(tokens);
            deliveries = List.copyOf(deliveries);
        }
    }

    /// It waits outside its lane.
    record Parked(LaneMessage message, Why why) implements Done {}

    /// Why a Message waits.
    enum Why {
        /// It is in error, and its keys wait for a person.
        ERROR,
        /// Another Message of its key waits.
        BEHIND,
        /// Its Channel does not run.
        NOT_DEPLOYED,
        /// What its Channel's queries asked about it is not answered yet.
        UNANSWERED
    }
}
